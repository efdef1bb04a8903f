import * as z from 'zod';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { SimpleTermination } from './simple-termination.ts';
import { recordComponent } from '../run/component-record.ts';

/** Stops after a handoff to `target`, such as a person. */
export class HandoffTermination extends SimpleTermination {
  readonly #target: string;

  constructor(target: string) {
    super('HandoffTermination', z.null(), null);
    this.#target = target;
    recordComponent(this, HandoffTermination, 'HandoffTermination', { target });
  }

  protected override judge(messages: readonly AgentMessage[]): string | null {
    const handoff = messages.find(
      (message) => message.type === 'HandoffMessage' && message.target === this.#target,
    );
    return handoff === undefined ? null : `${handoff.source} handed over to ${this.#target}.`;
  }
}
