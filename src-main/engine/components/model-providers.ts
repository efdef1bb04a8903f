import * as z from 'zod';
import type { ChatModel } from '#shared/models/model.ts';
import { acceptsAnswer, ANSWER_RULES } from '../model-clients/accepted-answer.ts';
import { FallbackChatModel } from '../model-clients/fallback-chat-model.ts';
import { RetryingChatModel } from '../model-clients/retrying-chat-model.ts';
import { modelSpec } from './component.ts';
import type { ComponentRegistry } from './component-registry.ts';
import { namedModels } from './named-models.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const fallbackConfig = z.strictObject({
  /** In the order of asking. */
  models: z.array(modelSpec).min(1).max(20),
  /** What an answer must be, or the next model is asked. With it nothing is streamed until the answer is whole. */
  accept: z.array(z.enum(ANSWER_RULES)).exactOptional(),
});

const retryConfig = z.strictObject({
  model: modelSpec,
  /** Requests at most, the first included; 3 when not given. */
  tries: z.int().min(1).max(20).exactOptional(),
  firstMs: z.number().min(0).max(DAY).exactOptional(),
  longestMs: z.number().min(0).max(DAY).exactOptional(),
});

const limitConfig = z.strictObject({
  model: modelSpec,
  requests: z.int().min(1).max(10_000),
  /** A minute when not given. */
  perMs: z.number().positive().max(DAY).exactOptional(),
});

/** How a model is asked: again after a failure, another in its place, not too often. */
export function addModels(registry: ComponentRegistry): ComponentRegistry {
  const model = { kind: 'model', version: 1 } as const;
  return registry
    .add({
      ...model,
      provider: 'FallbackChatModel',
      config: fallbackConfig,
      build: ({ models, accept = [] }, parts) => {
        const filter = accept.length === 0 ? {} : { filter: acceptsAnswer(accept) };
        return new FallbackChatModel(
          models.map((given, index) => parts.model(given, 'models', index)),
          filter,
        );
      },
    })
    .add({
      ...model,
      provider: 'RetryingChatModel',
      config: retryConfig,
      build: ({ model: given, ...options }, parts) => {
        const { pause } = parts.resources;
        return new RetryingChatModel(parts.model(given, 'model'), {
          ...options,
          ...(pause !== undefined && { pause }),
        });
      },
    })
    .add({
      ...model,
      provider: 'RateLimitedChatModel',
      config: limitConfig,
      // The models themselves are limited, wherever in the run they are asked: each try of a retry counts, an answer that
      // was kept does not.
      build: ({ model: given, requests, perMs = MINUTE }, parts) => {
        for (const name of namedModels({ model: given }))
          parts.resources.limits?.limit(name, { requests, perMs });
        return sameAs(parts.model(given, 'model'));
      },
    });
}

/** An object of its own: what was built is known by what it was built from. */
function sameAs(model: ChatModel): ChatModel {
  const { name, local } = model;
  return { name, local, stream: (request, signal) => model.stream(request, signal) };
}
