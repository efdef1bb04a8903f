import type { TokenUsage } from '#shared/conversation.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { MemoryReader, MemoryWriter, RememberedReader } from '../ports.ts';
import type { SentenceVectors } from './understand/acts/segment-vectors.ts';

/** What capture needs from the rest of Tutee. */
export interface CapturePorts {
  readonly reader: MemoryReader;
  readonly writer: MemoryWriter;
  readonly embedder: () => Embedder | null;
  /** Absent: parts of messages are classified by their letters and words alone. */
  readonly sentenceVectors?: SentenceVectors;
  readonly newId: () => string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Awaited between two attempts to write while another program locks the database; absent: no pause. */
  readonly pause?: () => Promise<void>;
  /** Between two slices of work on a long message; left out: it is done in one go. */
  readonly yieldToEventLoop?: () => Promise<void>;
  readonly remembered: RememberedReader['remembered'];
  /** Called when memories were stored without vectors, which must then be computed later. */
  readonly onMissingVectors?: () => void;
  /** Called with the usage of each model call. */
  readonly onUsage?: (usage: TokenUsage, model: ChatModel) => void;
}
