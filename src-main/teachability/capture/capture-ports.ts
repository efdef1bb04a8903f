import type { TokenUsage } from '#shared/conversation.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { MemoryReader, MemoryWriter, RememberedReader } from '../ports.ts';
import type { SentenceVectors } from './understand/acts/part-vectors.ts';

/** What capture needs from the rest of Tutee. */
export interface CapturePorts {
  readonly reader: MemoryReader;
  readonly writer: MemoryWriter;
  readonly embedder: () => Embedder | null;
  /** Left out: parts of messages are told from each other by their letters and words alone. */
  readonly sentenceVectors?: SentenceVectors;
  readonly newId: () => string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Between two tries to write while another program holds the database; left out: none. */
  readonly pause?: () => Promise<void>;
  readonly remembered: RememberedReader['remembered'];
  /** Told when memories were stored without vectors, so that they can follow. */
  readonly onMissingVectors?: () => void;
  /** Told what a capture call cost. */
  readonly onUsage?: (usage: TokenUsage, model: ChatModel) => void;
}
