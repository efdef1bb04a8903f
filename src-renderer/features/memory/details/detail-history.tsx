import { useState } from 'react';
import { Link } from 'wouter';
import type { MemoryEvent } from '../../../../shared/memory/memory.ts';
import { useFormatScope } from '../../../state/memory/scopes-store.ts';
import { formatClock, formatDay } from '../../../ui/format/format-time.ts';
import { actorLabel, describeChange, historyLine } from '../memory-labels.ts';
import { t } from '../../../language/translate.ts';

/** How many changes are shown at first. */
const SHOWN = 8;

/** Every change of a memory, newest first: when, by whom, and what changed. */
export function DetailHistory({ events }: { readonly events: readonly MemoryEvent[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? events : events.slice(0, SHOWN);
  return (
    <section>
      <h3>{t('History')}</h3>
      <ul className="history">
        {shown.map((event) => (
          <HistoryItem key={event.id} event={event} />
        ))}
      </ul>
      {shown.length < events.length ? (
        <button type="button" className="text-button" onClick={() => setAll(true)}>
          {t('Show all {{count}}', { count: events.length })}
        </button>
      ) : null}
    </section>
  );
}

function HistoryItem({ event }: { readonly event: MemoryEvent }) {
  const { what, old } = historyLine(event);
  const changed = describeChange(event, useFormatScope());
  const { at, actor, conversationId, messageId } = event;
  return (
    <li>
      <time dateTime={new Date(at).toISOString()} title={formatClock(at)}>
        {formatDay(at)}
      </time>
      <div>
        {what} · <span className="history-who">{actorLabel(actor)}</span>
        {conversationId === null || messageId === null ? null : (
          <>
            {' · '}
            <Link href={`/chat/${conversationId}/${messageId}`}>{t('message')}</Link>
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
