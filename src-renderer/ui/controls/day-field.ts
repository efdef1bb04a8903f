/** Days as date fields hold them ("2026-11-24"), in the reader's time zone; times are ms since 1970. */

export function dayField(time: number | undefined): string {
  if (time === undefined) return '';
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Where that day begins; undefined for an empty or unfinished field. */
export function dayOfField(field: string): number | undefined {
  const time = new Date(`${field}T00:00`).getTime();
  return Number.isNaN(time) || time < 0 ? undefined : time;
}

/** Where the day after begins; days are not all 24 hours long. */
export function dayAfter(day: number): number {
  return shiftedDay(day, 1);
}

/** Where the day before begins. */
export function dayBefore(day: number): number {
  return shiftedDay(day, -1);
}

function shiftedDay(day: number, days: number): number {
  const date = new Date(day);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}
