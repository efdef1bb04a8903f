/** What messages mean, by the embedder of the app, fetched before they are understood: without it letters and words alone would judge. */
import { bestEmbedder } from '#main/models/embedders/bundled-embedders.ts';
import { fetchPartVectors } from '#main/teachability/capture/understand/acts/part-vectors.ts';
import { workerEntry } from '#main/composition/worker-entry.ts';

/** In ms; loading the model on a busy machine takes a while. */
const PATIENCE = 60_000;

/** Resolves when the meaning of every message is at hand. */
export async function understandByMeaning(messages: readonly string[]): Promise<void> {
  const embedder = bestEmbedder(workerEntry('embedder-worker'));
  if (embedder === null) throw new Error('The files of the embedder are missing.');
  for (const message of messages)
    await fetchPartVectors(
      [message],
      (texts, signal) => embedder.multilingualVectors(texts, signal),
      PATIENCE,
    );
  await embedder.close();
}
