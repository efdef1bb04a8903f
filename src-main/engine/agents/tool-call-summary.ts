import type { FunctionCall, FunctionExecutionResult } from '#shared/agents/content.ts';

export type ToolCallSummaryFormatter = (call: FunctionCall, result: FunctionExecutionResult) => string;

/** A format with the places {tool_name}, {arguments}, {result} and {is_error}; all else stands as it is. */
export function summaryByFormat(format: string): ToolCallSummaryFormatter {
  return (call, result) => {
    const values = new Map([
      ['tool_name', call.name],
      ['arguments', call.arguments],
      ['result', result.content],
      ['is_error', String(result.isError)],
    ]);
    return format.replace(/\{(\w+)\}/g, (place, name: string) => values.get(name) ?? place);
  };
}

/** One line (or what the formatter makes) a call, in the order of the calls. */
export function toolCallSummary(
  calls: readonly FunctionCall[],
  results: readonly FunctionExecutionResult[],
  formatter: ToolCallSummaryFormatter,
): string {
  const byId = new Map(results.map((result) => [result.callId, result]));
  return calls
    .flatMap((call) => {
      const result = byId.get(call.id);
      return result === undefined ? [] : [formatter(call, result)];
    })
    .join('\n');
}
