import { pluralize } from '../run/pluralize.ts';
import * as z from 'zod';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { Environment } from '../run/run-context.ts';
import { SimpleTermination } from './simple-termination.ts';
import { recordComponent } from '../run/component-record.ts';

/** Stops at the end of the first turn that ends `timeoutSeconds` or more after the start of the run. */
export class TimeoutTermination extends SimpleTermination<z.ZodNullable<z.ZodNumber>> {
  readonly #seconds: number;

  constructor(timeoutSeconds: number) {
    super('TimeoutTermination', z.number().nullable(), null);
    this.#seconds = timeoutSeconds;
    recordComponent(this, TimeoutTermination, 'TimeoutTermination', { timeoutSeconds });
  }

  protected override judge(_messages: readonly AgentMessage[], { now }: Environment): string | null {
    // Start of the run in ms: the first check comes with the task.
    this.notes ??= now();
    return now() - this.notes >= this.#seconds * 1_000
      ? `It ends after ${pluralize(this.#seconds, 'second')}.`
      : null;
  }
}
