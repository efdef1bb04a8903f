/** Bidirectional control characters: invisible, and one name or file can pass for another with them. */
const BIDI_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/** A name as it is stored: on one line, without bidirectional controls. Joiners inside letters and emoji stay. */
export function sanitizeName(text: string): string {
  return text.replace(BIDI_CONTROLS, '').replace(CONTROLS, ' ').trim();
}

/** The fault of a name with bidirectional controls; null: none. For names that are referred to, which must not be sanitised silently. */
export function bidiControlFault(name: string): string | null {
  return name.search(BIDI_CONTROLS) < 0
    ? null
    : 'The name holds marks that nobody sees and that turn text around. Type it anew.';
}
