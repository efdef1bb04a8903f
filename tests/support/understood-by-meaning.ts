/**
 * Fetches the vectors of messages with the app's embedder before they are analysed, so that the classifier does not depend on letters and
 * words alone.
 */
import { bestEmbedder } from '#main/models/embedders/bundled-embedders.ts';
import { fetchSegmentVectors } from '#main/teachability/capture/understand/acts/segment-vectors.ts';
import { workerEntry } from '#main/composition/worker-entry.ts';

/** In ms; loading the model takes a while on a busy machine. */
const PATIENCE = 60_000;

/** Resolves when the vectors of every message are available. */
export async function understandByMeaning(messages: readonly string[]): Promise<void> {
  const embedder = bestEmbedder(workerEntry('embedder-worker'));
  if (embedder === null) throw new Error('The files of the embedder are missing.');
  for (const message of messages)
    await fetchSegmentVectors(
      [message],
      (texts, signal) => embedder.multilingualVectors(texts, signal),
      PATIENCE,
    );
  await embedder.close();
}
