/** How much of the end of an answer must be repetition, in characters. */
const SPAN = 4_000;
/** The longest repeated passage that is detected, in characters. */
const MAX_PERIOD = 400;
/** The minimum number of repetitions in the span. */
const MIN_REPEATS = 10;
/** How often to check, in characters of the answer. */
const STEP = 1_000;

/**
 * Detects an answer that repeats one passage endlessly, as small models do. Anything that a user may have asked for, such as a long table
 * or a hundred similar lines, varies within the span.
 */
export class RepetitionGuard {
  #tail = '';
  #unseen = 0;

  /** True once the end of the answer is only one passage repeated. */
  push(text: string): boolean {
    this.#tail = (this.#tail + text).slice(-SPAN);
    this.#unseen += text.length;
    if (this.#unseen < STEP || this.#tail.length < SPAN) return false;
    this.#unseen = 0;
    const period = periodOf(this.#tail);
    return period <= MAX_PERIOD && SPAN / period >= MIN_REPEATS;
  }
}

/**
 * The length of the shortest passage whose repetition, cut off anywhere, is the text; by the prefix function of Knuth, Morris and Pratt.
 */
function periodOf(text: string): number {
  const border = new Int32Array(text.length);
  for (let at = 1, length = 0; at < text.length; at += 1) {
    while (length > 0 && text.charCodeAt(at) !== text.charCodeAt(length)) length = border[length - 1] ?? 0;
    if (text.charCodeAt(at) === text.charCodeAt(length)) length += 1;
    border[at] = length;
  }
  return text.length - (border[text.length - 1] ?? 0);
}
