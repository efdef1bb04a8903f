import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { EmbeddingState } from '#shared/contract/embedding.ts';

type EmbeddingHandlers = Pick<CommandHandlers, 'embedding.state' | 'embedding.pause' | 'embedding.resume'>;

/** Re-embedding in the background. */
interface ReEmbedding {
  state(): EmbeddingState;
  pause(): void;
  resume(): void;
}

export function embeddingHandlers(reEmbedding: ReEmbedding): EmbeddingHandlers {
  return {
    'embedding.state': () => reEmbedding.state(),
    'embedding.pause': () => {
      reEmbedding.pause();
      return reEmbedding.state();
    },
    'embedding.resume': () => {
      reEmbedding.resume();
      return reEmbedding.state();
    },
  };
}
