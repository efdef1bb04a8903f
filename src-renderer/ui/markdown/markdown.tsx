import { memo, useId, useMemo, useRef } from 'react';
import { useNearViewport } from './use-near-viewport.ts';
import type { Chunk } from './chunks.ts';
import { chunksOf, estimatedHeight } from './chunks.ts';
import { FootnotesContext } from './links.tsx';
import { MarkdownBlock } from './markdown-block.tsx';
import type { Definitions } from './parser.ts';
import { useParsedMarkdown } from './use-parsed-markdown.ts';
import './markdown.css';

/** An answer's Markdown: what did not change is not rendered again while it grows, and of a long one what is near the view. */
export function Markdown({ text }: { readonly text: string }) {
  const parsed = useParsedMarkdown(text);
  const prefix = useId();
  const chunks = useMemo(() => chunksOf(parsed?.blocks ?? []), [parsed?.blocks]);
  if (parsed === null)
    return <div className="markdown" aria-busy="true" style={{ minHeight: text.length / 4 }} />;
  return (
    <FootnotesContext value={prefix}>
      <div className="markdown" dir="auto">
        {/* Chunks only ever grow at the end, so their range is their identity. */}
        {chunks.map((chunk, index) => (
          <MarkdownChunk
            key={`chunk ${index}`}
            chunk={chunk}
            definitions={parsed.definitions}
            last={index === chunks.length - 1}
          />
        ))}
      </div>
    </FootnotesContext>
  );
}

interface MarkdownChunkProps {
  readonly chunk: Chunk;
  readonly definitions: Definitions;
  readonly last: boolean;
}

const MarkdownChunk = memo(function MarkdownChunk({ chunk, definitions, last }: MarkdownChunkProps) {
  const element = useRef<HTMLDivElement>(null);
  // An answer is looked at from its end first, and grows there.
  const { rendered, height } = useNearViewport(element, last);
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
    before.last === now.last &&
    one.length === other.length &&
    one.every((block, index) => block === other[index])
  );
}
