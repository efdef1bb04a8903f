/** A count with its noun: "1 turn", "3 turns". */
export function pluralize(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
