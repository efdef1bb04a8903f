import { Fragment, memo, use } from 'react';
import type { ReactNode } from 'react';
import type { Block } from './blocks.ts';
import { CodeBlock } from './code-block.tsx';
import { drawInline } from './draw-inline.tsx';
import { noteId, NotesContext } from './links.tsx';
import { nested } from './nested.ts';
import type { Around } from './nested.ts';
import { parseInline } from './parser.ts';
import type { Definitions, Token } from './parser.ts';

const TASK = /^\[([ xX])\]\s/;

interface MarkdownBlockProps {
  readonly block: Block;
  readonly definitions: Definitions;
}

/** One top-level block of an answer; drawn again only when it, or what it refers to, has changed. */
export const MarkdownBlock = memo(function MarkdownBlock({ block, definitions }: MarkdownBlockProps) {
  const prefix = use(NotesContext);
  const element = (token: Token, children: readonly ReactNode[], key: number) =>
    drawElement(token, children, key, prefix, definitions);
  const leaf = (token: Token, key: number, around: readonly Around[]): ReactNode =>
    drawLeaf(token, key, around, block.labels, definitions);
  return nested(block.tokens, { leaf, element });
}, looksSame);

function looksSame(before: MarkdownBlockProps, now: MarkdownBlockProps): boolean {
  const { block, definitions } = now;
  if (before.block !== block) return false;
  if (before.definitions === definitions) return true;
  return block.labels.every((label) => {
    const [one, other] = [before.definitions.links.get(label), definitions.links.get(label)];
    const sameNote = before.definitions.notes.get(label) === definitions.notes.get(label);
    return sameNote && one?.href === other?.href && one?.title === other?.title;
  });
}

function drawLeaf(
  token: Token,
  key: number,
  around: readonly Around[],
  labels: readonly string[],
  definitions: Definitions,
): ReactNode {
  switch (token.type) {
    case 'fence':
    case 'code_block':
      return <CodeBlock key={key} info={token.info} text={token.content.replace(/\n$/, '')} />;
    case 'hr':
      return <hr key={key} />;
    case 'inline': {
      const task = beginsItem(around) ? TASK.exec(token.content) : null;
      const words = task === null ? token.content : token.content.slice(task[0].length);
      return (
        <Fragment key={key}>
          {task === null ? null : <TaskMark done={task[1] !== ' '} />}
          {drawInline(parseInline(words, labels, definitions), definitions.notes)}
        </Fragment>
      );
    }
    default:
      return null;
  }
}

/** Whether these are the first words of a list's item, which may begin with a box. */
function beginsItem(around: readonly Around[]): boolean {
  const [paragraph, item] = [around.at(-1), around.at(-2)];
  return (
    paragraph?.token.type === 'paragraph_open' &&
    item?.token.type === 'list_item_open' &&
    item.drawn.length === 0
  );
}

function TaskMark({ done }: { readonly done: boolean }) {
  return <input type="checkbox" checked={done} disabled aria-label={done ? 'Done' : 'Not done'} />;
}

function drawElement(
  token: Token,
  children: readonly ReactNode[],
  key: number,
  prefix: string,
  { notes }: Definitions,
): ReactNode {
  switch (token.type) {
    case 'paragraph_open':
      // Items of a tight list have no paragraphs.
      return token.hidden ? <Fragment key={key}>{children}</Fragment> : <p key={key}>{children}</p>;
    case 'heading_open':
      return <Heading key={key} tag={token.tag} words={children} />;
    case 'bullet_list_open':
      return (
        <ul key={key} className={listClass(token)}>
          {children}
        </ul>
      );
    case 'ordered_list_open':
      return (
        <ol key={key} className={listClass(token)} start={Number(new Map(token.attrs).get('start') ?? 1)}>
          {children}
        </ol>
      );
    case 'list_item_open':
      return <li key={key}>{children}</li>;
    case 'blockquote_open':
      return <blockquote key={key}>{children}</blockquote>;
    case 'footnote_reference_open': {
      const number = notes.get(String(token.meta?.['label'])) ?? 1;
      return (
        <ol key={key} className="note" start={number}>
          <li id={noteId(prefix, number)} tabIndex={-1}>
            {children}
          </li>
        </ol>
      );
    }
    default:
      return drawTablePart(token, children, key);
  }
}

/** Of a piece of a long list. */
function listClass({ attrs }: Token): string | undefined {
  return new Map(attrs).get('class')?.toString();
}

function Heading({ tag, words }: { readonly tag: string; readonly words: ReactNode }) {
  const Tag = /^h[1-6]$/.test(tag) ? (tag as 'h1') : 'h6';
  return <Tag>{words}</Tag>;
}

function drawTablePart(token: Token, children: readonly ReactNode[], key: number): ReactNode {
  const style = String(new Map(token.attrs).get('style') ?? '');
  const align = /(left|center|right)$/.exec(style)?.[1] as 'left' | 'center' | 'right' | undefined;
  switch (token.type) {
    case 'table_open':
      return (
        <div key={key} className="table-scroll" tabIndex={0} role="group" aria-label="Table">
          <table>{children}</table>
        </div>
      );
    case 'thead_open':
      return <thead key={key}>{children}</thead>;
    case 'tbody_open':
      return <tbody key={key}>{children}</tbody>;
    case 'tr_open':
      return <tr key={key}>{children}</tr>;
    case 'th_open':
      return (
        <th key={key} style={{ textAlign: align }}>
          {children}
        </th>
      );
    case 'td_open':
      return (
        <td key={key} style={{ textAlign: align }}>
          {children}
        </td>
      );
    default:
      return <Fragment key={key}>{children}</Fragment>;
  }
}
