/** Values of date fields ("2026-11-24"), in the user's time zone; times are ms since 1970. */

export function toDateValue(time: number | undefined): string {
  if (time === undefined) return '';
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The start of the day; undefined for an empty or incomplete value. */
export function fromDateValue(field: string): number | undefined {
  const time = new Date(`${field}T00:00`).getTime();
  return Number.isNaN(time) || time < 0 ? undefined : time;
}

/** The start of the next day; days do not always have 24 hours. */
export function startOfNextDay(day: number): number {
  return shiftDay(day, 1);
}

/** The start of the previous day. */
export function startOfPreviousDay(day: number): number {
  return shiftDay(day, -1);
}

function shiftDay(day: number, days: number): number {
  const date = new Date(day);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}
