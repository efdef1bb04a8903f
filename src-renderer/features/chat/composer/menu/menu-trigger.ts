/** What opens a menu in the message field: "/" at its beginning, "@" before a word. */
export interface MenuTrigger {
  readonly sign: '/' | '@';
  /** What is typed after the sign, up to the caret. */
  readonly query: string;
  /** Where the sign is in the text. */
  readonly from: number;
  /** Where the query ends. */
  readonly to: number;
}

/** A longer text after the sign is no name that somebody looks for. */
const LONGEST = 60;

/** @param caret the end of the text before the caret. */
export function menuTrigger(text: string, caret: number): MenuTrigger | null {
  const before = text.slice(Math.max(0, caret - LONGEST - 1), caret);
  const shift = caret - before.length;
  if (shift === 0 && before.startsWith('/')) return triggerAt('/', 0);
  const at = before.lastIndexOf('@');
  if (at === -1) return null;
  const isWordStart = shift + at === 0 || /[\s(“"']/.test(text.charAt(shift + at - 1));
  return isWordStart ? triggerAt('@', at) : null;

  function triggerAt(sign: MenuTrigger['sign'], index: number): MenuTrigger | null {
    const query = before.slice(index + 1);
    return /\n/.test(query) ? null : { sign, query, from: shift + index, to: caret };
  }
}
