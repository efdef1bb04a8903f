import { useState } from 'react';
import { Link } from 'wouter';
import type { MemoryEvent } from '../../../../shared/memory/memory.ts';
import { useScopeWords } from '../../../state/memory/scopes-store.ts';
import { clock, dayWords } from '../../../ui/words/time-words.ts';
import { actorWords, changeWords, historyLine } from '../common/memory-words.ts';

/** So many changes are shown before all are asked for. */
const SHOWN = 8;

/** Every change of a memory, newest first: when, who, from what to what. */
export function DetailHistory({ events }: { readonly events: readonly MemoryEvent[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? events : events.slice(0, SHOWN);
  return (
    <section>
      <h3>History</h3>
      <ul className="history">
        {shown.map((event) => (
          <HistoryItem key={event.id} event={event} />
        ))}
      </ul>
      {shown.length < events.length ? (
        <button type="button" className="text-button" onClick={() => setAll(true)}>
          Show all {events.length.toLocaleString('en')}
        </button>
      ) : null}
    </section>
  );
}

function HistoryItem({ event }: { readonly event: MemoryEvent }) {
  const { what, old } = historyLine(event);
  const changed = changeWords(event, useScopeWords());
  const { at, actor, conversationId, messageId } = event;
  return (
    <li>
      <time dateTime={new Date(at).toISOString()} title={clock(at)}>
        {dayWords(at)}
      </time>
      <div>
        {what} · <span className="history-who">{actorWords(actor)}</span>
        {conversationId === null || messageId === null ? null : (
          <>
            {' · '}
            <Link href={`/chat/${conversationId}/${messageId}`}>message</Link>
          </>
        )}
        {old === null ? null : (
          <>
            {' '}
            <del dir="auto">{old}</del>
          </>
        )}
        {changed === null ? null : (
          <p className="history-change" dir="auto">
            {changed}
          </p>
        )}
      </div>
    </li>
  );
}
