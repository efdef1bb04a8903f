/**
 * Tool calls as text, in the form that most small models are trained on: `<tool_call>` with one JSON object in it. Models whose template
 * supports tools write it by themselves; the others are instructed.
 */
import type { FunctionCall } from '#shared/agents/content.ts';
import type { ModelTool } from '#shared/models/model.ts';
import { JsonGrammar } from './json-grammar.ts';

export const callStart = '<tool_call>';
const callEnd = '</tool_call>';

export function callText({ name, arguments: given }: Pick<FunctionCall, 'name' | 'arguments'>): string {
  return `${callStart}\n{"name": ${JSON.stringify(name)}, "arguments": ${given}}\n${callEnd}`;
}

export function toolInstructions(tools: readonly ModelTool[]): string {
  const list = tools.map(({ name, description, parameters }) =>
    JSON.stringify({ name, description, parameters }),
  );
  return [
    'You may call these functions, each a JSON object:',
    ...list,
    `To call one, answer with ${callStart}, then {"name": …, "arguments": …}, then ${callEnd}. Otherwise answer in words.`,
  ].join('\n');
}

/** The grammar after `<tool_call>`: one call of one of these tools, with arguments that match its schema. */
export function callGrammar(tools: readonly ModelTool[]): string {
  return grammarOf(tools, '');
}

/** The grammar of an answer that is one call. */
export function requiredCallGrammar(tools: readonly ModelTool[]): string {
  return grammarOf(tools, `${JSON.stringify(callStart)} `);
}

function grammarOf(tools: readonly ModelTool[], start: string): string {
  const grammar = new JsonGrammar();
  const call = grammar.alternatives(
    tools.map(({ name, parameters }) => ({
      type: 'object',
      properties: { name: { const: name }, arguments: { ...parameters, type: 'object' } },
      required: ['name', 'arguments'],
    })),
  );
  return grammar.text(`${start}"\\n"? ${call} "\\n"? ${JSON.stringify(callEnd)}`);
}

export interface ReadAnswer {
  readonly text: string;
  readonly calls: readonly { readonly name: string; readonly arguments: string }[];
}

/**
 * Extracts the calls from an answer as it arrives. Only calls of offered tools count; anything else stays text. An answer that is a single
 * JSON object with the name of a tool is a call too.
 */
export class CallReader {
  readonly #names: ReadonlySet<string>;
  /** Held back because it may be the beginning of a call. */
  #open = '';
  #sawText = false;

  constructor(tools: readonly ModelTool[]) {
    this.#names = new Set(tools.map(({ name }) => name));
  }

  push(chunk: string): ReadAnswer {
    if (this.#names.size === 0) return { text: chunk, calls: [] };
    this.#open += chunk;
    let text = '';
    const calls: ReadAnswer['calls'][number][] = [];
    for (;;) {
      const at = this.#open.indexOf(callStart);
      if (at < 0) break;
      const end = this.#open.indexOf(callEnd, at);
      text += this.#open.slice(0, at);
      this.#open = this.#open.slice(at);
      if (end < 0) return { text: this.#told(text), calls };
      const whole = this.#open.slice(0, end - at + callEnd.length);
      this.#open = this.#open.slice(whole.length);
      const call = this.#call(whole.slice(callStart.length, -callEnd.length));
      if (call === null) text += whole;
      else calls.push(call);
    }
    // A bare JSON object is held back entirely, because it may be a call.
    if (!this.#sawText && text.trim() === '' && /^\s*(\{|$)/.test(this.#open)) return { text: '', calls };
    const kept = partialStart(this.#open);
    text += this.#open.slice(0, this.#open.length - kept);
    this.#open = this.#open.slice(this.#open.length - kept);
    return { text: this.#told(text), calls };
  }

  /** What remains at the end. An answer that was cut off within a call is text. */
  finish(): ReadAnswer {
    const rest = this.#open;
    this.#open = '';
    const call = this.#call(rest.startsWith(callStart) ? rest.slice(callStart.length) : rest);
    if (call !== null) return { text: '', calls: [call] };
    return { text: rest, calls: [] };
  }

  #told(text: string): string {
    if (text.trim() !== '') this.#sawText = true;
    // Line breaks between two calls are not text.
    return this.#sawText ? text : '';
  }

  #call(text: string): { name: string; arguments: string } | null {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value !== 'object' || value === null || !('name' in value)) return null;
      const { name } = value;
      if (typeof name !== 'string' || !this.#names.has(name)) return null;
      const given =
        'arguments' in value ? value.arguments : 'parameters' in value ? value.parameters : undefined;
      return { name, arguments: typeof given === 'string' ? given : JSON.stringify(given ?? {}) };
    } catch {
      return null;
    }
  }
}

/** How many characters at the end may be the beginning of `<tool_call>`. */
function partialStart(text: string): number {
  for (let length = Math.min(callStart.length - 1, text.length); length > 0; length--) {
    if (callStart.startsWith(text.slice(-length))) return length;
  }
  return 0;
}
