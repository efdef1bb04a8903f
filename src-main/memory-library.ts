/** `tutee/memory`: Tutee's memory as a library, for `Teachability` and for the `memory` of agents of `tutee/engine`. */
export type { MemoryContent } from '#shared/agents/content.ts';
export type { Cue, MemoryKind, Remembered } from '#shared/memory/memory.ts';
export type { RecallCandidate, RecallReport } from '#shared/memory/recall.ts';
export type { Embedder } from '#shared/models/embedder.ts';
export { TuteeMemory } from './tutee-memory.ts';
export type { NewTuteeMemory, TuteeMemoryOptions } from './tutee-memory.ts';
