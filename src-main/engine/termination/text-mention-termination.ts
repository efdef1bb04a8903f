import * as z from 'zod';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { wrongPart } from '../run/checked-input.ts';
import { SimpleTermination } from './simple-termination.ts';
import { recordComponent } from '../run/component-record.ts';

/** Stops when a message contains `text`, from anyone or from one of `sources`. */
export class TextMentionTermination extends SimpleTermination {
  readonly #text: string;
  readonly #sources: ReadonlySet<string> | null;

  constructor(text: string, sources?: readonly string[]) {
    super('TextMentionTermination', z.null(), null);
    if (typeof text !== 'string' || text === '') throw wrongPart(text, 'text', 'the text to look for');
    this.#text = text;
    this.#sources = sources === undefined ? null : new Set(sources);
    recordComponent(this, TextMentionTermination, 'TextMentionTermination', { text, sources });
  }

  protected override judge(messages: readonly AgentMessage[]): string | null {
    const mentioned = messages.some(
      (message) =>
        isChatMessage(message) &&
        (this.#sources?.has(message.source) ?? true) &&
        messageText(message).includes(this.#text),
    );
    return mentioned ? `“${this.#text}” was said.` : null;
  }
}
