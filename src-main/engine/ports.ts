/**
 * The engine runs agents: models, tools and people that talk to each other. It is pure TypeScript and knows shared/ and
 * these ports only.
 */
import type { ModelEvent, ModelRequest } from '#shared/model.ts';

/** A model the engine can ask; see ChatModel in shared/model.ts for what `stream` promises. */
export interface AnsweringModel {
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}
