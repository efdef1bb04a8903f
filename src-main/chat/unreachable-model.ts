import type { ChatModel } from '#shared/models/model.ts';

/**
 * A model that fails at once with a recent error, without sending anything; callers handle it like any failed model.
 * @param model null: the model is not known
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
