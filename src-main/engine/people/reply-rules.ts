import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { messageText } from '#shared/agents/messages.ts';
import { checkedInteger } from '../run/checked-integer.ts';

/** ALWAYS asks each time. TERMINATE asks when the chat would end. NEVER asks. */
export type HumanInputMode = 'ALWAYS' | 'TERMINATE' | 'NEVER';

export interface ReplyRuleOptions {
  readonly humanInputMode?: HumanInputMode;
  /** How many answers in a row may be made without the person; then the chat would end. No limit when not given. */
  readonly maxConsecutiveAutoReply?: number;
  /** Whether a message means that the chat would end. When not given: one that ends with TERMINATE. */
  readonly isTerminationMessage?: (message: ChatMessage) => boolean;
}

/** What a person's agent does with what it heard; closed. */
export type ReplyRule =
  /** `ending`: the chat would end now if the person had nothing to say. */
  | { readonly type: 'ask'; readonly ending: boolean }
  | { readonly type: 'auto-reply' }
  | { readonly type: 'stop' };

/** When a person is asked, from the modes of AutoGen. */
export class ReplyRules {
  readonly mode: HumanInputMode;
  readonly #most: number;
  readonly #ends: (message: ChatMessage) => boolean;

  /** Throws `invalid_input` for a limit that is no number of replies. */
  constructor(options: ReplyRuleOptions) {
    this.mode = options.humanInputMode ?? 'ALWAYS';
    this.#most = options.maxConsecutiveAutoReply ?? Infinity;
    this.#ends =
      options.isTerminationMessage ?? ((message) => messageText(message).trimEnd().endsWith('TERMINATE'));
    if (this.#most !== Infinity) checkedInteger(this.#most, 0, 'maxConsecutiveAutoReply');
  }

  next(heard: ChatMessage | undefined, autoReplies: number): ReplyRule {
    const ending = (heard !== undefined && this.#ends(heard)) || autoReplies >= this.#most;
    if (this.mode === 'ALWAYS' || (this.mode === 'TERMINATE' && ending)) return { type: 'ask', ending };
    return { type: ending ? 'stop' : 'auto-reply' };
  }
}
