/**
 * Checks whether a model can be trusted to learn: it reads ten sentences with known results, through the same requests and checks as a
 * user's message. At most four requests.
 */
import type { TokenUsage } from '#shared/conversation.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { stemsOf } from '../../../recall/terms.ts';
import type { Teaching } from '../../teaching.ts';
import { checkMessages } from './check-sentences.ts';
import type { CheckSentence } from './check-sentences.ts';
import { CAPTURE_TIME, learnByModel } from './model-capture.ts';
import type { ModelLessons } from './model-capture.ts';

/** Increase this whenever the sentences or the prompt change. */
export const CHECK_VERSION = 1;
/** The minimum number of teaching sentences that must be found, and the maximum number of wrong lessons. */
const LEAST_FOUND = 4;
const MOST_WRONG = 2;

export interface ModelCheck {
  readonly passed: boolean;
  /** How many of the teaching sentences were found, with an allowed kind. */
  readonly found: number;
  readonly teaching: number;
  /** How many lessons are not supported by the sentences, or come from sentences that teach nothing. */
  readonly wrong: number;
  readonly usage: TokenUsage;
  /** True: it took longer than a capture may take and was aborted. */
  readonly slow: boolean;
}

/**
 * Throws the model's errors if it cannot be called. A model that fails on the first message is not asked about the second.
 * @param time the time limit for one message, in ms
 */
export async function checkModel(
  model: ChatModel,
  signal: AbortSignal,
  time: { readonly local: number; readonly remote: number } = CAPTURE_TIME,
): Promise<ModelCheck> {
  const sentences = checkMessages.flat();
  const teaching = sentences.filter(({ teaches }) => teaches !== null).length;
  let sum = { found: 0, wrong: 0, promptTokens: 0, completionTokens: 0 };
  for (const message of checkMessages) {
    const clock = AbortSignal.timeout(model.local ? time.local : time.remote);
    const learned = await learnFrom(message, model, signal, clock);
    if (learned === null) return { ...resultOf(sum, teaching), passed: false, slow: true };
    const { found, wrong } = judged(message, learned.lessons);
    sum = {
      found: sum.found + found,
      wrong: sum.wrong + wrong,
      promptTokens: sum.promptTokens + learned.usage.promptTokens,
      completionTokens: sum.completionTokens + learned.usage.completionTokens,
    };
    if (found === 0 || sum.wrong > MOST_WRONG) break;
  }
  return resultOf(sum, teaching);
}

/** Null if it took too long. */
async function learnFrom(
  message: readonly CheckSentence[],
  model: ChatModel,
  signal: AbortSignal,
  clock: AbortSignal,
): Promise<ModelLessons | null> {
  const input = {
    message: message.map(({ text }) => text).join('\n'),
    before: null,
    neighbours: [],
    at: Date.UTC(2026, 0, 5),
  };
  try {
    return await learnByModel(input, model, AbortSignal.any([signal, clock]));
  } catch (thrown) {
    if (clock.aborted && !signal.aborted) return null;
    throw thrown;
  }
}

interface Sums extends TokenUsage {
  readonly found: number;
  readonly wrong: number;
}

function resultOf({ found, wrong, ...usage }: Sums, teaching: number): ModelCheck {
  return { passed: found >= LEAST_FOUND && wrong <= MOST_WRONG, found, teaching, wrong, usage, slow: false };
}

function judged(message: readonly CheckSentence[], lessons: ModelLessons['lessons']) {
  if (lessons === null) return { found: 0, wrong: 0 };
  const found = new Set<CheckSentence>();
  let wrong = lessons.dropped;
  for (const teaching of lessons.teachings) {
    const meant = sentenceOf(teaching, message);
    if (meant?.teaches == null) wrong += 1;
    else if (meant.teaches.includes(teaching.kind)) found.add(meant);
    else wrong += 1;
  }
  return { found: found.size, wrong };
}

/** The single sentence that a lesson repeats; null if it repeats none or several, such as the whole message. */
function sentenceOf(
  { text }: Pick<Teaching, 'text'>,
  message: readonly CheckSentence[],
): CheckSentence | null {
  const stems = new Set(stemsOf(text));
  const shares = message.map((sentence) => {
    const own = stemsOf(sentence.text);
    return { sentence, share: own.filter((stem) => stems.has(stem)).length / Math.max(1, own.length) };
  });
  const like = shares.toSorted((one, other) => other.share - one.share);
  const [best, next] = like;
  if (best === undefined || best.share === 0) return null;
  return next !== undefined && next.share > 0.5 ? null : best.sentence;
}
