import { IconHistory } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { TimelineEntry } from '../../../../shared/contract/memory/memory-views.ts';
import type { TimelineDay } from '../../../state/memory/timeline-days.ts';
import { loadEarlierTimeline, loadTimeline, useTimelineStore } from '../../../state/memory/timeline-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { startOfNextDay, startOfPreviousDay } from '../../../ui/controls/date-value.ts';
import { DateInput } from '../../../ui/controls/date-input.tsx';
import { TextDiff } from '../../../ui/diff/text-diff.tsx';
import { EmptyState, FailureState } from '../../../ui/controls/empty-state.tsx';
import { KindIcon } from '../../../ui/controls/kind-icon.tsx';
import { formatClock } from '../../../ui/format/format-time.ts';
import { memoryPath } from '../memory-route.ts';
import { describeEntry, formatTimelineDay, formatTimelineMonth } from './timeline-labels.ts';
import { t, tCount } from '../../../language/translate.ts';
import './timeline.css';

/** The Timeline tab: what was learned and changed, newest first. */
export function TimelineTab() {
  const { days, next, from, error } = useTimelineStore();
  useEffect(() => void loadTimeline(useTimelineStore.getState().from), []);
  if (error !== null) {
    return (
      <div className="timeline">
        <FailureState message={error.message} onRetry={() => void loadTimeline(from)} />
      </div>
    );
  }
  if (days === null) return <div className="timeline" aria-busy="true" />;
  if (days.length === 0 && from === null) {
    return (
      <EmptyState
        icon={<IconHistory size={24} stroke={1.4} aria-hidden />}
        title={t('Nothing has happened yet')}
      >
        <p>{t('Everything that Tutee learns, and every change you make to it, is listed here by day.')}</p>
      </EmptyState>
    );
  }
  return (
    <div className="timeline">
      <div className="timeline-bar">
        <DateInput
          label={t('Jump to')}
          value={from === null ? undefined : startOfPreviousDay(from)}
          onChange={(day) => void loadTimeline(day === undefined ? null : startOfNextDay(day))}
        />
        {from === null ? null : (
          <Button small onClick={() => void loadTimeline()}>
            {t('Back to now')}
          </Button>
        )}
      </div>
      {days.length === 0 ? <p className="timeline-none">{t('Nothing happened until then.')}</p> : null}
      <Days days={days} />
      {next === null ? null : <Earlier />}
    </div>
  );
}

function Days({ days }: { readonly days: readonly TimelineDay[] }) {
  const months = Map.groupBy(days, ({ day }) => formatTimelineMonth(day));
  return [...months].map(([month, ofMonth]) => (
    <section key={month} aria-label={month}>
      <h2 className="timeline-month">{month}</h2>
      {ofMonth.map(({ day, entries }) => (
        <section key={day} aria-label={formatTimelineDay(day)}>
          <h3 className="timeline-day">{formatTimelineDay(day)}</h3>
          <ul className="timeline-entries">
            {entries.map((entry) => (
              <Entry key={`${entry.changeId} ${entry.at}`} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  ));
}

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const { at, count, memories } = entry;
  const unnamed = count - memories.length;
  return (
    <li className="timeline-entry">
      <time dateTime={new Date(at).toISOString()}>{formatClock(at)}</time>
      <div>
        <p className="timeline-what">{describeEntry(entry)}</p>
        <ul>
          {memories.map(({ memoryId, kind, text, oldText }) => (
            <li key={memoryId} className="timeline-memory">
              <KindIcon kind={kind} size={13} />
              <Link href={memoryPath({ tab: 'timeline', openId: memoryId })} dir="auto">
                {oldText === null ? text : <TextDiff before={oldText} after={text} />}
              </Link>
            </li>
          ))}
        </ul>
        {unnamed > 0 ? (
          <p className="timeline-more">{tCount(unnamed, 'and {{count}} other', 'and {{count}} others')}</p>
        ) : null}
      </div>
    </li>
  );
}

function Earlier() {
  const [busy, setBusy] = useState(false);
  const load = async (): Promise<void> => {
    setBusy(true);
    await loadEarlierTimeline();
    setBusy(false);
  };
  return (
    <Button aria-busy={busy} onClick={() => (busy ? undefined : void load())}>
      {t('Show earlier')}
    </Button>
  );
}
