import type { ChatModel } from '#shared/models/model.ts';
import type { OfferedModel } from '#shared/models/offered-model.ts';

/** A provider that is no server, such as the models that run inside Tutee. */
export interface ModelSource {
  /** Null `name`: the one it takes by itself. Throws a model error when it has none. */
  chatModel(name: string | null): Promise<ChatModel>;
  list(): Promise<OfferedModel[]>;
}
