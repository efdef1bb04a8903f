/** The special tokens of turns, which servers with a wrong template send as text. */

/** What a template writes before an answer. */
const headers = [
  '<|im_start|>assistant\n',
  '<|start_header_id|>assistant<|end_header_id|>\n\n',
  '<start_of_turn>model\n',
  '<|start_of_role|>assistant<|end_of_role|>',
  '<|assistant|>\n',
  '<｜Assistant｜>',
] as const;

/** An answer without what its template wrote before it; null: more of it is needed to tell. */
export function withoutHeader(answer: string): string | null {
  const begun = answer.trimStart();
  if (begun === '') return answer;
  const header = headers.find((one) => begun.startsWith(one));
  if (header !== undefined) return begun.slice(header.length);
  return headers.some((one) => one.startsWith(begun)) ? null : answer;
}

const END = '(?:</s>|<end_of_turn>|<eos>|<[|｜][a-z_▁]{1,30}[|｜]>)';
const BEGIN =
  '(?:<\\|im_start\\|>|<\\|start_header_id\\|>|<start_of_turn>|<\\|start_of_role\\|>|<\\|user\\|>|<｜User｜>|\\[INST\\])';
/** Behind the end of one turn another begins, or one of the user begins on a line of its own. */
const nextTurn = new RegExp(
  `${END}\\s{0,4}${BEGIN}|\\n(?:<\\|im_start\\|>user|<\\|start_header_id\\|>user|<start_of_turn>user|<\\|user\\|>|<｜User｜>|\\[INST\\])`,
  'i',
);
const namesBegin = new RegExp(BEGIN, 'i');
const wholeMarks = new RegExp(`^\\s{0,4}(?:${END}\\s{0,4}){1,8}$`, 'i');
/** The last of them may be cut off. */
const marksSoFar = new RegExp(
  `^\\n?(?:${END}\\s{0,4}){0,8}(?:<(?:[|｜][a-z_▁]{0,30}[|｜]?|/?[a-z_]{0,14})|\\[[INST]{0,4})?$`,
  'i',
);
/** How far from the end marks are looked for, in characters. */
const REACH = 120;

/**
 * Takes the marks of turns off an answer while it arrives: those that end it, and everything from where the model goes on and writes the
 * next turn of the user. Elsewhere, in code, and in an answer about such marks they are words.
 */
export class TurnMarks {
  #held = '';
  #backticks = 0;
  #namesMarks = false;
  #ended = false;

  push(text: string): string {
    if (this.#ended || text === '') return '';
    const all = this.#held + text;
    const next = nextTurn.exec(all);
    if (next !== null && !this.#namesMarks && !this.#isInCode(all.slice(0, next.index))) {
      this.#ended = true;
      this.#held = '';
      return all.slice(0, next.index);
    }
    const at = this.#heldFrom(all);
    this.#held = all.slice(at);
    return this.#see(all.slice(0, at));
  }

  /** What is held back, marks and all, for an answer whose text so far was none. */
  take(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }

  /** The words held back at the end of an answer. */
  flush(): string {
    const rest = this.take();
    return wholeMarks.test(rest) ? '' : rest;
  }

  /** Where the marks begin that the text ends with. */
  #heldFrom(all: string): number {
    for (let at = Math.max(0, all.length - REACH); at < all.length; at += 1) {
      if ((all[at] === '<' || all[at] === '\n') && marksSoFar.test(all.slice(at))) return at;
    }
    return all.length;
  }

  #isInCode(before: string): boolean {
    return (this.#backticks + before.split('`').length - 1) % 2 === 1;
  }

  #see(text: string): string {
    this.#backticks += text.split('`').length - 1;
    this.#namesMarks ||= namesBegin.test(text);
    return text;
  }
}
