/** Fetches what the parts of messages mean, for the classifier of acts. Vectors come from a thread, so this is done before a message is understood. */
import { sentencesOf } from '../sentences.ts';
import { unitsOf } from '../units.ts';
import { actScores } from './act-classifier.ts';
import { alone } from './act-features.ts';
import { clausesIn } from './clauses.ts';
import { hold, vectorOf } from './held-vectors.ts';
import { partsOf } from './parts.ts';

/** Unit length, one a text, by the model that the classifier was trained with; null where it cannot run. */
export type SentenceVectors = (
  texts: readonly string[],
  signal: AbortSignal,
) => Promise<readonly Float32Array[] | null>;

/** About 10 ms each: a longer message is a text, and the parts that matter are at its ends. */
const MOST = 48;
/** Of a longer message only both ends are taken apart. In characters. */
const READ = 8_000;
const SURE = 0.9;

/**
 * Resolves when the vectors of the messages' parts are there, or `patience` ms have passed; what comes later is not waited for and not kept.
 * Never throws: without vectors there is still the other way.
 */
export async function fetchPartVectors(
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
    for (const [at, vector] of (vectors ?? []).entries()) hold(texts[at] ?? '', vector);
  } catch {
    // Too slow or lost: said elsewhere, and no reason to keep the user waiting.
  }
}

/** A question that its letters and words show to be one needs no vector: most messages are such, and their answer need not wait. */
function surelyAsks(text: string): boolean {
  if (!/[?？؟]$/u.test(text)) return false;
  const { request, ask_memory: askMemory } = actScores(alone(text));
  return request + askMemory >= SURE;
}

/** Every text that is judged by itself: the last ones first of a message too long for all. */
function textsOf(whole: string): string[] {
  const message = whole.length <= READ ? whole : `${whole.slice(0, READ / 2)}\n\n${whole.slice(-READ / 2)}`;
  const parts = partsOf(message).map(({ text }) => text);
  const sentences = sentencesOf(message).flatMap(({ text }) => [
    ...unitsOf(text.split('\n'), () => false).map((unit) => unit.text),
    ...clausesIn(text),
  ]);
  const texts = [...new Set([...parts, ...sentences])];
  return texts.length <= MOST ? texts : [...texts.slice(0, MOST / 2), ...texts.slice(-MOST / 2)];
}
