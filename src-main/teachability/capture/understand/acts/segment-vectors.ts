/**
 * Fetches the vectors of the parts of messages for the act classifier. They come from another thread, so they are fetched before a message
 * is analysed.
 */
import { sentencesOf } from '../sentences.ts';
import { segmentsOf } from '../segments.ts';
import { actScores, isEnglish } from './act-classifier.ts';
import { alone } from './act-features.ts';
import { clausesIn, conjunctsIn } from './clauses.ts';
import { cacheVector, vectorOf } from './segment-vector-cache.ts';
import { segmentsInContext } from './segments-in-context.ts';

/** One vector of unit length for each text, from the model that the classifier was trained with; null if it is not available. */
export type SentenceVectors = (
  texts: readonly string[],
  signal: AbortSignal,
) => Promise<readonly Float32Array[] | null>;

/** Maximum number of parts, at about 10 ms each. In a longer message the parts at both ends matter. */
const MOST = 48;
/** Of a longer message only both ends are split into parts. In characters. */
const READ = 8_000;
const SURE = 0.9;

/**
 * Resolves when the vectors of the messages' parts are available or `patience` ms have passed; vectors that arrive later are discarded.
 * Never throws: without vectors the classifier uses letters and words.
 */
export async function fetchSegmentVectors(
  messages: readonly string[],
  source: SentenceVectors,
  patience: number,
): Promise<void> {
  const texts = [...new Set(messages.flatMap(textsOf))]
    .filter((text) => vectorOf(text) === undefined && !surelyAsks(text))
    .slice(0, MOST);
  if (texts.length === 0) return;
  try {
    const vectors = await source(texts, AbortSignal.timeout(patience));
    for (const [at, vector] of (vectors ?? []).entries()) cacheVector(texts[at] ?? '', vector);
  } catch {
    // Timeouts and failures are reported elsewhere; the user should not have to wait for them.
  }
}

/**
 * True for parts that are clearly questions by their letters and words. They need no vector, and most messages are questions, so most
 * answers do not wait.
 */
function surelyAsks(text: string): boolean {
  if (!/[?？؟]$/u.test(text)) return false;
  const { request, ask_memory: askMemory } = actScores(alone(text));
  return request + askMemory >= SURE;
}

/** Every text that is classified on its own. If a message has too many, the last ones come first. */
function textsOf(whole: string): string[] {
  const message = whole.length <= READ ? whole : `${whole.slice(0, READ / 2)}\n\n${whole.slice(-READ / 2)}`;
  const parts = segmentsInContext(message).map(({ text }) => text);
  const sentences = sentencesOf(message).flatMap(({ text }) => [
    ...segmentsOf(text.split('\n'), () => false).map((segment) => segment.text),
    ...clausesIn(text),
    // English sentences are parted by rules.
    ...(isEnglish(text) ? [] : conjunctsIn(text)),
  ]);
  const texts = [...new Set([...parts, ...sentences])];
  return texts.length <= MOST ? texts : [...texts.slice(0, MOST / 2), ...texts.slice(-MOST / 2)];
}
