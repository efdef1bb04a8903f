import * as z from 'zod';
import { isChatMessage } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { SimpleTermination } from './simple-termination.ts';
import { recordComponent } from '../run/component-record.ts';

/** Stops after a message from one of `sources`. */
export class SourceMatchTermination extends SimpleTermination {
  readonly #sources: ReadonlySet<string>;

  constructor(sources: readonly string[]) {
    super('SourceMatchTermination', z.null(), null);
    this.#sources = new Set(sources);
    recordComponent(this, SourceMatchTermination, 'SourceMatchTermination', { sources });
  }

  protected override judge(messages: readonly AgentMessage[]): string | null {
    const found = messages.find((message) => isChatMessage(message) && this.#sources.has(message.source));
    return found === undefined ? null : `${found.source} has answered.`;
  }
}
