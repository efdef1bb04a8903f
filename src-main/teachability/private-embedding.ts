import type { Embedder } from '#shared/models/embedder.ts';
import { TuteeError } from '#shared/errors.ts';
import { queryTerms, stemsOf } from './recall/terms.ts';

/** So many texts of private memories are compared with a text. */
const COMPARED = 50;
/** Two texts that share so many words that matter are about the same; a shorter one shares all that it has. */
const SHARED = 2;

export interface PrivateTextReader {
  /** Texts and cues of private memories that hold any of these words, best first. */
  privateTexts(words: readonly string[], limit: number): string[];
}

/**
 * An embedder that gives nothing of what is private to a server elsewhere: neither a private memory nor a question or a message
 * about one. It refuses such a text with `private_message`. Whoever asks goes on without a vector, as with an embedder
 * that cannot be reached: by words.
 */
export function keepingPrivate(embedder: Embedder, reader: PrivateTextReader): Embedder {
  if (embedder.local) return embedder;
  const { key, dimensions, local } = embedder;
  return {
    key,
    dimensions,
    local,
    embed: async (texts, signal) => {
      if (texts.some((text) => isAboutPrivate(text, reader)))
        throw new TuteeError('private_message', 'This is about something private and was not compared.');
      return embedder.embed(texts, signal);
    },
  };
}

/** Whether a text shares the words that matter with a private memory: it may say, ask or correct the same. */
function isAboutPrivate(text: string, reader: PrivateTextReader): boolean {
  const terms = queryTerms(text);
  if (terms.length === 0) return false;
  const found = reader.privateTexts(
    terms.flatMap(({ words }) => words),
    COMPARED,
  );
  const stems = new Set(terms.map(({ stem }) => stem));
  return found.some((secret) => {
    const wanted = new Set(stemsOf(secret));
    const shared = [...wanted].filter((stem) => stems.has(stem)).length;
    return shared >= Math.min(SHARED, stems.size, wanted.size);
  });
}
