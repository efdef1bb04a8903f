import * as z from 'zod';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { SimpleTermination } from './simple-termination.ts';

/** Stops when a function of the new messages returns true. */
export class FunctionalTermination extends SimpleTermination {
  readonly #says: (messages: readonly AgentMessage[]) => boolean | Promise<boolean>;

  constructor(says: (messages: readonly AgentMessage[]) => boolean | Promise<boolean>) {
    super('FunctionalTermination', z.null(), null);
    this.#says = says;
  }

  protected override async judge(messages: readonly AgentMessage[]): Promise<string | null> {
    return (await this.#says(messages)) ? 'The condition given as a function says to stop.' : null;
  }
}
