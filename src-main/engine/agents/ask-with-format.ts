import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import { askModel } from './ask-model.ts';
import type { AskModelOptions, ModelAnswer } from './ask-model.ts';
import type { OutputFormat } from './output-format.ts';

/**
 * Asks a model for an answer in a form, and once more when it has not that form, with what is wrong with it. The first
 * answer's use is told in a UsageEvent; its chunks, if there were any, belong to a message that never comes. Calls of tools
 * have no form. The answer may still be wrong: whoever makes a message of it checks it.
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
  // Without tools: it had its answer, only the form of it is wanted.
  return yield* askModel({ ...asking, request: { messages, responseSchema: format } }, run);
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
