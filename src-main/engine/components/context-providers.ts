import * as z from 'zod';
import { BufferedChatCompletionContext } from '../context/buffered-chat-completion-context.ts';
import { HeadAndTailChatCompletionContext } from '../context/head-and-tail-chat-completion-context.ts';
import { SummarizingChatCompletionContext } from '../context/summarizing-chat-completion-context.ts';
import { TokenLimitedChatCompletionContext } from '../context/token-limited-chat-completion-context.ts';
import { UnboundedChatCompletionContext } from '../context/unbounded-chat-completion-context.ts';
import { modelSpec } from './component.ts';
import type { ComponentRegistry } from './component-registry.ts';

/** Providers for model contexts. */
export function addContexts(registry: ComponentRegistry): ComponentRegistry {
  const context = { kind: 'context', version: 1 } as const;
  return registry
    .add({
      ...context,
      provider: 'UnboundedChatCompletionContext',
      config: z.strictObject({}),
      build: () => new UnboundedChatCompletionContext(),
    })
    .add({
      ...context,
      provider: 'BufferedChatCompletionContext',
      config: z.strictObject({ bufferSize: z.number() }),
      build: ({ bufferSize }) => new BufferedChatCompletionContext(bufferSize),
    })
    .add({
      ...context,
      provider: 'HeadAndTailChatCompletionContext',
      config: z.strictObject({ headSize: z.number(), tailSize: z.number() }),
      build: ({ headSize, tailSize }) => new HeadAndTailChatCompletionContext(headSize, tailSize),
    })
    .add({
      ...context,
      provider: 'TokenLimitedChatCompletionContext',
      config: z.strictObject({ tokenLimit: z.number() }),
      build: ({ tokenLimit }) => new TokenLimitedChatCompletionContext(tokenLimit),
    })
    .add({
      ...context,
      provider: 'SummarizingChatCompletionContext',
      config: z.strictObject({
        model: modelSpec,
        tokenLimit: z.number(),
        source: z.string().min(1),
        keepLast: z.number().exactOptional(),
        summaryPrompt: z.string().exactOptional(),
      }),
      build: ({ model, ...rest }, parts) =>
        new SummarizingChatCompletionContext({ ...rest, modelClient: parts.model(model, 'model') }),
    });
}
