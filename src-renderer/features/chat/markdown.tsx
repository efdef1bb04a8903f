import { IconExternalLink } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import type { ComponentProps } from 'react';
import Markdown from 'react-markdown';
import type { Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { CodeBlock } from './code-block.tsx';
import { splitBlocks } from './split-blocks.ts';
import './markdown.css';

const plugins = [remarkGfm];

/** Images are not fetched: an address in an answer must not tell anyone that, or when, it was read. */
const components: Components = {
  a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
  img: ({ src, alt }) => (
    <OutsideLink href={typeof src === 'string' ? src : undefined}>
      Image: {alt === '' ? src : alt}
    </OutsideLink>
  ),
  input: ({ checked }) => (
    <input
      type="checkbox"
      checked={checked === true}
      disabled
      aria-label={checked === true ? 'Done' : 'Not done'}
    />
  ),
  pre: ({ children }) => (
    <pre className="code-nested" tabIndex={0}>
      {children}
    </pre>
  ),
  table: ({ children }) => (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Table">
      <table>{children}</table>
    </div>
  ),
};

/** Marked, with its address: the words of a link say nothing about where it leads. */
function OutsideLink({ href, children }: Pick<ComponentProps<'a'>, 'href' | 'children'>) {
  return (
    <a href={href} title={href} target="_blank" rel="noopener noreferrer">
      {children}
      <IconExternalLink className="outside-mark" size={12} stroke={1.6} aria-hidden />
    </a>
  );
}

/** An answer's Markdown. Blocks that did not change are not parsed again while the answer grows. */
export function AnswerText({ text }: { readonly text: string }) {
  const blocks = useMemo(() => splitBlocks(text), [text]);
  return (
    <div className="markdown" dir="auto">
      {/* Blocks only ever grow at the end, so their place is their identity. */}
      {blocks.map((block, index) =>
        block.type === 'code' ? (
          <CodeBlock key={`block ${index}`} lang={block.lang} text={block.text} />
        ) : (
          <MarkdownBlock key={`block ${index}`} text={block.text} />
        ),
      )}
    </div>
  );
}

const MarkdownBlock = memo(function MarkdownBlock({ text }: { readonly text: string }) {
  return (
    <Markdown remarkPlugins={plugins} components={components}>
      {text}
    </Markdown>
  );
});
