/**
 * Learning with a model: one structured call about one message, one repair when its answer is not valid, never more. What
 * comes back is checked against the message, since a model can be talked into anything.
 */
import * as z from 'zod';
import type { TokenUsage } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import { memoryKindSchema } from '#shared/memory.ts';
import type { Cue, Memory } from '#shared/memory.ts';
import type { ModelMessage } from '#shared/model-message.ts';
import type { ChatModel, ModelRequest } from '#shared/model.ts';
import { stemsOf } from '../recall/terms.ts';
import { captureMessages, captureSchema, repairMessages } from './model-prompt.ts';
import type { PlannedTeaching } from './plan.ts';
import { subjectOf } from './subject.ts';
import { tidySentence } from './wording.ts';

/** So many of the nearest memories are shown. */
export const NEIGHBOURS = 8;
const MOST_LESSONS = 6;
const MOST_CUES = 4;
const ANSWER_TOKENS = 900;
/** An answer is cut off here while it streams, in characters. */
const ANSWER_LENGTH = 20_000;
const LESSON_LENGTH = 600;
const CUE_LENGTH = 120;
/**
 * How long a capture may take in all, in ms; the model's own limits only watch for silence. A model on this machine may
 * be slow. The next message's capture waits for this one.
 */
export const CAPTURE_TIME = { local: 120_000, remote: 60_000 } as const;

const lessonSchema = z.object({
  action: z.enum(['add', 'update', 'same', 'none']),
  n: z.int().nullish(),
  kind: memoryKindSchema,
  text: z.string(),
  cues: z.array(z.string()).default([]),
});
const answerSchema = z.object({ lessons: z.array(lessonSchema) });
type Lesson = z.infer<typeof lessonSchema>;

export interface ModelLessons {
  /** Null: the model gave no valid answer twice. */
  readonly teachings: readonly PlannedTeaching[] | null;
  readonly calls: number;
  readonly usage: TokenUsage;
}

/**
 * Throws what the model throws, and `timeout` when it takes too long in all; `rejected_request` on the first call is
 * answered by one without a schema.
 */
export async function learnByModel(
  message: string,
  neighbours: readonly Memory[],
  model: ChatModel,
  signal: AbortSignal,
  time: { readonly local: number; readonly remote: number } = CAPTURE_TIME,
): Promise<ModelLessons> {
  const clock = AbortSignal.timeout(model.local ? time.local : time.remote);
  try {
    return await learnInTime(message, neighbours, model, AbortSignal.any([signal, clock]));
  } catch (thrown) {
    if (signal.aborted || !clock.aborted) throw thrown;
    throw new TuteeError('timeout', 'The model took too long to learn from this message.', { cause: thrown });
  }
}

async function learnInTime(
  message: string,
  neighbours: readonly Memory[],
  model: ChatModel,
  signal: AbortSignal,
): Promise<ModelLessons> {
  const first = captureMessages(message, neighbours);
  const answer = await firstAnswer(first, model, signal);
  const lessons = parseLessons(answer.text);
  if (lessons.ok)
    return { teachings: checked(lessons.value, message, neighbours), calls: 1, usage: answer.usage };
  const repair = await ask(
    request(repairMessages(first, answer.text, lessons.fault), answer.schemaRefused),
    model,
    signal,
  );
  const repaired = parseLessons(repair.text);
  return {
    teachings: repaired.ok ? checked(repaired.value, message, neighbours) : null,
    calls: 2,
    usage: {
      promptTokens: answer.usage.promptTokens + repair.usage.promptTokens,
      completionTokens: answer.usage.completionTokens + repair.usage.completionTokens,
    },
  };
}

interface Answer {
  readonly text: string;
  readonly usage: TokenUsage;
  readonly schemaRefused: boolean;
}

/** Some servers refuse response schemas: then the repair call, without one, is all that is left. */
async function firstAnswer(
  messages: readonly ModelMessage[],
  model: ChatModel,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    return await ask(request(messages, false), model, signal);
  } catch (thrown) {
    if (!(thrown instanceof TuteeError) || thrown.code !== 'rejected_request') throw thrown;
    return { text: '', usage: { promptTokens: 0, completionTokens: 0 }, schemaRefused: true };
  }
}

function request(messages: readonly ModelMessage[], withoutSchema: boolean): ModelRequest {
  const bounded = { messages, maxTokens: ANSWER_TOKENS, temperature: 0 };
  return withoutSchema ? bounded : { ...bounded, responseSchema: captureSchema };
}

async function ask(asked: ModelRequest, model: ChatModel, signal: AbortSignal): Promise<Answer> {
  let text = '';
  let usage: TokenUsage = { promptTokens: 0, completionTokens: 0 };
  for await (const event of model.stream(asked, signal)) {
    if (event.type === 'text-delta') text += event.text;
    if (event.type === 'end') usage = event.usage ?? usage;
    if (text.length > ANSWER_LENGTH) break;
  }
  return { text, usage, schemaRefused: asked.responseSchema === undefined };
}

type Parsed =
  | { readonly ok: true; readonly value: readonly Lesson[] }
  | { readonly ok: false; readonly fault: string };

function parseLessons(answer: string): Parsed {
  const json = answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return { ok: false, fault: 'it is not JSON.' };
  }
  const parsed = answerSchema.safeParse(data);
  if (parsed.success) return { ok: true, value: parsed.data.lessons };
  const issue = parsed.error.issues[0];
  return { ok: false, fault: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong form'}.` };
}

function checked(
  lessons: readonly Lesson[],
  message: string,
  neighbours: readonly Memory[],
): PlannedTeaching[] {
  const said = new Set(stemsOf(message));
  return lessons
    .filter((lesson) => lesson.action !== 'none')
    .slice(0, MOST_LESSONS)
    .flatMap((lesson) => toTeaching(lesson, said, neighbours));
}

/** Nothing for a lesson that the message does not bear out, is too long, or points at no memory. */
function toTeaching(
  lesson: Lesson,
  said: ReadonlySet<string>,
  neighbours: readonly Memory[],
): PlannedTeaching[] {
  const meant = lesson.n == null ? undefined : neighbours[lesson.n - 1];
  const text = tidySentence(lesson.text.toWellFormed().replaceAll('\u0000', ' '));
  const supported = stemsOf(text).some((stem) => said.has(stem));
  if (text === '' || text.length > LESSON_LENGTH || !supported) return [];
  if (lesson.action === 'same')
    return meant === undefined ? [] : [{ ...teachingOf(lesson, text), repeats: meant }];
  if (lesson.action === 'update' && meant !== undefined)
    return [{ ...teachingOf(lesson, text), replaces: meant }];
  return [teachingOf(lesson, text)];
}

function teachingOf(lesson: Lesson, text: string): PlannedTeaching {
  const { kind } = lesson;
  return { kind, text, subject: subjectOf(text, kind), cues: cuesOf(lesson.cues), rule: 'model' };
}

function cuesOf(given: readonly string[]): Cue[] {
  const texts = given
    .map((cue) => cue.toWellFormed().replaceAll('\u0000', ' ').replace(/\s+/gu, ' ').trim())
    .filter((cue) => cue !== '' && cue.length <= CUE_LENGTH);
  return [...new Set(texts)]
    .slice(0, MOST_CUES)
    .map((text) => ({ kind: /[?？]$/u.test(text) ? 'question' : 'topic', text }));
}
