/** So much of the end of an answer must repeat itself, in characters. */
const SPAN = 4_000;
/** The longest passage whose repetition is noticed, in characters. */
const MAX_PERIOD = 400;
/** The shortest number of repetitions in the span. */
const MIN_REPEATS = 10;
/** How often it is looked, in characters of the answer. */
const STEP = 1_000;

/**
 * Notices an answer that repeats one passage without end, as small models do. Everything that a person may have asked for, such as
 * a long table or a hundred lines of one kind, differs somewhere within the span.
 */
export class RepetitionGuard {
  #tail = '';
  #unseen = 0;

  /** True once the end of the answer is nothing but one passage again and again. */
  push(text: string): boolean {
    this.#tail = (this.#tail + text).slice(-SPAN);
    this.#unseen += text.length;
    if (this.#unseen < STEP || this.#tail.length < SPAN) return false;
    this.#unseen = 0;
    const period = periodOf(this.#tail);
    return period <= MAX_PERIOD && SPAN / period >= MIN_REPEATS;
  }
}

/** The length of the shortest passage of which a text is a repetition, cut anywhere; by the prefix function of Knuth, Morris and Pratt. */
function periodOf(text: string): number {
  const border = new Int32Array(text.length);
  for (let at = 1, length = 0; at < text.length; at += 1) {
    while (length > 0 && text.charCodeAt(at) !== text.charCodeAt(length)) length = border[length - 1] ?? 0;
    if (text.charCodeAt(at) === text.charCodeAt(length)) length += 1;
    border[at] = length;
  }
  return text.length - (border[text.length - 1] ?? 0);
}
