import { textOf } from '#shared/agents/content.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import type { ScriptRule } from './script.ts';

/** Whether a script's rule applies to a request. */
export function matches(when: ScriptRule['when'], request: ModelRequest): boolean {
  return (
    lowerCased(when.lastUserIncludes).every((text) => lastUserText(request).toLowerCase().includes(text)) &&
    lowerCased(when.anyIncludes).every((text) => contains(text, request)) &&
    lowerCased(when.systemIncludes).every((text) => contains(text, request, 'system')) &&
    lowerCased(when.toolResultIncludes).every((text) => contains(text, request, 'tool')) &&
    !lowerCased(when.notIncludes).some((text) => contains(text, request)) &&
    matchesFlag(when.afterTools, request.messages.at(-1)?.role === 'tool') &&
    matchesFlag(when.tools, (request.tools ?? []).length > 0) &&
    matchesFlag(when.responseSchema, request.responseSchema !== undefined)
  );
}

export function lastUserText(request: ModelRequest): string {
  const last = request.messages.findLast((message) => message.role === 'user');
  return last === undefined ? '' : textOf(last.content);
}

function contains(text: string, { messages }: ModelRequest, role?: string): boolean {
  return messages.some((message) => textsOf(message, role).toLowerCase().includes(text));
}

/** Notes beside a message are instructions of the request, not words of the user. */
function textsOf(message: ModelMessage, role: string | undefined): string {
  if (role === undefined || message.role === role) return modelMessageText(message);
  return role === 'system' && message.role === 'user' ? (message.notes ?? '') : '';
}

function matchesFlag(asked: boolean | undefined, is: boolean): boolean {
  return asked === undefined || asked === is;
}

function lowerCased(includes: string | readonly string[] | undefined): string[] {
  return (typeof includes === 'string' ? [includes] : (includes ?? [])).map((text) => text.toLowerCase());
}
