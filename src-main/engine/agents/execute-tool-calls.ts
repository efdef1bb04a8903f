import * as z from 'zod';
import type { FunctionCall, FunctionExecutionResult } from '#shared/agents/content.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { callOnce } from '../durability/journaled-steps.ts';
import { isCancelled } from '../run/agent-failure.ts';
import { mergeStreams } from '../run/merge-streams.ts';
import type { RunContext } from '../run/run-context.ts';
import { traced } from '../tracing/traced.ts';
import type { JsonObject, Tool, ToolCallContext, ToolOutcome } from '../tools/tool.ts';

export interface ToolExecution {
  readonly tools: ReadonlyMap<string, Tool>;
  readonly caller: string;
  /** False: calls run one after the other. */
  readonly parallel: boolean;
  /** Ids of calls that a person wants made again, although an interrupted run had begun them. */
  readonly approvedAgain: ReadonlySet<string>;
}

const argumentsSchema = z.record(z.string(), z.unknown());

/** Runs the calls and returns one result per call. A failure becomes an error result; only `cancelled` is thrown. */
export async function* executeToolCalls(
  calls: readonly FunctionCall[],
  execution: ToolExecution,
  run: RunContext,
): AsyncGenerator<AgentMessage, FunctionExecutionResult[]> {
  if (execution.parallel) {
    return yield* mergeStreams(calls, run, (call, group) => execute(call, execution, group));
  }
  const results: FunctionExecutionResult[] = [];
  for (const call of calls) results.push(yield* execute(call, execution, run));
  return results;
}

async function* execute(
  call: FunctionCall,
  { tools, caller, approvedAgain }: ToolExecution,
  run: RunContext,
): AsyncGenerator<AgentMessage, FunctionExecutionResult> {
  const tool = tools.get(call.name);
  if (tool === undefined) return resultOf(call, unknownTool(call.name, tools));
  const args = parseArguments(call.arguments);
  if (args === null) {
    return resultOf(call, {
      content: 'The arguments are not a JSON object. Send them again.',
      isError: true,
    });
  }
  const outcome = yield* callOnce(run, {
    call,
    caller,
    safeToRetry: tool.safeToRetry ?? false,
    approvedAgain: approvedAgain.has(call.id),
    make: (inside) => tracedOutcome(tool, args, call, { ...inside, callId: call.id, caller }),
  });
  return resultOf(call, outcome);
}

function tracedOutcome(
  tool: Tool,
  args: JsonObject,
  call: FunctionCall,
  context: ToolCallContext,
): AsyncGenerator<AgentMessage, ToolOutcome> {
  const start = () => ({
    operation: 'execute_tool' as const,
    name: tool.name,
    attributes: {
      'gen_ai.tool.name': tool.name,
      'gen_ai.tool.description': tool.description,
      'gen_ai.tool.type': 'function',
      'gen_ai.tool.call.id': call.id,
      'gen_ai.tool.call.arguments': call.arguments,
    },
  });
  return traced(
    context,
    start,
    ({ tracer }) => outcomeOf(tool, args, { ...context, tracer }),
    ({ content, isError }) => ({
      'gen_ai.tool.call.result': content,
      'error.type': isError ? 'tool_error' : undefined,
    }),
  );
}

async function* outcomeOf(
  tool: Tool,
  args: JsonObject,
  call: ToolCallContext,
): AsyncGenerator<AgentMessage, ToolOutcome> {
  try {
    return yield* tool.call(args, call);
  } catch (thrown) {
    if (call.signal.aborted || isCancelled(thrown)) throw thrown;
    return { content: failureText(thrown), isError: true };
  }
}

export function resultOf(call: FunctionCall, { content, isError }: ToolOutcome): FunctionExecutionResult {
  return { callId: call.id, name: call.name, content, isError };
}

function unknownTool(name: string, tools: ReadonlyMap<string, Tool>): ToolOutcome {
  const known = [...tools.keys()].join(', ');
  return {
    content: `There is no tool “${name}”. There are: ${known === '' ? 'none' : known}.`,
    isError: true,
  };
}

function parseArguments(text: string): JsonObject | null {
  if (text.trim() === '') return {};
  try {
    return argumentsSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function failureText(thrown: unknown): string {
  if (thrown instanceof TuteeError && thrown.detail !== undefined)
    return `${thrown.message} (${thrown.detail})`;
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}
