import type { ModelRequest, ResponseSchema } from '#shared/models/model.ts';
import { outputFormat } from '../agents/output-format.ts';
import type { OutputFormat } from '../agents/output-format.ts';
import type { Candidate } from './fallback-chat-model.ts';

/**
 * Rules for accepting an answer, as data. notEmpty: it has text or tool calls. notCut: it ended by itself. matchesFormat: it has
 * the requested format; always true when none was requested or when the answer calls tools.
 */
export const ANSWER_RULES = ['notEmpty', 'notCut', 'matchesFormat'] as const;
export type AnswerRule = (typeof ANSWER_RULES)[number];

/** A filter for a FallbackChatModel that accepts answers that pass all rules. */
export function acceptsAnswer(rules: readonly AnswerRule[]) {
  return (answer: Candidate, request: ModelRequest): boolean =>
    rules.every((rule) => checks[rule](answer, request));
}

const checks: Readonly<Record<AnswerRule, (answer: Candidate, request: ModelRequest) => boolean>> = {
  notEmpty: ({ text, calls }) => text.trim() !== '' || calls.length > 0,
  notCut: ({ stopReason }) => stopReason === 'stop' || stopReason === 'tool-calls',
  matchesFormat: ({ text, calls }, { responseSchema }) =>
    responseSchema === undefined || calls.length > 0 || matchesFormat(text, responseSchema),
};

function matchesFormat(text: string, form: ResponseSchema): boolean {
  try {
    const whole = canCheck(form) ? form : outputFormat(form.name, form.schema);
    whole.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Requests of an agent carry a whole OutputFormat, which can validate; other requests carry the schema alone. */
function canCheck(form: ResponseSchema): form is OutputFormat {
  return 'parse' in form && typeof form.parse === 'function';
}
