/** Formats times. `now` and all times are ms since 1970; days are in the user's time zone. */

const DAY = 86_400_000;
/** Created once: creating one takes longer than rendering a row, and a list uses thousands. */
const months = new Intl.DateTimeFormat('en', { month: 'long' });
const monthsOfYears = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' });

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
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days < 7) return 'This week';
  if (days < 14) return 'Last week';
  const date = new Date(time);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return (sameYear ? months : monthsOfYears).format(date);
}

/** "10:03" */
export function formatClock(time: number): string {
  return new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** "today", "yesterday", "12 Oct", "12 Oct 2025" */
export function formatDay(time: number, now = Date.now()): string {
  const days = daysAgo(time, now);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  const date = new Date(time);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  const parts = { day: 'numeric', month: 'short' } as const;
  return date.toLocaleDateString('en-GB', sameYear ? parts : { ...parts, year: 'numeric' });
}

/** "24 Dec 2026", also for future days. */
export function formatDate(time: number): string {
  return new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** "1.9 s", "340 ms" below half a second, "2 min 5 s" above a minute. */
export function formatDuration(ms: number): string {
  if (ms < 500) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
