import type { ChatModel } from '#shared/models/model.ts';

/**
 * A model that fails at once, as it failed a moment ago: nothing is sent, and whoever asks it treats the failure as one of its own.
 * @param model null: it is not even known which one.
 */
export function unreachable(model: ChatModel | null, thrown: unknown): ChatModel {
  return {
    name: model?.name ?? '',
    local: model?.local ?? false,
    // eslint-disable-next-line require-yield
    async *stream() {
      throw thrown;
    },
  };
}
