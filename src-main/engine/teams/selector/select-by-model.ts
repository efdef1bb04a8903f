import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { askModel } from '../../agents/ask-model.ts';
import { stamp } from '../../run/run-context.ts';
import type { RunContext } from '../../run/run-context.ts';
import { mentionedNames } from './mentioned-names.ts';
import { filledPrompt } from './selector-prompt.ts';
import type { Choosing } from './selector-prompt.ts';

export interface SelectingModel {
  readonly model: ChatModel;
  readonly prompt: string;
  readonly maxAttempts: number;
  /** In whose name it is asked: the team's. */
  readonly source: string;
  /** Whether what it answers is streamed, as SelectorEvents, and in pieces too. */
  readonly emit: boolean;
  readonly stream: boolean;
}

/**
 * Whom a model names; null when it has not named exactly one candidate in all its attempts. After each it is told what was
 * wrong. What each request used is in a UsageEvent.
 */
export async function* selectByModel(
  selecting: SelectingModel,
  choosing: Choosing,
  run: RunContext,
): AsyncGenerator<AgentMessage, string | null> {
  const messages: ModelMessage[] = [{ role: 'user', content: filledPrompt(selecting.prompt, choosing) }];
  for (let attempt = 1; attempt <= selecting.maxAttempts; attempt += 1) {
    const text = yield* ask(selecting, messages.slice(), run);
    // Among all, so that one who may not speak now is seen to be named.
    const named = mentionedNames(
      text,
      choosing.participants.map(({ name }) => name),
    );
    const [only] = named;
    if (named.length === 1 && only !== undefined && choosing.candidates.includes(only)) return only;
    messages.push({ role: 'assistant', content: text }, { role: 'user', content: feedback(named, choosing) });
  }
  return null;
}

async function* ask(
  { model, source, emit, stream }: SelectingModel,
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
    // A model that says nothing has named nobody.
    if (thrown instanceof TuteeError && thrown.code === 'invalid_output') return '';
    throw thrown;
  }
}

function feedback(named: readonly string[], { candidates }: Choosing): string {
  const among = `Answer with exactly one of: ${candidates.join(', ')}.`;
  if (named.length === 0) return `That names none of them. ${among}`;
  if (named.length > 1) return `That names ${named.length} of them. ${among}`;
  return `${named.join()} cannot speak next. ${among}`;
}
