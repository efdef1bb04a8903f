import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { FunctionCall } from '#shared/agents/content.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ApprovalDecision, ToolCallApprover } from '../ports.ts';

/** allow: it runs. ask: a person decides. refuse: it never runs, and the model is told so. */
export type ApprovalRule = 'allow' | 'ask' | 'refuse';

export interface ApprovalPolicyOptions {
  /** By the tool's name; a function looks at the call itself. */
  readonly rules?: Readonly<Record<string, ApprovalRule | ((call: FunctionCall) => ApprovalRule)>>;
  /** For tools without a rule; `ask` when not given. */
  readonly otherwise?: ApprovalRule;
  /** Who is asked. Needed as soon as a rule says `ask`. */
  readonly person?: Pick<ToolCallApprover, 'decide'>;
}

/** Which tool calls run by themselves, which need a person, and which never run. */
export class ApprovalPolicy implements ToolCallApprover {
  readonly #rules: ReadonlyMap<string, ApprovalRule | ((call: FunctionCall) => ApprovalRule)>;
  readonly #otherwise: ApprovalRule;
  readonly #person: ApprovalPolicyOptions['person'];

  /** Throws `invalid_input` when somebody is to be asked and nobody is there. */
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
