const opening = '<think>';
const closing = '</think>';

export interface SplitText {
  readonly reasoning: string;
  readonly text: string;
}

/**
 * Tells reasoning written into the answer as `<think>…</think>` from the answer itself, over any cutting of the text into
 * chunks. Only a tag at the very start counts: later ones are the answer's own words, such as code that shows the tag.
 */
export class ThinkSplitter {
  #state: 'start' | 'reasoning' | 'gap' | 'answer' = 'start';
  /** Held back because it may be part of a tag. */
  #held = '';

  push(chunk: string): SplitText {
    if (this.#state === 'answer') return { reasoning: '', text: chunk };
    this.#held += chunk;
    if (this.#state === 'start' && !this.#leaveStart()) return { reasoning: '', text: '' };
    const reasoning = this.#state === 'reasoning' ? this.#takeReasoning() : '';
    return { reasoning, text: this.#takeAnswer() };
  }

  /** What is still held back when the stream ends. */
  flush(): SplitText {
    const rest = this.#held;
    this.#held = '';
    if (this.#state === 'reasoning') return { reasoning: rest, text: '' };
    return { reasoning: '', text: this.#state === 'gap' ? '' : rest };
  }

  /** False while what came so far could still become the opening tag. */
  #leaveStart(): boolean {
    const begun = this.#held.trimStart();
    if (begun.length < opening.length && opening.startsWith(begun)) return false;
    if (begun.startsWith(opening)) {
      this.#state = 'reasoning';
      this.#held = begun.slice(opening.length);
    } else {
      this.#state = 'answer';
    }
    return true;
  }

  #takeReasoning(): string {
    const end = this.#held.indexOf(closing);
    if (end >= 0) {
      const reasoning = this.#held.slice(0, end);
      this.#held = this.#held.slice(end + closing.length);
      this.#state = 'gap';
      return reasoning;
    }
    const keep = tailThatBegins(closing, this.#held);
    const reasoning = this.#held.slice(0, this.#held.length - keep);
    this.#held = this.#held.slice(this.#held.length - keep);
    return reasoning;
  }

  /** The empty lines between the closing tag and the answer belong to neither. */
  #takeAnswer(): string {
    if (this.#state === 'gap') {
      this.#held = this.#held.trimStart();
      if (this.#held !== '') this.#state = 'answer';
    }
    if (this.#state !== 'answer') return '';
    const text = this.#held;
    this.#held = '';
    return text;
  }
}

/** The length of the longest end of `text` that is a beginning of `tag`. */
function tailThatBegins(tag: string, text: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(tag.slice(0, length))) return length;
  }
  return 0;
}
