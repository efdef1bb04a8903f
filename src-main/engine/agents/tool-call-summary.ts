import type { FunctionCall, FunctionExecutionResult } from '#shared/agents/content.ts';

export type ToolCallSummaryFormatter = (call: FunctionCall, result: FunctionExecutionResult) => string;

/** Fills the placeholders {tool_name}, {arguments}, {result} and {is_error} of a format; other braces stay unchanged. */
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

/** The formatted calls joined by newlines, in the order of the calls. */
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
