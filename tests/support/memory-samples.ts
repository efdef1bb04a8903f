import { uuid7 } from '#main/store/database/uuid7.ts';
import type { ChangeOrigin } from '#main/store/memories/memory-history.ts';
import type { Cue, MemorySource, MemoryValue } from '#shared/memory/memory.ts';

export const sampleEmbedder = 'sample@1/16';
export const sampleProject = '00000000-0000-7000-8000-0000000000aa';
export const sampleDimensions = 16;

export function memoryValue(text: string, changes: Partial<MemoryValue> = {}): MemoryValue {
  return {
    kind: 'fact',
    text,
    cues: [],
    tags: [],
    subject: null,
    scope: { type: 'everywhere' },
    status: 'active',
    pinned: false,
    private: false,
    validUntil: null,
    ...changes,
  };
}

export function topic(text: string): Cue {
  return { kind: 'topic', text };
}

export const fromDialog: MemorySource = {
  origin: 'dialog',
  conversationId: null,
  messageId: null,
  quote: null,
};

export function byUser(at = 1_000, changes: Partial<ChangeOrigin> = {}): ChangeOrigin {
  return { actor: 'user', at, conversationId: null, messageId: null, ...changes };
}

/** A unit vector derived from the text; equal texts have cosine 1, others little. */
export function sampleVector(text: string, dimensions = sampleDimensions): Float32Array {
  let state = 2_166_136_261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  const vector = Float32Array.from({ length: dimensions }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  });
  const length = Math.hypot(...vector);
  return vector.map((part) => part / length);
}

/** Vectors of a value's text and cues. */
export function sampleVectors(value: MemoryValue, embedder = sampleEmbedder, dimensions = sampleDimensions) {
  const texts = [value.text, ...value.cues.map((cue) => cue.text)];
  return { embedder, dimensions, vectors: texts.map((text) => sampleVector(text, dimensions)) };
}

/** The step that adds a memory with its vectors. */
export function addStep(value: MemoryValue, id = uuid7()) {
  return { type: 'add', id, value, source: fromDialog, vectors: sampleVectors(value) } as const;
}
