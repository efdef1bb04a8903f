/** Special tokens that end an answer; servers with a wrong template send them as text. */
const marks = [
  '<|im_end|>',
  '<|eot_id|>',
  '<|end|>',
  '<|endoftext|>',
  '<|end_of_text|>',
  '<end_of_turn>',
  '</s>',
] as const;

/** Takes such tokens off the end of an answer while it arrives. Elsewhere they are words of it. */
export class EndMarks {
  #held = '';

  push(text: string): string {
    const all = this.#held + text;
    const kept = heldLength(all);
    this.#held = all.slice(all.length - kept);
    return all.slice(0, all.length - kept);
  }

  flush(): string {
    const rest = this.#held;
    this.#held = '';
    return marks.some((mark) => mark === rest) ? '' : rest;
  }
}

/** How much of the end is a mark or may become one. */
function heldLength(text: string): number {
  for (const mark of marks) {
    for (let length = Math.min(mark.length, text.length); length > 0; length -= 1) {
      if (text.endsWith(mark.slice(0, length))) return length;
    }
  }
  return 0;
}
