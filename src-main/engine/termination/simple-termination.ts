import * as z from 'zod';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { readState } from '../run/read-state.ts';
import type { Environment } from '../run/run-context.ts';
import { TerminationCondition } from './termination-condition.ts';

/** Base class of single conditions. A subclass gives the schema and the initial value of its state (`notes`) and implements `judge`. */
export abstract class SimpleTermination<Notes extends z.ZodType = z.ZodNull> extends TerminationCondition {
  protected notes: z.infer<Notes>;
  readonly #schema: Notes;
  readonly #initial: z.infer<Notes>;
  #terminated = false;

  constructor(name: string, schema: Notes, initial: z.infer<Notes>) {
    super(name);
    this.#schema = schema;
    this.#initial = initial;
    this.notes = initial;
  }

  override get terminated(): boolean {
    return this.#terminated;
  }

  protected override async reasonToStop(
    messages: readonly AgentMessage[],
    environment: Environment,
  ): Promise<string | null> {
    const reason = await this.judge(messages, environment);
    if (reason !== null) this.#terminated = true;
    return reason;
  }

  override reset(): void {
    this.#terminated = false;
    this.notes = this.#initial;
  }

  override saveState(): unknown {
    return { type: this.name, version: 1, terminated: this.#terminated, notes: this.notes };
  }

  override loadState(state: unknown): void {
    const schema = z.strictObject({
      type: z.literal(this.name),
      version: z.literal(1),
      terminated: z.boolean(),
      // Undefined notes are no key in JSON.
      notes: z.unknown().optional(),
    });
    const { terminated, notes } = readState(schema, state, this.name);
    this.notes = readState(this.#schema, notes, this.name);
    this.#terminated = terminated;
  }

  /** The reason to stop, or null. `notes` are replaced, never changed in place. */
  protected abstract judge(
    messages: readonly AgentMessage[],
    environment: Environment,
  ): string | null | Promise<string | null>;
}
