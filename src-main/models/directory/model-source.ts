import type { ChatModel } from '#shared/models/model.ts';
import type { OfferedModel } from '#shared/models/offered-model.ts';

/** A provider that is not a server, such as the models that run inside Tutee. */
export interface ModelSource {
  /**
   * Throws a model error if it has none.
   * @param name null: its default model
   */
  chatModel(name: string | null): Promise<ChatModel>;
  list(): Promise<OfferedModel[]>;
}
