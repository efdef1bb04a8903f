import * as z from 'zod';
import type { ChatModel } from '#shared/models/model.ts';
import { acceptsAnswer, ANSWER_RULES } from '../model-clients/answer-rules.ts';
import { FallbackChatModel } from '../model-clients/fallback-chat-model.ts';
import { RetryingChatModel } from '../model-clients/retrying-chat-model.ts';
import { modelSpec } from './component.ts';
import type { ComponentRegistry } from './component-registry.ts';
import { namedModels } from './named-models.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const fallbackConfig = z.strictObject({
  /** Tried in this order. */
  models: z.array(modelSpec).min(1).max(20),
  /** Rules that an answer must pass, or the next model is asked. With rules, answers are not streamed until they are complete. */
  accept: z.array(z.enum(ANSWER_RULES)).exactOptional(),
});

const retryConfig = z.strictObject({
  model: modelSpec,
  /** Maximum number of requests, including the first; default 3. */
  tries: z.int().min(1).max(20).exactOptional(),
  firstMs: z.number().min(0).max(DAY).exactOptional(),
  longestMs: z.number().min(0).max(DAY).exactOptional(),
});

const limitConfig = z.strictObject({
  model: modelSpec,
  requests: z.int().min(1).max(10_000),
  /** Default: one minute. */
  perMs: z.number().positive().max(DAY).exactOptional(),
});

/** Providers for wrapped models: fallback, retries and rate limits. */
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
      // The limit applies to the named models themselves, wherever the run uses them: every retry counts, a cached answer does
      // not.
      build: ({ model: given, requests, perMs = MINUTE }, parts) => {
        for (const name of namedModels({ model: given }))
          parts.resources.limits?.limit(name, { requests, perMs });
        return sameAs(parts.model(given, 'model'));
      },
    });
}

/** A new object, because `ComponentRegistry.dump` finds the component of a built object by identity. */
function sameAs(model: ChatModel): ChatModel {
  const { name, local } = model;
  return { name, local, stream: (request, signal) => model.stream(request, signal) };
}
