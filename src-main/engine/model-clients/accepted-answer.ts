import type { ModelRequest, ResponseSchema } from '#shared/models/model.ts';
import { outputFormat } from '../agents/output-format.ts';
import type { OutputFormat } from '../agents/output-format.ts';
import type { Candidate } from './fallback-chat-model.ts';

/**
 * What an answer must be to be taken, as data. notEmpty: it says or calls something. notCut: it came to its own end. matchesFormat:
 * it has the form that was asked for; where none was, any will do. What calls a tool has no form yet.
 */
export const ANSWER_RULES = ['notEmpty', 'notCut', 'matchesFormat'] as const;
export type AnswerRule = (typeof ANSWER_RULES)[number];

/** A filter for a FallbackChatModel that lets through what keeps all of the rules. */
export function acceptsAnswer(rules: readonly AnswerRule[]) {
  return (answer: Candidate, request: ModelRequest): boolean =>
    rules.every((rule) => keeps[rule](answer, request));
}

const keeps: Readonly<Record<AnswerRule, (answer: Candidate, request: ModelRequest) => boolean>> = {
  notEmpty: ({ text, calls }) => text.trim() !== '' || calls.length > 0,
  notCut: ({ stopReason }) => stopReason === 'stop' || stopReason === 'tool-calls',
  matchesFormat: ({ text, calls }, { responseSchema }) =>
    responseSchema === undefined || calls.length > 0 || hasForm(text, responseSchema),
};

function hasForm(text: string, form: ResponseSchema): boolean {
  try {
    const whole = canCheck(form) ? form : outputFormat(form.name, form.schema);
    whole.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** An agent asks with the whole form, which checks; others with its schema alone. */
function canCheck(form: ResponseSchema): form is OutputFormat {
  return 'parse' in form && typeof form.parse === 'function';
}
