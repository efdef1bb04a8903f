import type { Embedder } from '#shared/models/embedder.ts';
import { TuteeError } from '#shared/errors.ts';
import { queryTerms, stemsOf } from './recall/terms.ts';

/** The maximum number of private texts compared with a text. */
const COMPARED = 50;
/** Two texts that share this many content words count as being about the same thing; a shorter text must share all of its own. */
const SHARED = 2;

export interface PrivateTextReader {
  /** Texts and cues of private memories that contain any of these words, best first. */
  privateTexts(words: readonly string[], limit: number): string[];
}

/**
 * Keeps private texts from an embedder on another machine: private memories, and questions or messages about them. It refuses such a
 * text with `private_message`; the caller then continues with word search alone, as if the embedder could not be reached.
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

/** Whether a text shares enough content words with a private memory to be about it. */
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
