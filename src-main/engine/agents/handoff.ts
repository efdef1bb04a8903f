import type { ModelTool } from '#shared/models/model.ts';

export interface HandoffOptions {
  /** Who gets the word. */
  readonly target: string;
  /** For the model: when to hand over. */
  readonly description?: string;
  /** The tool's name. */
  readonly name?: string;
  /** What the target reads. */
  readonly message?: string;
}

/** Lets a model give the word to somebody else by calling a tool without arguments. */
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
 * Servers take tools named by ASCII letters, digits, `_` and `-`, at most 64. Other letters are written as their code
 * points, so that two names of another alphabet are two tools.
 */
function toolName(target: string): string {
  const ascii = Array.from(target.toLowerCase(), (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 127 ? code.toString(16) : character;
  });
  return `transfer_to_${ascii.join('').replace(/[^a-z0-9_-]+/g, '_')}`.slice(0, 64);
}
