/** The messages that an assistant's turn can end with. */
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { FunctionCall, FunctionExecutionResult } from '#shared/agents/content.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import { cutReasonSchema } from '#shared/models/reasons.ts';
import type { CutReason } from '#shared/models/reasons.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import type { ModelAnswer } from './ask-model.ts';
import type { Handoff } from './handoff.ts';
import type { OutputFormat } from './output-format.ts';
import { toolCallSummary } from './tool-call-summary.ts';
import type { ToolCallSummaryFormatter } from './tool-call-summary.ts';

/** Why an answer is not whole, from its metadata; null when it is. */
export function cutReasonOf({ metadata }: Pick<AgentMessage, 'metadata'>): CutReason | null {
  return cutReasonSchema.options.find((reason) => metadata['finishReason'] === reason) ?? null;
}

/** Throws `invalid_output` when the answer does not match the format. */
export function answerMessage(
  run: RunContext,
  source: string,
  { messageId: id, text, usage: modelsUsage, cut }: ModelAnswer,
  format: OutputFormat | undefined,
): ChatMessage {
  if (format === undefined) {
    const metadata: Record<string, string> = cut === null ? {} : { finishReason: cut };
    return stamp(run, { type: 'TextMessage', id, source, content: text, modelsUsage, metadata });
  }
  const content = format.parse(text);
  return stamp(run, { type: 'StructuredMessage', id, source, format: format.name, content, modelsUsage });
}

/**
 * What else the answer contained is context for the target of the handoff: its text, and its ordinary tool calls with their results.
 */
export function handoffMessage(
  run: RunContext,
  source: string,
  { target, message }: Handoff,
  text: string,
  calls: readonly FunctionCall[],
  results: readonly FunctionExecutionResult[],
): ChatMessage {
  const context: ModelMessage[] =
    calls.length === 0
      ? text.trim() === ''
        ? []
        : [{ role: 'assistant', content: text }]
      : [
          { role: 'assistant', content: text, toolCalls: [...calls] },
          { role: 'tool', results: [...results] },
        ];
  return stamp(run, { type: 'HandoffMessage', source, target, content: message, context });
}

export function summaryMessage(
  run: RunContext,
  source: string,
  calls: readonly FunctionCall[],
  results: readonly FunctionExecutionResult[],
  formatter: ToolCallSummaryFormatter,
): ChatMessage {
  return stamp(run, {
    type: 'ToolCallSummaryMessage',
    source,
    content: toolCallSummary(calls, results, formatter),
    toolCalls: [...calls],
    results: [...results],
  });
}
