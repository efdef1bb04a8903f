/** Formats times. `now` and all times are ms since 1970; days are in the user's time zone. */
import { locale } from '../../language/language.ts';
import { t } from '../../language/translate.ts';
import { formatFixed } from './format-fixed.ts';

const DAY = 86_400_000;
/** Created once: creating one takes longer than rendering a row, and a list uses thousands. */
const months = new Intl.DateTimeFormat(locale, { month: 'long' });
const monthsOfYears = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' });

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

/** Calendar days from `time` to `now`; 0 for today and for future times. */
export function daysAgo(time: number, now: number): number {
  return Math.max(0, Math.round((startOfDay(now) - startOfDay(time)) / DAY));
}

/** The list heading of a day: Today, Yesterday, This week, Last week, or a month. */
export function dayGroup(time: number, now: number): string {
  const days = daysAgo(time, now);
  if (days === 0) return t('Today');
  if (days === 1) return t('Yesterday');
  if (days < 7) return t('This week');
  if (days < 14) return t('Last week');
  const date = new Date(time);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return (sameYear ? months : monthsOfYears).format(date);
}

/** "10:03" */
export function formatClock(time: number): string {
  return new Date(time).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
}

/** "today", "yesterday", "12 Oct", "12 Oct 2025" */
export function formatDay(time: number, now = Date.now()): string {
  const days = daysAgo(time, now);
  if (days === 0) return t('today');
  if (days === 1) return t('yesterday');
  const date = new Date(time);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  const parts = { day: 'numeric', month: 'short' } as const;
  return date.toLocaleDateString(locale, sameYear ? parts : { ...parts, year: 'numeric' });
}

/** "24 Dec 2026", also for future days. */
export function formatDate(time: number): string {
  return new Date(time).toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** "1.9 s", "340 ms" below half a second, "2 min 5 s" above a minute. */
export function formatDuration(ms: number): string {
  if (ms < 500) return t('{{milliseconds}} ms', { milliseconds: Math.round(ms) });
  if (ms < 60_000) return t('{{seconds}} s', { seconds: formatFixed(ms / 1000, 1) });
  return t('{{minutes}} min {{seconds}} s', {
    minutes: Math.floor(ms / 60_000),
    seconds: Math.round((ms % 60_000) / 1000),
  });
}
