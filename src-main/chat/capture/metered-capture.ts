import { TUTEE_LEARNING } from '#shared/agents/names.ts';
import type { RequestUsage } from '#shared/agents/message-base.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { UsageSums } from '../ports/answering.ts';
import type { MemoryCapture } from '../ports/capture.ts';

/** The same capture, with the usage of its model requests added to the sums. */
export function meteredCapture(capture: MemoryCapture, sums: UsageSums, now: () => number): MemoryCapture {
  const counted = (model: ChatModel | null) => (model === null ? null : metered(model, sums, now));
  return {
    isOffRecord: (earlier) => capture.isOffRecord(earlier),
    captureExplicit: (words) => capture.captureExplicit(words),
    mayTeach: (words) => capture.mayTeach(words),
    captureImplicit: (words, model, signal, policy, news) =>
      capture.captureImplicit(words, counted(model), signal, policy, news),
    captureEdit: (answer, model, signal, policy) =>
      capture.captureEdit(answer, counted(model), signal, policy),
  };
}

/** The same model, with the usage of its requests added to the sums of learning. */
export function metered(model: ChatModel, sums: UsageSums, now: () => number): ChatModel {
  const count = (usage: RequestUsage) => sums.add(TUTEE_LEARNING, usage, now());
  return {
    name: model.name,
    local: model.local,
    async *stream(request, signal) {
      for await (const event of model.stream(request, signal)) {
        if (event.type === 'end') {
          for (const usage of event.alsoUsed ?? []) count(usage);
          if (event.usage !== null)
            count({ ...event.usage, model: event.model ?? model.name, cached: event.cached ?? false });
        }
        yield event;
      }
    },
  };
}
