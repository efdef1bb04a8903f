const opening = '<think>';
const closing = '</think>';

export interface SplitText {
  readonly reasoning: string;
  readonly text: string;
}

/**
 * Splits `<think>…</think>` reasoning from the answer, however the text is cut into chunks. Only a tag at the very
 * start counts: later ones are part of the answer, such as code that shows the tag.
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

  /** The text still held back at the end of the stream. */
  flush(): SplitText {
    const rest = this.#held;
    this.#held = '';
    if (this.#state === 'reasoning') return { reasoning: rest, text: '' };
    return { reasoning: '', text: this.#state === 'gap' ? '' : rest };
  }

  /** False while the text so far may still become the opening tag. */
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
    const keep = partialTagLength(closing, this.#held);
    const reasoning = this.#held.slice(0, this.#held.length - keep);
    this.#held = this.#held.slice(this.#held.length - keep);
    return reasoning;
  }

  /** Blank lines between the closing tag and the answer are dropped. */
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

/** Length of the longest suffix of `text` that is a prefix of `tag`. */
function partialTagLength(tag: string, text: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(tag.slice(0, length))) return length;
  }
  return 0;
}
