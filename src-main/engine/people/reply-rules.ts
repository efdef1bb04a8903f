import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { messageText } from '#shared/agents/messages.ts';
import { checkedInteger } from '../run/checked-integer.ts';

/** AutoGen's modes. ALWAYS: ask each time. TERMINATE: ask when the chat would end. NEVER: do not ask. */
export type HumanInputMode = 'ALWAYS' | 'TERMINATE' | 'NEVER';

export interface ReplyRuleOptions {
  readonly humanInputMode?: HumanInputMode;
  /** Maximum number of automatic replies in a row before the chat would end. Default: no limit. */
  readonly maxConsecutiveAutoReply?: number;
  /** Whether a message would end the chat. Default: it ends with TERMINATE. */
  readonly isTerminationMessage?: (message: ChatMessage) => boolean;
}

/** How a user proxy reacts to the last message; a closed union. */
export type ReplyRule =
  /** `ending`: an empty answer ends the chat. */
  | { readonly type: 'ask'; readonly ending: boolean }
  | { readonly type: 'auto-reply' }
  | { readonly type: 'stop' };

/** Decides when a person is asked, by AutoGen's human input modes. */
export class ReplyRules {
  readonly mode: HumanInputMode;
  readonly #most: number;
  readonly #ends: (message: ChatMessage) => boolean;

  /** Throws `invalid_input` for a limit that is not an integer from 0. */
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
