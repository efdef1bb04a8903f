/** Marks that turn the direction of text: nobody sees them, and with them one name or file can pass for another. */
const TURNING = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/** A name as it is kept: on one line, and nothing in it that turns what stands around it. What joins letters and emoji stays. */
export function sanitizeName(text: string): string {
  return text.replace(TURNING, '').replace(CONTROLS, ' ').trim();
}

/** Why a name that others refer to, and that is therefore not changed by itself, may not be so; null when it may. */
export function bidiControlFault(name: string): string | null {
  return name.search(TURNING) < 0
    ? null
    : 'The name holds marks that nobody sees and that turn text around. Type it anew.';
}
