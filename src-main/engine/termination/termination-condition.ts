import * as z from 'zod';
import type { StopMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { readState } from '../run/read-state.ts';
import { stamp } from '../run/run-context.ts';
import type { Environment } from '../run/run-context.ts';
import { recordComponent } from '../run/component-record.ts';

/** Decides when a team stops. A condition sees every message once, turn by turn, and is reset by the team after a stop. */
export abstract class TerminationCondition {
  /** Its AutoGen name; the source of its stop message and the type of its state. */
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** True once it has stopped the team; `check` must not be called again before `reset`. */
  abstract get terminated(): boolean;

  /** The stop message, or null. `messages`: those since the last call. Throws `busy` when `terminated`. */
  async check(messages: readonly AgentMessage[], environment: Environment): Promise<StopMessage | null> {
    if (this.terminated) {
      throw new TuteeError(
        'busy',
        `${this.name} has already been reached. Reset it before it is used again.`,
      );
    }
    const reason = await this.reasonToStop(messages, environment);
    return reason === null
      ? null
      : stamp(environment, { type: 'StopMessage', source: this.name, content: reason });
  }

  /** Stops once both have been reached, not necessarily in the same turn. */
  and(other: TerminationCondition): TerminationCondition {
    return new AndTerminationCondition([this, other]);
  }

  /** Stops as soon as either is reached. */
  or(other: TerminationCondition): TerminationCondition {
    return new OrTerminationCondition([this, other]);
  }

  abstract reset(): void;
  /** One JSON value with `type` and `version`. */
  abstract saveState(): unknown;
  abstract loadState(state: unknown): void;

  protected abstract reasonToStop(
    messages: readonly AgentMessage[],
    environment: Environment,
  ): string | null | Promise<string | null>;
}

function groupStateSchema(name: string, count: number) {
  return z.strictObject({
    type: z.literal(name),
    version: z.literal(1),
    conditions: z.array(z.json()).length(count),
    reasons: z.array(z.string().nullable()).length(count),
  });
}

/** Base class of AND and OR: several conditions and the stop reason of each. */
abstract class TerminationGroup extends TerminationCondition {
  readonly conditions: readonly TerminationCondition[];
  protected reasons: (string | null)[];

  constructor(name: string, conditions: readonly TerminationCondition[]) {
    super(name);
    if (conditions.length === 0) {
      throw new TuteeError('invalid_input', `${name} needs at least one condition.`, { field: 'conditions' });
    }
    this.conditions = conditions;
    this.reasons = conditions.map(() => null);
  }

  protected override async reasonToStop(
    messages: readonly AgentMessage[],
    environment: Environment,
  ): Promise<string | null> {
    for (const [index, condition] of this.conditions.entries()) {
      if (condition.terminated) continue;
      const said = await condition.check(messages, environment);
      if (said !== null) this.reasons[index] = said.content;
    }
    if (!this.terminated) return null;
    return this.reasons.filter((reason) => reason !== null).join(' ');
  }

  override reset(): void {
    for (const condition of this.conditions) condition.reset();
    this.reasons = this.conditions.map(() => null);
  }

  override saveState(): unknown {
    const conditions = this.conditions.map((condition) => condition.saveState());
    return { type: this.name, version: 1, conditions, reasons: [...this.reasons] };
  }

  override loadState(state: unknown): void {
    const read = readState(groupStateSchema(this.name, this.conditions.length), state, this.name);
    for (const [index, condition] of this.conditions.entries()) condition.loadState(read.conditions[index]);
    this.reasons = read.reasons;
  }
}

export class AndTerminationCondition extends TerminationGroup {
  constructor(conditions: readonly TerminationCondition[]) {
    super('AndTerminationCondition', conditions);
    recordComponent(this, AndTerminationCondition, 'AndTerminationCondition', { conditions });
  }

  override get terminated(): boolean {
    return this.reasons.every((reason) => reason !== null);
  }
}

export class OrTerminationCondition extends TerminationGroup {
  constructor(conditions: readonly TerminationCondition[]) {
    super('OrTerminationCondition', conditions);
    recordComponent(this, OrTerminationCondition, 'OrTerminationCondition', { conditions });
  }

  override get terminated(): boolean {
    return this.reasons.some((reason) => reason !== null);
  }
}
