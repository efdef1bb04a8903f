import { TUTEE_LEARNING } from '#shared/agents/names.ts';
import type { RequestUsage } from '#shared/agents/message-base.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { Learning, UsageSums } from './ports.ts';

/** The same learning; what its requests to models used is in the sums. */
export function countedLearning(learning: Learning, sums: UsageSums, now: () => number): Learning {
  const count = (usage: RequestUsage) => sums.add(TUTEE_LEARNING, usage, now());
  return {
    told: (words) => learning.told(words),
    learnFrom: (words, model, signal, policy) =>
      learning.learnFrom(words, counted(model, count), signal, policy),
    learnFromEdit: (answer, model, signal, policy) =>
      learning.learnFromEdit(answer, counted(model, count), signal, policy),
  };
}

function counted(model: ChatModel | null, count: (usage: RequestUsage) => void): ChatModel | null {
  if (model === null) return null;
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
