import { Fragment, memo, use } from 'react';
import type { ReactNode } from 'react';
import type { Block } from './blocks.ts';
import { CodeBlock } from './code-block.tsx';
import { renderInline } from './render-inline.tsx';
import { footnoteId, FootnotesContext } from './links.tsx';
import { renderTokens } from './render-tokens.ts';
import type { OpenElement } from './render-tokens.ts';
import { parseInline } from './parser.ts';
import type { Definitions, Token } from './parser.ts';

const TASK = /^\[([ xX])\]\s/;

interface MarkdownBlockProps {
  readonly block: Block;
  readonly definitions: Definitions;
}

/** One top-level block; renders again only when it, or a definition it uses, has changed. */
export const MarkdownBlock = memo(function MarkdownBlock({ block, definitions }: MarkdownBlockProps) {
  const prefix = use(FootnotesContext);
  const element = (token: Token, children: readonly ReactNode[], key: number) =>
    renderElement(token, children, key, prefix, definitions);
  const leaf = (token: Token, key: number, ancestors: readonly OpenElement[]): ReactNode =>
    renderLeaf(token, key, ancestors, block.labels, definitions);
  return renderTokens(block.tokens, { leaf, element });
}, arePropsEqual);

function arePropsEqual(before: MarkdownBlockProps, now: MarkdownBlockProps): boolean {
  const { block, definitions } = now;
  if (before.block !== block) return false;
  if (before.definitions === definitions) return true;
  return block.labels.every((label) => {
    const [one, other] = [before.definitions.links.get(label), definitions.links.get(label)];
    const sameNote = before.definitions.notes.get(label) === definitions.notes.get(label);
    return sameNote && one?.href === other?.href && one?.title === other?.title;
  });
}

function renderLeaf(
  token: Token,
  key: number,
  ancestors: readonly OpenElement[],
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
      const task = isFirstInListItem(ancestors) ? TASK.exec(token.content) : null;
      const text = task === null ? token.content : token.content.slice(task[0].length);
      return (
        <Fragment key={key}>
          {task === null ? null : <TaskCheckbox done={task[1] !== ' '} />}
          {renderInline(parseInline(text, labels, definitions), definitions.notes)}
        </Fragment>
      );
    }
    default:
      return null;
  }
}

/** Whether this is the first text of a list item, where a task checkbox may stand. */
function isFirstInListItem(ancestors: readonly OpenElement[]): boolean {
  const [paragraph, item] = [ancestors.at(-1), ancestors.at(-2)];
  return (
    paragraph?.token.type === 'paragraph_open' &&
    item?.token.type === 'list_item_open' &&
    item.rendered.length === 0
  );
}

function TaskCheckbox({ done }: { readonly done: boolean }) {
  return <input type="checkbox" checked={done} disabled aria-label={done ? 'Done' : 'Not done'} />;
}

function renderElement(
  token: Token,
  children: readonly ReactNode[],
  key: number,
  prefix: string,
  { notes }: Definitions,
): ReactNode {
  switch (token.type) {
    case 'paragraph_open':
      // Tight list items have no paragraphs.
      return token.hidden ? <Fragment key={key}>{children}</Fragment> : <p key={key}>{children}</p>;
    case 'heading_open':
      return <Heading key={key} tag={token.tag} text={children} />;
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
          <li id={footnoteId(prefix, number)} tabIndex={-1}>
            {children}
          </li>
        </ol>
      );
    }
    default:
      return renderTablePart(token, children, key);
  }
}

/** The class of a list segment. */
function listClass({ attrs }: Token): string | undefined {
  return new Map(attrs).get('class')?.toString();
}

function Heading({ tag, text }: { readonly tag: string; readonly text: ReactNode }) {
  const Tag = /^h[1-6]$/.test(tag) ? (tag as 'h1') : 'h6';
  return <Tag>{text}</Tag>;
}

function renderTablePart(token: Token, children: readonly ReactNode[], key: number): ReactNode {
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
