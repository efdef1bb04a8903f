/**
 * ui/markdown owns the parsing and rendering of Markdown. It may not know stores, features or where the text comes
 * from.
 */
import { memo, useId, useMemo, useRef } from 'react';
import { useNearViewport } from './use-near-viewport.ts';
import type { Chunk } from './chunks.ts';
import { chunksOf, estimatedHeight } from './chunks.ts';
import { FootnotesContext } from './links.tsx';
import { MarkdownBlock } from './markdown-block.tsx';
import type { Definitions } from './parser.ts';
import { useParsedMarkdown } from './use-parsed-markdown.ts';
import './markdown.css';

interface MarkdownProps {
  readonly text: string;
  /** Whether a long text is rendered completely. */
  readonly whole?: boolean;
}

/**
 * Renders Markdown. Unchanged blocks do not render again while the text grows, and of a long text only the part near
 * the viewport is rendered.
 */
export function Markdown({ text, whole = false }: MarkdownProps) {
  const parsed = useParsedMarkdown(text);
  const prefix = useId();
  const chunks = useMemo(() => chunksOf(parsed?.blocks ?? []), [parsed?.blocks]);
  if (parsed === null)
    return <div className="markdown" aria-busy="true" style={{ minHeight: text.length / 4 }} />;
  return (
    <FootnotesContext value={prefix}>
      <div className="markdown" dir="ltr">
        {/* Chunks are only appended, so the index is a stable key. */}
        {chunks.map((chunk, index) => (
          <MarkdownChunk
            key={`chunk ${index}`}
            chunk={chunk}
            definitions={parsed.definitions}
            always={whole || index === chunks.length - 1}
          />
        ))}
      </div>
    </FootnotesContext>
  );
}

interface MarkdownChunkProps {
  readonly chunk: Chunk;
  readonly definitions: Definitions;
  /** Whether it is rendered even outside the viewport. */
  readonly always: boolean;
}

const MarkdownChunk = memo(function MarkdownChunk({ chunk, definitions, always }: MarkdownChunkProps) {
  const element = useRef<HTMLDivElement>(null);
  // An answer is viewed from its end first, where it grows.
  const { rendered, height } = useNearViewport(element, always);
  return (
    <div
      ref={element}
      className="markdown-chunk"
      style={rendered ? undefined : { height: height ?? estimatedHeight(chunk) }}
      aria-busy={!rendered || undefined}
    >
      {rendered
        ? chunk.blocks.map((block) => (
            <MarkdownBlock key={block.start} block={block} definitions={definitions} />
          ))
        : null}
    </div>
  );
}, arePropsEqual);

function arePropsEqual(before: MarkdownChunkProps, now: MarkdownChunkProps): boolean {
  const [one, other] = [before.chunk.blocks, now.chunk.blocks];
  return (
    before.definitions === now.definitions &&
    before.always === now.always &&
    one.length === other.length &&
    one.every((block, index) => block === other[index])
  );
}
