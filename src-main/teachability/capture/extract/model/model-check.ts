/**
 * Whether a model can be trusted to learn: it reads ten sentences of which it is known what they teach, through the same requests and checks
 * as a message of the user. In at most four requests.
 */
import type { TokenUsage } from '#shared/conversation.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { stemsOf } from '../../../recall/terms.ts';
import type { Teaching } from '../../teaching.ts';
import { checkMessages } from './check-sentences.ts';
import type { CheckSentence } from './check-sentences.ts';
import { CAPTURE_TIME, learnByModel } from './model-capture.ts';
import type { ModelLessons } from './model-capture.ts';

/** To be increased with every change of the sentences or of what is asked of a model. */
export const CHECK_VERSION = 1;
/** How many of the sentences that teach must be found, and how many lessons may be wrong. */
const LEAST_FOUND = 4;
const MOST_WRONG = 2;

export interface ModelCheck {
  readonly passed: boolean;
  /** How many of the sentences that teach something were found, under a kind that fits. */
  readonly found: number;
  readonly teaching: number;
  /** How many lessons the sentences do not bear out, or were made of sentences that teach nothing. */
  readonly wrong: number;
  readonly usage: TokenUsage;
  /** True: it took longer than a message may take, and was ended. */
  readonly slow: boolean;
}

/**
 * Throws what the model throws when it cannot be asked. A model that fails with the first message is not asked about the second.
 * @param time how long it may take for one message, in ms.
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

/** Null when it took too long. */
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

/** The one sentence that a lesson repeats; null when it repeats several, such as the whole message, or none. */
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
