import { Link } from 'wouter';
import type { MemoryDetail } from '../../../../shared/contract/memories.ts';
import type { Memory } from '../../../../shared/memory/memory.ts';
import { clock, dayWords } from '../../../ui/words/time-words.ts';
import { originWords, usageWords } from '../common/memory-words.ts';

/** Where a memory came from: the words that taught it, and the way to them. */
export function DetailSource({ detail: { memory, sourceConversation } }: { readonly detail: MemoryDetail }) {
  const { origin, quote, messageId } = memory.source;
  return (
    <section>
      <h3>{originWords(origin)}</h3>
      <div className="source">
        {quote === null ? null : <blockquote dir="auto">“{quote}”</blockquote>}
        <p className="source-place">
          {sourceConversation === null ? null : (
            <>
              <Link href={messagePath(sourceConversation.id, messageId)} dir="auto">
                {sourceConversation.title}
              </Link>{' '}
              ·{' '}
            </>
          )}
          {dayWords(memory.createdAt)} {clock(memory.createdAt)}
        </p>
      </div>
    </section>
  );
}

interface DetailUsesProps extends Pick<MemoryDetail, 'uses'> {
  readonly memory: Memory;
}

export function DetailUses({ memory, uses }: DetailUsesProps) {
  return (
    <section>
      <h3>Used in</h3>
      {uses.length === 0 ? (
        <p className="details-none">No answer has used it yet.</p>
      ) : (
        <ul className="uses">
          {uses.map((use) => (
            <li key={use.messageId}>
              <Link href={messagePath(use.conversationId, use.messageId)} dir="auto">
                {use.conversationTitle}
              </Link>{' '}
              · {dayWords(use.at)} {clock(use.at)}
            </li>
          ))}
        </ul>
      )}
      {memory.useCount > uses.length ? (
        <p className="details-none">{usageWords(memory.useCount)} in all</p>
      ) : null}
    </section>
  );
}

function messagePath(conversationId: string, messageId: string | null): string {
  return messageId === null ? `/chat/${conversationId}` : `/chat/${conversationId}/${messageId}`;
}
