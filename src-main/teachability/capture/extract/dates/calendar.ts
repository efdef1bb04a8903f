/** Days of the calendar, in local time; both ends of daylight saving included. */

/** Days from the start of a date. */
export function daysAfter(date: Date, days: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
}

/** 0 is Monday. */
export function weekdayOf(date: Date): number {
  return (date.getDay() + 6) % 7;
}

/** 1 to 7: said on a Friday, "until Friday" is the next one. */
export function daysUntil(from: Date, weekday: number): number {
  return ((weekday - weekdayOf(from) + 6) % 7) + 1;
}

export function endOfWeek(from: Date): Date {
  return daysAfter(from, 7 - weekdayOf(from));
}

/** The day after a date; null for the 31st of June. @param month from 0; 12 is the next year's first */
export function dateOf(year: number, month: number, day: number): Date | null {
  const date = new Date(year, month, day);
  return date.getMonth() === month % 12 && date.getDate() === day ? daysAfter(date, 1) : null;
}

/** A date without a year is the next one there is. */
export function yearly(
  from: Date,
  year: string | undefined,
  make: (year: number) => Date | null,
): Date | null {
  if (year !== undefined) return make(Number(year));
  const date = make(from.getFullYear());
  return date !== null && date > from ? date : make(from.getFullYear() + 1);
}

/** The day after a day of this month, or of the next one where it is over: "until the 12th", said on the 20th. */
export function dayOfMonthAfter(from: Date, day: number): Date | null {
  const here = dateOf(from.getFullYear(), from.getMonth(), day);
  return here !== null && here > from ? here : dateOf(from.getFullYear(), from.getMonth() + 1, day);
}
