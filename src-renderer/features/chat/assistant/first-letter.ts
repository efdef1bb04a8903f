/** The first letter or digit of a name, as a capital. */
export function firstLetter(name: string): string {
  return (/[\p{L}\p{N}]\p{M}*/u.exec(name)?.[0] ?? '?').toLocaleUpperCase();
}
