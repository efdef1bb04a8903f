import { Link } from 'wouter';
import type { MemoryDetail } from '../../../shared/contract/memories.ts';
import type { Memory, MemoryEvent } from '../../../shared/memory.ts';
import { forgetMemory, pauseMemory, pinMemory, restoreMemory } from '../../state/memory-actions.ts';
import { reloadMemoryDetail, useMemoryDetailStore } from '../../state/memory-detail-store.ts';
import { view } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { FailureState } from '../../ui/empty-state.tsx';
import { clock, dayWords } from '../../ui/time-words.ts';
import './memory-details.css';
import { historyLine, memoryTraits, originWords } from './memory-words.ts';

/** One memory in full: words, cues, where it came from, what became of it, where it was used. */
export function MemoryDetails() {
  const { detail, history, error } = useMemoryDetailStore();
  if (error !== null) return <FailureState message={error.message} onRetry={reloadMemoryDetail} />;
  if (detail === null) return <div aria-busy="true" />;
  const { memory } = detail;
  return (
    <div className="details">
      <p className="details-traits">{memoryTraits(memory)}</p>
      <p className="details-text" dir="auto">
        {memory.text}
      </p>
      <DetailActions memory={memory} />
      {memory.cues.length === 0 ? null : (
        <section>
          <h3>Comes to mind when</h3>
          <ul className="cues">
            {memory.cues.map(({ text }) => (
              <li key={text} className="cue" dir="auto">
                {text}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Source detail={detail} />
      <History events={history} />
      <Uses uses={detail.uses} />
    </div>
  );
}

function DetailActions({ memory }: { readonly memory: Memory }) {
  if (memory.status === 'forgotten') {
    return (
      <div className="details-actions">
        <Button small onClick={() => void restoreMemory(memory.id)}>
          Bring back
        </Button>
      </div>
    );
  }
  return (
    <div className="details-actions">
      <Button small onClick={() => view.openEdit(memory.id)}>
        Edit
      </Button>
      <Button small onClick={() => void pauseMemory(memory)}>
        {memory.status === 'paused' ? 'Resume' : 'Pause'}
      </Button>
      <Button small onClick={() => void pinMemory(memory)}>
        {memory.pinned ? 'Unpin' : 'Pin'}
      </Button>
      <Button small variant="danger" onClick={() => void forgetMemory(memory.id)}>
        Forget
      </Button>
    </div>
  );
}

function Source({ detail: { memory, sourceConversation } }: { readonly detail: MemoryDetail }) {
  const when = `${dayWords(memory.createdAt)} ${clock(memory.createdAt)}`;
  return (
    <section>
      <h3>{originWords(memory.source.origin)}</h3>
      <div className="source">
        {memory.source.quote === null ? null : <blockquote dir="auto">“{memory.source.quote}”</blockquote>}
        <p className="source-place">
          {sourceConversation === null ? null : (
            <>
              <Link href={`/chat/${sourceConversation.id}`} dir="auto">
                {sourceConversation.title}
              </Link>{' '}
              ·{' '}
            </>
          )}
          {when}
        </p>
      </div>
    </section>
  );
}

function History({ events }: { readonly events: readonly MemoryEvent[] }) {
  return (
    <section>
      <h3>History</h3>
      <ul className="history">
        {events.map((event) => {
          const { what, old } = historyLine(event);
          return (
            <li key={event.id}>
              <time dateTime={new Date(event.at).toISOString()}>{dayWords(event.at)}</time>
              <span dir="auto">
                {what} {old === null ? null : <del>{old}</del>}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Uses({ uses }: Pick<MemoryDetail, 'uses'>) {
  return (
    <section>
      <h3>Used in</h3>
      {uses.length === 0 ? (
        <p className="details-none">No answer has used it yet.</p>
      ) : (
        <ul className="uses">
          {uses.map((use) => (
            <li key={use.messageId}>
              <Link href={`/chat/${use.conversationId}`} dir="auto">
                {use.conversationTitle}
              </Link>{' '}
              · {dayWords(use.at)} {clock(use.at)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
