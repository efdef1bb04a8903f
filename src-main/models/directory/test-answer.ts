import { isNotice } from '#shared/models/model.ts';
import type { ChatModel } from '#shared/models/model.ts';

/** Enough for one word; a reasoning model may spend it all on thinking, which counts as an answer too. */
const TEST_TOKENS = 16;
/** Events read from a server that ignores the token limit. */
const MAX_TEST_EVENTS = 32;

/** Requests one word and reads until an answer has begun and ended, or is long enough. Throws a model error. */
export async function readTestAnswer(model: ChatModel): Promise<void> {
  const request = {
    messages: [{ role: 'user', content: 'Answer with the word OK.' }],
    maxTokens: TEST_TOKENS,
  } as const;
  const events = model.stream(request, new AbortController().signal)[Symbol.asyncIterator]();
  let count = 0;
  while (count < MAX_TEST_EVENTS) {
    const step = await events.next();
    if (step.done) break;
    if (!isNotice(step.value)) count += 1;
  }
  await events.return?.(undefined);
}
