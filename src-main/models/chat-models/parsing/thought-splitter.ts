/** A piece of an answer, with its reasoning separate. */
export interface SplitText {
  readonly reasoning: string;
  readonly text: string;
  /** True: all text before this piece was reasoning. */
  readonly before?: 'reasoning';
}

/** The marks around reasoning in the text of different models. */
const marks: readonly (readonly [opening: string, closing: string])[] = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['<reasoning>', '</reasoning>'],
  ['[THINK]', '[/THINK]'],
  ['◁think▷', '◁/think▷'],
  ['<seed:think>', '</seed:think>'],
  ['<mm:think>', '</mm:think>'],
  ['<|START_THINKING|>', '<|END_THINKING|>'],
  ['<|begin_of_thought|>', '<|end_of_thought|>'],
  ['<|channel>thought\n', '<channel|>'],
  ['[unused16]', '[unused17]'],
  ['<unused94>thought\n', '<unused95>'],
];
/** Closing marks that may come without an opening one, because the template has already written that. */
const orphans = ['</think>', '</thinking>', '</thought>', '[/THINK]', '[BEGIN FINAL RESPONSE]'];
/** Their opening marks: an answer that mentions one is about marks, so a later closing mark is part of its text. */
const named = ['<think>', '<thinking>', '<thought>', '[THINK]'];
/** How much white space is skipped before the answer begins, in characters. */
const MAX_BLANK = 200;
/** Marks around the answer after the reasoning. */
const wrappers =
  /^(?:<\|START_RESPONSE\|>|<\|begin_of_solution\|>|<(?:answer|response)>\n?)|(?:<\|END_RESPONSE\|>|<\|end_of_solution\|>|\n?<\/(?:answer|response)>|\n?\[END FINAL RESPONSE\])$/g;

/**
 * Splits reasoning in marks from the answer, however the text is cut into chunks. Opening marks count only at the beginning of an answer
 * and directly after other reasoning, a closing mark without an opening one only outside code; elsewhere they are text of the answer.
 */
export class ThoughtSplitter {
  #state: 'start' | 'reasoning' | 'gap' | 'answer' = 'start';
  #opening = '';
  #closing = '';
  /** Held back because it may be part of a mark. */
  #held = '';
  /** True once reasoning was found: then a closing mark without an opening one is text. */
  #hasThought = false;
  #namesMarks = false;
  #lineBegins = true;
  /** State of the answer so far: whether it is within code, and whether anything was returned. */
  #backticks = 0;
  #gaveText = false;

  push(chunk: string): SplitText {
    this.#held += chunk;
    let reasoning = '';
    let text = '';
    let before = false;
    for (let moved = true; moved;) {
      const held = this.#held.length;
      const state = this.#state;
      if (state === 'start' || state === 'gap') this.#leaveStart();
      else if (state === 'reasoning') reasoning += this.#takeReasoning();
      else {
        const taken = this.#takeAnswer();
        if (taken.before === 'reasoning') {
          before = this.#gaveText;
          reasoning += text;
          text = '';
        }
        reasoning += taken.reasoning;
        text += taken.text;
      }
      moved = this.#held !== '' && (this.#held.length !== held || this.#state !== state);
    }
    this.#gaveText = before ? text !== '' : this.#gaveText || text !== '';
    return before ? { reasoning, text, before: 'reasoning' } : { reasoning, text };
  }

  /** The text still held back at the end of the stream. */
  flush(): SplitText {
    const rest = this.#held;
    this.#held = '';
    if (this.#state === 'reasoning') return { reasoning: rest, text: '' };
    if (this.#state === 'gap') return { reasoning: '', text: '' };
    if (!this.#hasThought && !this.#namesMarks && this.#backticks % 2 === 0 && orphans.includes(rest))
      return { reasoning: '', text: '', before: 'reasoning' };
    return { reasoning: '', text: rest.replace(wrappers, '') };
  }

  /** Leaves the start, or the gap after reasoning, once it is clear whether a mark follows. */
  #leaveStart(): void {
    const begun = this.#held.trimStart();
    if (begun === '') {
      if (this.#state === 'gap') this.#held = '';
      else if (this.#held.length > MAX_BLANK) this.#state = 'answer';
      return;
    }
    const mark = marks.find(([opening]) => begun.startsWith(opening));
    if (mark !== undefined) {
      this.#state = 'reasoning';
      this.#hasThought = true;
      [this.#opening, this.#closing] = mark;
      this.#held = begun.slice(mark[0].length);
      return;
    }
    const mayBecomeMark = marks.some(
      ([opening]) => begun.length < opening.length && opening.startsWith(begun),
    );
    const mayWrap = ['<|START_RESPONSE|>', '<answer>', '<response>'].some((wrapper) =>
      wrapper.startsWith(begun),
    );
    if (mayBecomeMark || mayWrap) return;
    // Blank lines between reasoning and answer are dropped.
    if (this.#state === 'gap') this.#held = begun.replace(wrappers, '');
    this.#state = 'answer';
  }

  #takeReasoning(): string {
    const end = this.#held.indexOf(this.#closing);
    if (end >= 0) {
      const reasoning = this.#held.slice(0, end);
      this.#held = this.#held.slice(end + this.#closing.length);
      this.#state = 'gap';
      return reasoning;
    }
    return this.#takeUpTo(partialMarkLength([this.#closing], this.#held));
  }

  #takeAnswer(): SplitText {
    if (this.#hasThought) return { reasoning: '', text: this.#takeAfterThoughts() };
    const found = orphans
      .map((closing) => ({ closing, at: this.#held.indexOf(closing) }))
      // One more character decides whether the mark is in quotation marks.
      .find(({ closing, at }) => at >= 0 && at + closing.length < this.#held.length);
    if (found !== undefined) {
      const text = this.#held.slice(0, found.at);
      this.#see(text);
      const next = this.#held.at(found.at + found.closing.length) ?? '';
      const isWord = this.#namesMarks || this.#backticks % 2 === 1 || /["'”’`]/.test(next);
      this.#held = this.#held.slice(found.at + found.closing.length);
      if (isWord) return { reasoning: '', text: text + found.closing };
      this.#state = 'gap';
      this.#hasThought = true;
      return { reasoning: text, text: '', before: 'reasoning' };
    }
    const text = this.#takeUpTo(heldLength(this.#held));
    this.#see(text);
    return { reasoning: '', text };
  }

  /** After reasoning, more may begin on a line of its own, outside code. */
  #takeAfterThoughts(): string {
    const at = this.#held.indexOf(this.#opening);
    if (this.#opening !== '' && at >= 0) {
      const text = this.#held.slice(0, at);
      this.#see(text);
      if (this.#lineBegins && this.#backticks % 2 === 0) {
        this.#held = this.#held.slice(at + this.#opening.length);
        this.#state = 'reasoning';
        return text.replace(wrappers, '');
      }
      this.#held = this.#held.slice(at + this.#opening.length);
      this.#see(this.#opening);
      return text.replace(wrappers, '') + this.#opening;
    }
    const awaited = [
      '<|END_RESPONSE|>',
      '<|end_of_solution|>',
      '</answer>',
      '</response>',
      '[END FINAL RESPONSE]',
      ...(this.#opening === '' ? [] : [this.#opening]),
    ];
    const whole = awaited.find((mark) => this.#held.endsWith(mark));
    const text = this.#takeUpTo(whole?.length ?? partialMarkLength(awaited, this.#held));
    this.#see(text);
    return text;
  }

  /** Tracks the text that was returned as answer, for the marks that may follow. */
  #see(text: string): void {
    if (text === '') return;
    this.#backticks += text.split('`').length - 1;
    this.#namesMarks ||= named.some((mark) => text.includes(mark));
    const line = text.slice(text.lastIndexOf('\n') + 1);
    this.#lineBegins = text.includes('\n') ? line.trim() === '' : this.#lineBegins && line.trim() === '';
  }

  #takeUpTo(keep: number): string {
    const taken = this.#held.slice(0, this.#held.length - keep);
    this.#held = this.#held.slice(this.#held.length - keep);
    return taken;
  }
}

/** How much of the end may be a closing mark, or is one that the next character decides about. */
function heldLength(text: string): number {
  const whole = orphans.find((mark) => text.endsWith(mark));
  return whole?.length ?? partialMarkLength([...orphans, ...named], text);
}

/** Length of the longest suffix of `text` that begins one of the marks. */
function partialMarkLength(all: readonly string[], text: string): number {
  let longest = 0;
  for (const mark of all) {
    for (let length = Math.min(mark.length - 1, text.length); length > longest; length -= 1) {
      if (text.endsWith(mark.slice(0, length))) longest = length;
    }
  }
  return longest;
}
