import { pluralize } from '../run/pluralize.ts';
import * as z from 'zod';
import { isChatMessage } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { checkedInteger } from '../run/checked-integer.ts';
import { SimpleTermination } from './simple-termination.ts';
import { recordComponent } from '../run/component-record.ts';

/** Stops after `maxMessages` messages, including the task. Events count only with `includeAgentEvent`. */
const notices: readonly string[] = [
  'ModelClientWaitEvent',
  'ModelClientFallbackEvent',
  'ModelClientShortenedEvent',
];

export class MaxMessageTermination extends SimpleTermination<z.ZodInt> {
  readonly #most: number;
  readonly #countEvents: boolean;

  constructor(maxMessages: number, { includeAgentEvent = false } = {}) {
    super('MaxMessageTermination', z.int(), 0);
    this.#most = checkedInteger(maxMessages, 1, 'maxMessages');
    this.#countEvents = includeAgentEvent;
    recordComponent(this, MaxMessageTermination, 'MaxMessageTermination', { maxMessages, includeAgentEvent });
  }

  protected override judge(messages: readonly AgentMessage[]): string | null {
    this.notes += messages.filter((message) => this.#counts(message)).length;
    if (this.notes < this.#most) return null;
    return `It ends after ${pluralize(this.#most, 'message')}.`;
  }

  #counts(message: AgentMessage): boolean {
    if (isChatMessage(message)) return true;
    // What happens to a request says nothing about the progress of a conversation.
    return this.#countEvents && !notices.includes(message.type);
  }
}
