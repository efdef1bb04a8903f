import { Link } from 'wouter';
import type { MemoryDetail } from '../../../../shared/contract/memories.ts';
import type { Memory } from '../../../../shared/memory/memory.ts';
import { formatClock, formatDay } from '../../../ui/format/format-time.ts';
import { originLabel } from '../memory-labels.ts';
import { t, tCount } from '../../../language/translate.ts';

/** Where a memory came from: the quoted text, and a link to its message. */
export function DetailSource({ detail: { memory, sourceConversation } }: { readonly detail: MemoryDetail }) {
  const { origin, quote, messageId } = memory.source;
  return (
    <section>
      <h3>{originLabel(origin)}</h3>
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
          {formatDay(memory.createdAt)} {formatClock(memory.createdAt)}
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
      <h3>{t('Used in')}</h3>
      {uses.length === 0 ? (
        <p className="details-none">{t('No answer has used it yet.')}</p>
      ) : (
        <ul className="uses">
          {uses.map((use) => (
            <li key={use.messageId}>
              <Link href={messagePath(use.conversationId, use.messageId)} dir="auto">
                {use.conversationTitle}
              </Link>{' '}
              · {formatDay(use.at)} {formatClock(use.at)}
            </li>
          ))}
        </ul>
      )}
      {memory.useCount > uses.length ? (
        <p className="details-none">
          {tCount(memory.useCount, 'used {{count}}× in all', 'used {{count}}× in all')}
        </p>
      ) : null}
    </section>
  );
}

function messagePath(conversationId: string, messageId: string | null): string {
  return messageId === null ? `/chat/${conversationId}` : `/chat/${conversationId}/${messageId}`;
}
