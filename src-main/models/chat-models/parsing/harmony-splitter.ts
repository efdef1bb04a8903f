import type { CallInText } from '../../text-calls/text-call.ts';
import type { SplitText } from './thought-splitter.ts';

export interface HarmonyPiece extends SplitText {
  readonly calls: readonly CallInText[];
}

const MESSAGE = '<|message|>';
const ends = ['<|end|>', '<|return|>', '<|call|>', '<|start|>', '<|channel|>'] as const;
const FINAL = 'assistantfinal';
/** A header is a few words long. */
const MAX_HEADER = 400;

/** Whether a text begins, or may still begin, in the channel format of the gpt-oss models, which their server failed to parse. */
export function beginsInChannels(text: string): 'yes' | 'no' | 'maybe' {
  const begun = text.trimStart();
  for (const mark of ['<|channel|>', '<|start|>']) {
    if (begun.startsWith(mark)) return 'yes';
    if (mark.startsWith(begun)) return 'maybe';
  }
  // If the marks themselves were lost, the channel names are joined to the words.
  if (/^analysis[A-Z"'<]/.test(begun)) return 'yes';
  return 'analysis'.startsWith(begun) ? 'maybe' : 'no';
}

/** Splits an answer in channels: `final` is the answer, `commentary` to a function is a tool call, everything else is reasoning. */
export class HarmonySplitter {
  #held = '';
  #channel: 'final' | 'thought' | 'call' = 'thought';
  #inBody = false;
  #call = { name: '', argumentsText: '' };
  #lost: boolean | null = null;

  push(chunk: string): HarmonyPiece {
    this.#held += chunk;
    this.#lost ??= this.#beginLost();
    const piece = { reasoning: '', text: '', calls: [] as CallInText[] };
    for (let moved = true; moved;) {
      const before = this.#held.length;
      if (this.#lost) this.#takeLost(piece);
      else if (this.#inBody) this.#takeBody(piece);
      else this.#takeHeader(piece);
      moved = this.#held.length !== before && this.#held !== '';
    }
    return piece;
  }

  flush(): HarmonyPiece {
    const piece = { reasoning: '', text: '', calls: [] as CallInText[] };
    if (this.#inBody || this.#lost === true) this.#give(this.#held, piece);
    this.#held = '';
    this.#endCall(piece);
    return piece;
  }

  #beginLost(): boolean {
    const begun = this.#held.trimStart();
    if (!begun.startsWith('analysis')) return false;
    this.#held = begun.slice('analysis'.length);
    return true;
  }

  #takeLost(piece: { reasoning: string; text: string; calls: CallInText[] }): void {
    const end = this.#channel === 'final' ? -1 : this.#held.indexOf(FINAL);
    if (end >= 0) {
      this.#give(this.#held.slice(0, end), piece);
      this.#held = this.#held.slice(end + FINAL.length);
      this.#channel = 'final';
      return;
    }
    const keep = this.#channel === 'final' ? 0 : Math.min(this.#held.length, FINAL.length - 1);
    this.#give(this.#held.slice(0, this.#held.length - keep), piece);
    this.#held = this.#held.slice(this.#held.length - keep);
  }

  #takeHeader(piece: { reasoning: string; text: string; calls: CallInText[] }): void {
    const end = this.#held.indexOf(MESSAGE);
    if (end < 0 && this.#held.length <= MAX_HEADER) return;
    const header = end < 0 ? '' : this.#held.slice(0, end);
    this.#held = end < 0 ? this.#held : this.#held.slice(end + MESSAGE.length);
    this.#inBody = true;
    const recipient = /\bto=(?:functions\.)?([\w.-]{1,100})/.exec(header)?.[1];
    if (recipient !== undefined) {
      this.#endCall(piece);
      this.#channel = 'call';
      this.#call = { name: recipient, argumentsText: '' };
    } else this.#channel = end < 0 || /\bfinal\b/.test(header) ? 'final' : 'thought';
  }

  #takeBody(piece: { reasoning: string; text: string; calls: CallInText[] }): void {
    const found = ends
      .map((mark) => ({ mark, at: this.#held.indexOf(mark) }))
      .filter(({ at }) => at >= 0)
      .toSorted((a, b) => a.at - b.at)[0];
    if (found !== undefined) {
      this.#give(this.#held.slice(0, found.at), piece);
      this.#held = this.#held.slice(found.at + found.mark.length);
      this.#inBody = false;
      this.#endCall(piece);
      return;
    }
    const keep = Math.min(this.#held.length, this.#held.length - Math.max(0, this.#held.lastIndexOf('<')));
    const held = this.#held.includes('<') && keep < 12 ? keep : 0;
    this.#give(this.#held.slice(0, this.#held.length - held), piece);
    this.#held = this.#held.slice(this.#held.length - held);
  }

  #give(text: string, piece: { reasoning: string; text: string }): void {
    if (this.#channel === 'final') piece.text += text;
    else if (this.#channel === 'thought') piece.reasoning += text;
    else this.#call.argumentsText += text;
  }

  #endCall(piece: { calls: CallInText[] }): void {
    if (this.#channel === 'call' && this.#call.name !== '') piece.calls.push(this.#call);
    this.#call = { name: '', argumentsText: '' };
    if (this.#channel === 'call') this.#channel = 'thought';
  }
}
