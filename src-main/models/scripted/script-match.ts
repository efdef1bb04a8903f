import { textOf } from '#shared/agents/content.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import type { ScriptRule } from './script.ts';

/** Whether a request is one that a rule of a script answers. */
export function matches(when: ScriptRule['when'], request: ModelRequest): boolean {
  return (
    wanted(when.lastUserIncludes).every((text) => lastUserText(request).toLowerCase().includes(text)) &&
    wanted(when.anyIncludes).every((text) => found(text, request)) &&
    wanted(when.systemIncludes).every((text) => found(text, request, 'system')) &&
    wanted(when.toolResultIncludes).every((text) => found(text, request, 'tool')) &&
    !wanted(when.notIncludes).some((text) => found(text, request)) &&
    agrees(when.afterTools, request.messages.at(-1)?.role === 'tool') &&
    agrees(when.tools, (request.tools ?? []).length > 0) &&
    agrees(when.responseSchema, request.responseSchema !== undefined)
  );
}

export function lastUserText(request: ModelRequest): string {
  const last = request.messages.findLast((message) => message.role === 'user');
  return last === undefined ? '' : textOf(last.content);
}

function found(text: string, { messages }: ModelRequest, role?: string): boolean {
  return messages.some(
    (message) =>
      (role === undefined || message.role === role) && modelMessageText(message).toLowerCase().includes(text),
  );
}

function agrees(asked: boolean | undefined, is: boolean): boolean {
  return asked === undefined || asked === is;
}

function wanted(includes: string | readonly string[] | undefined): string[] {
  return (typeof includes === 'string' ? [includes] : (includes ?? [])).map((text) => text.toLowerCase());
}
