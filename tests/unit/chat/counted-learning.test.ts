import { describe, expect, it } from 'vitest';
import { countedLearning } from '#main/chat/counted-learning.ts';
import type { EditedAnswer, Learning, UserWords } from '#main/chat/ports.ts';
import type { ChatModel, ModelEvent } from '#shared/models/model.ts';

const words: UserWords = { conversationId: 'c', messageId: 'm', text: 'I like tea.', at: 1, before: null };
const edit: EditedAnswer = {
  conversationId: 'c',
  messageId: 'm',
  request: 'Write',
  original: 'a',
  edited: 'b',
  at: 1,
};
const used = { promptTokens: 30, completionTokens: 4 };

/** Learning that asks its model once and reads the answer to its end, however it is asked to learn. */
function asksOnce(): Learning & { readonly heard: ModelEvent[] } {
  const heard: ModelEvent[] = [];
  const ask = async (model: ChatModel | null, signal: AbortSignal) => {
    for await (const event of model?.stream({ messages: [] }, signal) ?? []) heard.push(event);
    return [];
  };
  return {
    heard,
    told: () => Promise.resolve({ remembered: [], reply: 'As you say.', complete: true, listed: [] }),
    learnFrom: (_words, model, signal) => ask(model, signal),
    learnFromEdit: (_answer, model, signal) => ask(model, signal),
  };
}

function answering(end: Partial<Extract<ModelEvent, { type: 'end' }>>): ChatModel {
  return {
    name: 'asked',
    local: true,
    async *stream() {
      yield { type: 'text-delta', text: '{}' };
      yield await Promise.resolve({ type: 'end', stopReason: 'stop', usage: used, ...end });
    },
  };
}

function counting() {
  const sums: unknown[] = [];
  const learning = asksOnce();
  const counted = countedLearning(learning, { add: (...row) => void sums.push(row) }, () => 7);
  return { sums, learning, counted };
}

const { signal } = new AbortController();

describe('learning that is counted', () => {
  it('has each request in the sums, whatever it learns from, and hears what it would have heard', async () => {
    const { sums, learning, counted } = counting();
    await counted.learnFrom(words, answering({}), signal, 'automatic');
    await counted.learnFromEdit(edit, answering({ model: 'other', cached: true }), signal, 'ask');
    expect(sums).toEqual([
      ['Tutee (learning)', { ...used, model: 'asked', cached: false }, 7],
      ['Tutee (learning)', { ...used, model: 'other', cached: true }, 7],
    ]);
    expect(learning.heard.map(({ type }) => type)).toEqual(['text-delta', 'end', 'text-delta', 'end']);
  });

  it('counts answers that were turned down on the way', async () => {
    const { sums, counted } = counting();
    const alsoUsed = [{ ...used, model: 'first', cached: false }];
    await counted.learnFrom(words, answering({ alsoUsed, model: 'second' }), signal, 'automatic');
    expect(sums).toEqual([
      ['Tutee (learning)', alsoUsed[0], 7],
      ['Tutee (learning)', { ...used, model: 'second', cached: false }, 7],
    ]);
  });

  it('has nothing where no model was asked, or its server does not say', async () => {
    const { sums, counted } = counting();
    await counted.learnFrom(words, null, signal, 'automatic');
    await counted.learnFromEdit(edit, answering({ usage: null }), signal, 'automatic');
    expect(await counted.told(words)).toMatchObject({ reply: 'As you say.' });
    expect(sums).toEqual([]);
  });
});
