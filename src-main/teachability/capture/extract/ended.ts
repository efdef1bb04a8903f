/** Words that say that something is over; a language a line. */
const ENDED = new RegExp(
  [
    String.raw`\b(?:no longer|any ?more)\b`,
    String.raw`(?<!\p{L})(?:nicht|kein\p{L}{0,2}) mehr(?!\p{L})`,
    String.raw`(?<!\p{L})ya no(?!\p{L})`,
    String.raw`(?<!\p{L})n(?:e |['’])(?:\S{1,20} ){1,4}plus(?!\p{L})`,
    String.raw`(?<!\p{L})non (?:\S{1,20} ){1,3}più(?!\p{L})`,
    String.raw`(?<!\p{L})(?:já não|não (?:\S{1,20} ){1,3}mais)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:niet|geen) meer(?!\p{L})`,
    String.raw`(?<!\p{L})już nie(?!\p{L})`,
    String.raw`(?<!\p{L})(?:больше не|уже не|більше не)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:inte längre|ikke længere)(?!\p{L})`,
    String.raw`لم أعد|不再`,
  ].join('|'),
  'iu',
);

export function saysItEnded(text: string): boolean {
  return ENDED.test(text);
}
