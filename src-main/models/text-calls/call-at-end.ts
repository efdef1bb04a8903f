/**
 * Finds tool calls that a model wrote behind words of its own: a mark of a call at the beginning of a line, outside of code. What follows
 * it is held back until it is clear whether the answer ends with calls.
 */
import { MAX_CALL_LENGTH, mayBeCall } from './calls-in-text.ts';
import type { OfferedTools } from './text-call.ts';

export class CallAtEnd {
  readonly #tools: OfferedTools;
  #held = '';
  #fences = 0;
  /** Backticks at the end of what was shown: a fence may come in pieces. */
  #ticks = 0;

  constructor(tools: OfferedTools) {
    this.#tools = tools;
  }

  /** The text that can be shown by now. */
  push(text: string): string {
    this.#held += text;
    let shown = '';
    for (;;) {
      const at = this.#held.search(/\n[ \t]{0,20}(?:<|$)/);
      if (at < 0) return shown + this.#give(this.#held.length);
      shown += this.#give(at);
      const begun = this.#held.slice(0, 200).trimStart();
      const waits = this.#fences % 2 === 0 && this.#held.length < MAX_CALL_LENGTH;
      if (waits && mayBeCall(begun.slice(0, 80), this.#tools)) return shown;
      shown += this.#give(this.#held.length - this.#held.trimStart().length + 1);
    }
  }

  /** What is still held back: calls, or words after all. */
  flush(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }

  #give(length: number): string {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    for (const character of text) this.#see(character);
    return text;
  }

  #see(character: string): void {
    this.#ticks = character === '`' ? this.#ticks + 1 : 0;
    if (this.#ticks === 3) this.#fences += 1;
  }
}
