import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import { askModel } from './ask-model.ts';
import type { AskModelOptions, ModelAnswer } from './ask-model.ts';
import type { OutputFormat } from './output-format.ts';

/**
 * Asks a model for an answer in `format`. If the answer does not match, asks once more and includes the reason. Usage of the
 * first answer is reported in a UsageEvent; chunks of it that were streamed belong to a message that never follows. Answers
 * that call tools are not checked. The second answer may still not match: the caller validates it.
 */
export async function* askWithFormat(
  asking: AskModelOptions,
  format: OutputFormat | undefined,
  run: RunContext,
): AsyncGenerator<AgentMessage, ModelAnswer> {
  const answer = yield* askModel(asking, run);
  if (format === undefined || answer.calls.length > 0) return answer;
  const fault = faultOf(answer.text, format);
  if (fault === null) return answer;
  const { source, request } = asking;
  yield stamp(run, { type: 'UsageEvent', source, purpose: 'repair', modelsUsage: answer.usage });
  const messages = request.messages.concat(
    { role: 'assistant', content: answer.text },
    { role: 'user', content: `${fault} Answer again, with the JSON value alone.` },
  );
  // No tools: only the format of the answer has to change.
  const { tools: _tools, toolChoice: _toolChoice, ...rest } = request;
  return yield* askModel({ ...asking, request: { ...rest, messages, responseSchema: format } }, run);
}

function faultOf(text: string, format: OutputFormat): string | null {
  try {
    format.parse(text);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof TuteeError)) throw thrown;
    return `${thrown.message} ${thrown.detail ?? ''}`.trim();
  }
}
