import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { FunctionCall } from '#shared/agents/content.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ApprovalDecision, ToolCallApprover } from '../ports.ts';

/** allow: the call runs. ask: a person decides. refuse: it never runs, and the model is told so. */
export type ApprovalRule = 'allow' | 'ask' | 'refuse';

export interface ApprovalPolicyOptions {
  /** Rules by tool name; a function decides per call. */
  readonly rules?: Readonly<Record<string, ApprovalRule | ((call: FunctionCall) => ApprovalRule)>>;
  /** Rule for all other tools; default `ask`. */
  readonly otherwise?: ApprovalRule;
  /** Decides for the rule `ask`. Required when a rule can be `ask`. */
  readonly person?: Pick<ToolCallApprover, 'decide'>;
}

/** Decides which tool calls run, which need a person's approval, and which never run. */
export class ApprovalPolicy implements ToolCallApprover {
  readonly #rules: ReadonlyMap<string, ApprovalRule | ((call: FunctionCall) => ApprovalRule)>;
  readonly #otherwise: ApprovalRule;
  readonly #person: ApprovalPolicyOptions['person'];

  /** Throws `invalid_input` when a rule can be `ask` and there is no `person`. */
  constructor({ rules = {}, otherwise = 'ask', person }: ApprovalPolicyOptions) {
    this.#rules = new Map(Object.entries(rules));
    this.#otherwise = otherwise;
    this.#person = person;
    const asks = [otherwise, ...this.#rules.values()].some(
      (rule) => rule === 'ask' || typeof rule === 'function',
    );
    if (asks && person === undefined) {
      throw new TuteeError('invalid_input', 'Say who decides: this policy asks a person.', {
        field: 'person',
      });
    }
  }

  asksFor(_toolName: string, call: FunctionCall): boolean {
    return this.#ruleFor(call) === 'ask';
  }

  refusal(call: FunctionCall): string | null {
    return this.#ruleFor(call) === 'refuse' ? `The tool “${call.name}” may not be used like this.` : null;
  }

  async decide(
    request: UserInputRequestedEvent,
    call: FunctionCall,
    signal: AbortSignal,
  ): Promise<ApprovalDecision> {
    if (this.#person === undefined) return { type: 'later' };
    return await this.#person.decide(request, call, signal);
  }

  #ruleFor(call: FunctionCall): ApprovalRule {
    const rule = this.#rules.get(call.name) ?? this.#otherwise;
    return typeof rule === 'function' ? rule(call) : rule;
  }
}
