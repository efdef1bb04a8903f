import * as z from 'zod';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { SimpleTermination } from './simple-termination.ts';
import { recordComponent } from '../run/component-record.ts';

/** Stops after a tool with this name has run. */
export class FunctionCallTermination extends SimpleTermination {
  readonly #functionName: string;

  constructor(functionName: string) {
    super('FunctionCallTermination', z.null(), null);
    this.#functionName = functionName;
    recordComponent(this, FunctionCallTermination, 'FunctionCallTermination', { functionName });
  }

  protected override judge(messages: readonly AgentMessage[]): string | null {
    const called = messages.some(
      (message) =>
        message.type === 'ToolCallExecutionEvent' &&
        message.content.some(({ name }) => name === this.#functionName),
    );
    return called ? `“${this.#functionName}” was called.` : null;
  }
}
