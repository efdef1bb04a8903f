/**
 * Turns teachings into changes of memory: the same again is counted, a newer value of the same subject supersedes the
 * older, everything else is added. Similarity never decides here. Knows ports only; both capture and the Teach dialog learn through it.
 */
import type { Embedder } from '#shared/embedder.ts';
import { memoryValueSchema } from '#shared/memory.ts';
import type { Cue, Memory, MemoryActor, MemoryKind, MemoryOrigin, MemoryValue } from '#shared/memory.ts';
import type {
  ChangeContext,
  MemoryChange,
  MemoryReader,
  MemoryStep,
  MemoryVectors,
  MemoryWriter,
} from './ports.ts';

export interface LearnerPorts {
  readonly reader: MemoryReader;
  readonly writer: MemoryWriter;
  /** The embedder in force now; null: words alone. */
  readonly embedder: () => Embedder | null;
  readonly newId: () => string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Told when a memory had to be stored without vectors, for the log and for making them later. */
  readonly onMissingVectors?: (thrown: unknown) => void;
}

/** One thing to learn. */
export interface Lesson {
  readonly kind: MemoryKind;
  readonly text: string;
  readonly cues: readonly Cue[];
  readonly subject: string | null;
  /** A memory known to be replaced by this one, beyond those of the same subject. */
  readonly replaces?: string | undefined;
}

export interface LessonSource {
  readonly origin: MemoryOrigin;
  readonly actor: MemoryActor;
  readonly conversationId: string | null;
  readonly messageId: string | null;
  /** The user's own words, kept even when the chat is deleted. */
  readonly quote: string | null;
}

/** Vectors of a text may take this long, in ms; after that the memory is stored at once and its vectors follow. */
const EMBED_WITHIN = 5_000;

export class Learner {
  readonly #ports: LearnerPorts;

  constructor(ports: LearnerPorts) {
    this.#ports = ports;
  }

  /** Learns one thing, in one transaction with all that it supersedes. Throws what the store throws. */
  async learn(lesson: Lesson, source: LessonSource): Promise<MemoryChange> {
    const same = this.#ports.reader.sameText(lesson.text);
    if (same !== undefined) return this.#apply([{ type: 'confirm', id: same.id }], source);
    const id = this.#ports.newId();
    const value = newValue(lesson);
    const vectors = await this.vectorsOf(value);
    const { origin, conversationId, messageId, quote } = source;
    const add: MemoryStep = {
      type: 'add',
      id,
      value,
      source: { origin, conversationId, messageId, quote },
      vectors,
    };
    // Looked up after waiting for vectors, so that what was learned meanwhile is superseded too.
    const older = this.#olderThan(lesson).map((memory) => supersede(memory, id));
    return this.#apply([add, ...older], source);
  }

  /** Vectors for a value's text and cues; null when the embedder failed: they follow later. */
  async vectorsOf({ text, cues }: Pick<MemoryValue, 'text' | 'cues'>): Promise<MemoryVectors | null> {
    const embedder = this.#ports.embedder();
    if (embedder === null) return null;
    try {
      const texts = [text, ...cues.map((cue) => cue.text)];
      const vectors = await embedder.embed(texts, AbortSignal.timeout(EMBED_WITHIN));
      return { embedder: embedder.key, dimensions: embedder.dimensions, vectors };
    } catch (thrown) {
      this.#ports.onMissingVectors?.(thrown);
      return null;
    }
  }

  #olderThan(lesson: Lesson): Memory[] {
    const { reader } = this.#ports;
    const found = new Map<string, Memory>();
    if (lesson.subject !== null)
      for (const memory of reader.bySubject(lesson.subject)) found.set(memory.id, memory);
    const replaced = lesson.replaces === undefined ? undefined : reader.get(lesson.replaces);
    if (replaced?.status === 'active') found.set(replaced.id, replaced);
    return [...found.values()];
  }

  #apply(steps: readonly MemoryStep[], source: LessonSource): MemoryChange {
    const { actor, conversationId, messageId } = source;
    const context: ChangeContext = { actor, at: this.#ports.now(), conversationId, messageId };
    return this.#ports.writer.apply(steps, context);
  }
}

function newValue({ kind, text, cues, subject }: Lesson): MemoryValue {
  return {
    kind,
    text,
    cues: [...cues],
    subject,
    scope: { type: 'everywhere' },
    status: 'active',
    pinned: false,
    private: false,
    validUntil: null,
  };
}

function supersede(memory: Memory, by: string): MemoryStep {
  const value: MemoryValue = { ...valueOf(memory), status: 'superseded' };
  return { type: 'update', id: memory.id, action: 'superseded', value, supersededBy: by };
}

/** The part of a memory that changes go by. */
export function valueOf(memory: Memory): MemoryValue {
  const { kind, text, cues, subject, scope, status, pinned, private: isPrivate, validUntil } = memory;
  return memoryValueSchema.parse({
    kind,
    text,
    cues,
    subject,
    scope,
    status,
    pinned,
    private: isPrivate,
    validUntil,
  });
}
