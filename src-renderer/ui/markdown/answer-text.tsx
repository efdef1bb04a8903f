import { memo, useId, useMemo, useRef } from 'react';
import { useDrawn } from './use-drawn.ts';
import type { Chunk } from './chunks.ts';
import { chunksOf, estimatedHeight } from './chunks.ts';
import { NotesContext } from './links.tsx';
import { MarkdownBlock } from './markdown-block.tsx';
import type { Definitions } from './parser.ts';
import { useReading } from './use-reading.ts';
import './markdown.css';

/** An answer's Markdown: what did not change is not drawn again while it grows, and of a long one what is near the view. */
export function AnswerText({ text }: { readonly text: string }) {
  const read = useReading(text);
  const prefix = useId();
  const chunks = useMemo(() => chunksOf(read?.blocks ?? []), [read?.blocks]);
  if (read === null)
    return <div className="markdown" aria-busy="true" style={{ minHeight: text.length / 4 }} />;
  return (
    <NotesContext value={prefix}>
      <div className="markdown" dir="auto">
        {/* Chunks only ever grow at the end, so their place is their identity. */}
        {chunks.map((chunk, index) => (
          <MarkdownChunk
            key={`chunk ${index}`}
            chunk={chunk}
            definitions={read.definitions}
            last={index === chunks.length - 1}
          />
        ))}
      </div>
    </NotesContext>
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
  const { drawn, height } = useDrawn(element, last);
  return (
    <div
      ref={element}
      className="markdown-chunk"
      style={drawn ? undefined : { height: height ?? estimatedHeight(chunk) }}
      aria-busy={!drawn || undefined}
    >
      {drawn
        ? chunk.blocks.map((block) => (
            <MarkdownBlock key={block.start} block={block} definitions={definitions} />
          ))
        : null}
    </div>
  );
}, looksSame);

function looksSame(before: MarkdownChunkProps, now: MarkdownChunkProps): boolean {
  const [one, other] = [before.chunk.blocks, now.chunk.blocks];
  return (
    before.definitions === now.definitions &&
    before.last === now.last &&
    one.length === other.length &&
    one.every((block, index) => block === other[index])
  );
}
