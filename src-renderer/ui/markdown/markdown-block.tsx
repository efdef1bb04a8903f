import { Fragment, memo, use, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Block } from './blocks.ts';
import { CodeBlock } from './code/code-block.tsx';
import { Diagram } from './diagram/diagram.tsx';
import { directionsIn } from './direction.ts';
import type { Direction } from './direction.ts';
import { FormulaBlock } from './math/formula.tsx';
import { renderInline } from './render-inline.tsx';
import { footnoteId, FootnotesContext } from './links.tsx';
import { renderTokens } from './render-tokens.ts';
import type { OpenElement } from './render-tokens.ts';
import { Table } from './table.tsx';
import { parseInline } from './parser.ts';
import type { Definitions, Token } from './parser.ts';
import { t } from '../../language/translate.ts';

const TASK = /^\[([ xX])\]\s/;

interface MarkdownBlockProps {
  readonly block: Block;
  readonly definitions: Definitions;
}

/** One top-level block; renders again only when it, or a definition it uses, has changed. */
export const MarkdownBlock = memo(function MarkdownBlock({ block, definitions }: MarkdownBlockProps) {
  const prefix = use(FootnotesContext);
  const directions = useMemo(() => directionsIn(block.tokens), [block.tokens]);
  const element = (token: Token, children: readonly ReactNode[], key: number) =>
    renderElement(token, children, key, { prefix, definitions, dir: directions.get(token) });
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
      return isDiagram(token) ? (
        <Diagram key={key} source={token.content} />
      ) : (
        <CodeBlock key={key} info={token.info} text={token.content.replace(/\n$/, '')} />
      );
    case 'math_block':
      return <FormulaBlock key={key} source={token.content} />;
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

/** Whether it is a complete Mermaid diagram, with both fences. */
function isDiagram({ info, map, content }: Token): boolean {
  if (map === null || !/^mermaid(?:\s|$)/i.test(info.trimStart())) return false;
  return map[1] - map[0] === content.replace(/\n$/, '').split('\n').length + 2 && content.trim() !== '';
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
  return (
    <input
      type="checkbox"
      checked={done}
      disabled
      aria-label={done ? t('Done', {}, 'task') : t('Not done')}
    />
  );
}

interface ElementContext {
  /** Of footnote ids. */
  readonly prefix: string;
  readonly definitions: Definitions;
  /** Undefined: inherited. */
  readonly dir: Direction | undefined;
}

function renderElement(
  token: Token,
  children: readonly ReactNode[],
  key: number,
  { prefix, definitions, dir }: ElementContext,
): ReactNode {
  switch (token.type) {
    case 'paragraph_open':
      // Tight list items have no paragraphs.
      if (token.hidden) return <Fragment key={key}>{children}</Fragment>;
      return (
        <p key={key} dir={dir}>
          {children}
        </p>
      );
    case 'heading_open':
      return <Heading key={key} tag={token.tag} dir={dir} text={children} />;
    case 'bullet_list_open':
      return (
        <ul key={key} dir={dir} className={listClass(token)}>
          {children}
        </ul>
      );
    case 'ordered_list_open':
      return (
        <ol
          key={key}
          dir={dir}
          className={listClass(token)}
          start={Number(new Map(token.attrs).get('start') ?? 1)}
        >
          {children}
        </ol>
      );
    case 'list_item_open':
      return (
        <li key={key} dir={dir}>
          {children}
        </li>
      );
    case 'blockquote_open':
      return (
        <blockquote key={key} dir={dir}>
          {children}
        </blockquote>
      );
    case 'footnote_reference_open': {
      const number = definitions.notes.get(String(token.meta?.['label'])) ?? 1;
      return (
        <ol key={key} className="note" start={number}>
          <li id={footnoteId(prefix, number)} tabIndex={-1}>
            {children}
          </li>
        </ol>
      );
    }
    default:
      return renderTablePart(token, children, key, dir);
  }
}

/** The class of a list segment. */
function listClass({ attrs }: Token): string | undefined {
  return new Map(attrs).get('class')?.toString();
}

interface HeadingProps {
  readonly tag: string;
  readonly dir: Direction | undefined;
  readonly text: ReactNode;
}

function Heading({ tag, dir, text }: HeadingProps) {
  const Tag = /^h[1-6]$/.test(tag) ? (tag as 'h1') : 'h6';
  return <Tag dir={dir}>{text}</Tag>;
}

function renderTablePart(
  token: Token,
  children: readonly ReactNode[],
  key: number,
  dir: Direction | undefined,
): ReactNode {
  const style = String(new Map(token.attrs).get('style') ?? '');
  const align = /(left|center|right)$/.exec(style)?.[1] as 'left' | 'center' | 'right' | undefined;
  switch (token.type) {
    case 'table_open':
      return (
        <Table key={key} dir={dir}>
          {children}
        </Table>
      );
    case 'thead_open':
      return <thead key={key}>{children}</thead>;
    case 'tbody_open':
      return <tbody key={key}>{children}</tbody>;
    case 'tr_open':
      return <tr key={key}>{children}</tr>;
    case 'th_open':
      return (
        <th key={key} dir={dir} style={{ textAlign: align }}>
          {children}
        </th>
      );
    case 'td_open':
      return (
        <td key={key} dir={dir} style={{ textAlign: align }}>
          {children}
        </td>
      );
    default:
      return <Fragment key={key}>{children}</Fragment>;
  }
}
