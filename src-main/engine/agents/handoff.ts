import type { ModelTool } from '#shared/models/model.ts';

export interface HandoffOptions {
  /** Name of the agent to hand over to. */
  readonly target: string;
  /** Tells the model when to hand over. */
  readonly description?: string;
  /** Name of the tool; default `transfer_to_<target>`. */
  readonly name?: string;
  /** Content of the handoff message. */
  readonly message?: string;
}

/** Lets a model hand over to another agent by calling a tool without arguments. */
export class Handoff {
  readonly target: string;
  readonly description: string;
  readonly name: string;
  readonly message: string;

  constructor({ target, description, name, message }: HandoffOptions) {
    this.target = target;
    this.description = description ?? `Handoff to ${target}.`;
    this.name = name ?? toolName(target);
    this.message = message ?? `Transferred to ${target}, adopting the role of ${target} immediately.`;
  }

  get tool(): ModelTool {
    const parameters = { type: 'object', properties: {}, additionalProperties: false };
    return { name: this.name, description: this.description, parameters };
  }
}

/**
 * Servers accept tool names of up to 64 ASCII letters, digits, `_` and `-`. Other letters are written as their code points, so
 * that different names in other alphabets stay different tools.
 */
function toolName(target: string): string {
  const ascii = Array.from(target.toLowerCase(), (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 127 ? code.toString(16) : character;
  });
  return `transfer_to_${ascii.join('').replace(/[^a-z0-9_-]+/g, '_')}`.slice(0, 64);
}
