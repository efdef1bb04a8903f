import type { FunctionCall } from '#shared/agents/content.ts';
import type { RequestUsage } from '#shared/agents/message-base.ts';
import type { ChatModel, ModelRequest } from '#shared/models/model.ts';
import type { SpanAttributes } from '../ports.ts';

interface Asked {
  readonly model: ChatModel;
  readonly request: ModelRequest;
  readonly source: string;
}

interface Answered {
  readonly text: string;
  readonly calls: readonly FunctionCall[];
  readonly usage: RequestUsage | null;
  readonly cut: string | null;
}

export function requestAttributes({ model, request, source }: Asked): SpanAttributes {
  const { maxTokens, temperature, topP, seed, stop, messages } = request;
  return {
    'gen_ai.provider.name': model.provider,
    'gen_ai.request.model': model.name,
    'gen_ai.agent.name': source,
    'gen_ai.request.max_tokens': maxTokens,
    'gen_ai.request.temperature': temperature,
    'gen_ai.request.top_p': topP,
    'gen_ai.request.seed': seed,
    'gen_ai.request.stop_sequences': stop,
    'gen_ai.input.messages': JSON.stringify(messages),
  };
}

export function answerAttributes({ text, calls, usage, cut }: Answered): SpanAttributes {
  const reason = cut ?? (calls.length > 0 ? 'tool_calls' : 'stop');
  return {
    'gen_ai.response.model': usage?.model,
    'gen_ai.response.finish_reasons': [reason],
    'gen_ai.usage.input_tokens': usage?.promptTokens,
    'gen_ai.usage.output_tokens': usage?.completionTokens,
    'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', content: text, tool_calls: calls }]),
  };
}
