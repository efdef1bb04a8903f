import * as z from 'zod';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { SimpleTermination } from './simple-termination.ts';
import { recordComponent } from '../run/component-record.ts';

/** Stops after a TextMessage, from anyone or from `source`: an answer, and not the result of a tool. */
export class TextMessageTermination extends SimpleTermination {
  readonly #source: string | null;

  constructor(source?: string) {
    super('TextMessageTermination', z.null(), null);
    this.#source = source ?? null;
    recordComponent(this, TextMessageTermination, 'TextMessageTermination', { source });
  }

  protected override judge(messages: readonly AgentMessage[]): string | null {
    const found = messages.find(
      ({ type, source }) => type === 'TextMessage' && (this.#source === null || source === this.#source),
    );
    return found === undefined ? null : `${found.source} has answered.`;
  }
}
