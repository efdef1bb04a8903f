/** Calendar arithmetic in local time, correct across both daylight-saving changes. */

/** The start of the date that is this many days later. */
export function daysAfter(date: Date, days: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
}

/** Day of the week; 0 is Monday. */
export function weekdayOf(date: Date): number {
  return (date.getDay() + 6) % 7;
}

/** Days until the next such weekday, 1 to 7: said on a Friday, "until Friday" means the Friday a week later. */
export function daysUntil(from: Date, weekday: number): number {
  return ((weekday - weekdayOf(from) + 6) % 7) + 1;
}

export function endOfWeek(from: Date): Date {
  return daysAfter(from, 7 - weekdayOf(from));
}

/**
 * The start of the day after a date; null if the date does not exist (31 June).
 * @param month from 0; 12 is January of the next year
 */
export function dateOf(year: number, month: number, day: number): Date | null {
  const date = new Date(year, month, day);
  return date.getMonth() === month % 12 && date.getDate() === day ? daysAfter(date, 1) : null;
}

/** The next occurrence of a date that was given without a year. */
export function yearly(
  from: Date,
  year: string | undefined,
  make: (year: number) => Date | null,
): Date | null {
  if (year !== undefined) return make(Number(year));
  const date = make(from.getFullYear());
  return date !== null && date > from ? date : make(from.getFullYear() + 1);
}

/** The start of the day after the given day of this month, or of the next month if it is over: "until the 12th", said on the 20th. */
export function dayOfMonthAfter(from: Date, day: number): Date | null {
  const here = dateOf(from.getFullYear(), from.getMonth(), day);
  return here !== null && here > from ? here : dateOf(from.getFullYear(), from.getMonth() + 1, day);
}
