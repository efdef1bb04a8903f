/**
 * Learning with a model: one structured call for one message and at most one repair call if the answer is invalid. The result is checked
 * against the message, because a model can be persuaded of anything.
 */
import type { TokenUsage } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import { gather, nothingGathered } from '#shared/models/model.ts';
import type { ChatModel, ModelRequest } from '#shared/models/model.ts';
import { parseLessons } from './model-answer.ts';
import { checkedLessons } from './model-lessons.ts';
import type { CheckedLessons } from './model-lessons.ts';
import { captureMessages, captureSchema, repairMessages } from './model-prompt.ts';
import type { CaptureInput } from './model-prompt.ts';

/** How many of the nearest memories are shown to the model. */
export const NEIGHBOURS = 8;
const ANSWER_TOKENS = 900;
/** Token limit of the repeated call if the model spent the first limit on thinking. */
const TOKENS_WITH_THOUGHTS = 8_000;
/** A streamed answer is cut off at this length, in characters. */
const ANSWER_LENGTH = 20_000;
/** A person may wait for a busy server; learning does so only this long, in ms. Then the rules learn, and the message can be learned again. */
const LONGEST_BUSY = 5_000;
/**
 * How long a capture may take in all, in ms, since the model's own limits only cover silence. A model on this machine may be slow. The next
 * capture waits for this one.
 */
export const CAPTURE_TIME = { local: 120_000, remote: 60_000 } as const;

export interface ModelLessons {
  /** Null: the model gave no valid answer in two attempts. */
  readonly lessons: CheckedLessons | null;
  readonly calls: number;
  readonly usage: TokenUsage;
}

/**
 * Throws the model's errors, and `timeout` if it takes too long in all. After `rejected_request` or `server_failed` the first call is
 * repeated without a schema, because some servers fail on schemas.
 */
export async function learnByModel(
  input: CaptureInput,
  model: ChatModel,
  signal: AbortSignal,
  time: { readonly local: number; readonly remote: number } = CAPTURE_TIME,
): Promise<ModelLessons> {
  const clock = AbortSignal.timeout(model.local ? time.local : time.remote);
  try {
    return await learnInTime(input, model, AbortSignal.any([signal, clock]));
  } catch (thrown) {
    if (signal.aborted || !clock.aborted) throw thrown;
    throw new TuteeError('timeout', 'The model took too long to learn from this message.', { cause: thrown });
  }
}

async function learnInTime(
  input: CaptureInput,
  model: ChatModel,
  signal: AbortSignal,
): Promise<ModelLessons> {
  const first = captureMessages(input);
  const answer = await firstAnswer(first, model, signal);
  const lessons = parseLessons(answer.text);
  if (lessons.ok) return { lessons: checkedLessons(lessons.value, input), calls: 1, usage: answer.usage };
  // An answer cut off while thinking is not invalid: the same request is repeated with a higher token limit.
  const again = answer.thought
    ? request(first, answer.schemaRefused, TOKENS_WITH_THOUGHTS)
    : request(repairMessages(first, answer.text, lessons.fault), answer.schemaRefused);
  const repair = await ask(again, model, signal);
  const repaired = parseLessons(repair.text);
  return {
    lessons: repaired.ok ? checkedLessons(repaired.value, input) : null,
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
  /** True: the answer contained only thinking. */
  readonly thought: boolean;
}

/** Some servers reject response schemas or fail on them. Then the repair call, which has none, is the only one that can succeed. */
async function firstAnswer(
  messages: readonly ModelMessage[],
  model: ChatModel,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    return await ask(request(messages, false), model, signal);
  } catch (thrown) {
    if (!(thrown instanceof TuteeError) || !MAY_BE_SCHEMA.has(thrown.code)) throw thrown;
    return { text: '', usage: { promptTokens: 0, completionTokens: 0 }, schemaRefused: true, thought: false };
  }
}

const MAY_BE_SCHEMA: ReadonlySet<string> = new Set(['rejected_request', 'server_failed']);

function request(
  messages: readonly ModelMessage[],
  withoutSchema: boolean,
  maxTokens = ANSWER_TOKENS,
): ModelRequest {
  const bounded = { messages, maxTokens, temperature: 0 };
  return withoutSchema ? bounded : { ...bounded, responseSchema: captureSchema };
}

async function ask(asked: ModelRequest, model: ChatModel, signal: AbortSignal): Promise<Answer> {
  let gathered = nothingGathered;
  let usage: TokenUsage = { promptTokens: 0, completionTokens: 0 };
  for await (const event of model.stream(asked, signal)) {
    gathered = gather(gathered, event);
    if (event.type === 'end') usage = event.usage ?? usage;
    if (event.type === 'wait' && event.reason === 'busy' && event.ms >= LONGEST_BUSY)
      throw new TuteeError('overloaded', event.message);
    if (gathered.text.length > ANSWER_LENGTH) break;
  }
  const { text, reasoning } = gathered;
  const thought = reasoning !== '' && text.trim() === '';
  return { text, usage, schemaRefused: asked.responseSchema === undefined, thought };
}
