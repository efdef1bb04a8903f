import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { askModel } from '../../agents/ask-model.ts';
import { stamp } from '../../run/run-context.ts';
import type { RunContext } from '../../run/run-context.ts';
import { mentionedNames } from './mentioned-names.ts';
import { filledPrompt } from './selector-prompt.ts';
import type { SelectionContext } from './selector-prompt.ts';

export interface ModelSelector {
  readonly model: ChatModel;
  readonly prompt: string;
  readonly maxAttempts: number;
  /** Source of the events: the team's name. */
  readonly source: string;
  /** emit: answers are streamed as SelectorEvents. stream: in chunks too. */
  readonly emit: boolean;
  readonly stream: boolean;
}

/**
 * Asks a model for the next speaker; null when no attempt named exactly one candidate. Each retry tells the model what was wrong.
 * Yields a UsageEvent per request.
 */
export async function* selectByModel(
  selector: ModelSelector,
  selection: SelectionContext,
  run: RunContext,
): AsyncGenerator<AgentMessage, string | null> {
  const messages: ModelMessage[] = [{ role: 'user', content: filledPrompt(selector.prompt, selection) }];
  for (let attempt = 1; attempt <= selector.maxAttempts; attempt += 1) {
    const text = yield* ask(selector, messages.slice(), run);
    // Searched among all participants, so that a name that is no candidate is recognised and reported.
    const named = mentionedNames(
      text,
      selection.participants.map(({ name }) => name),
    );
    const [only] = named;
    if (named.length === 1 && only !== undefined && selection.candidates.includes(only)) return only;
    messages.push(
      { role: 'assistant', content: text },
      { role: 'user', content: feedback(named, selection) },
    );
  }
  return null;
}

async function* ask(
  { model, source, emit, stream }: ModelSelector,
  messages: readonly ModelMessage[],
  run: RunContext,
): AsyncGenerator<AgentMessage, string> {
  try {
    const answer = yield* askModel({ model, source, stream: emit && stream, request: { messages } }, run);
    const { messageId: id, text, usage: modelsUsage } = answer;
    yield stamp(run, { type: 'UsageEvent', source, purpose: 'selector', modelsUsage });
    if (emit) yield stamp(run, { type: 'SelectorEvent', id, source, content: text });
    return text;
  } catch (thrown) {
    // An empty answer names nobody.
    if (thrown instanceof TuteeError && thrown.code === 'invalid_output') return '';
    throw thrown;
  }
}

function feedback(named: readonly string[], { candidates }: SelectionContext): string {
  const among = `Answer with exactly one of: ${candidates.join(', ')}.`;
  if (named.length === 0) return `That names none of them. ${among}`;
  if (named.length > 1) return `That names ${named.length} of them. ${among}`;
  return `${named.join()} cannot speak next. ${among}`;
}
