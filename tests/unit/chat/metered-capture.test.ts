import { describe, expect, it } from 'vitest';
import { meteredCapture } from '#main/chat/capture/metered-capture.ts';
import type { EditedAnswer, MemoryCapture, UserWords } from '#main/chat/ports/capture.ts';
import type { ChatModel, ModelEvent } from '#shared/models/model.ts';

const words: UserWords = { conversationId: 'c', messageId: 'm', text: 'I like tea.', at: 1, before: null };
const edit: EditedAnswer = {
  conversationId: 'c',
  messageId: 'm',
  request: 'Write',
  original: 'a',
  edited: 'b',
  at: 1,
  isPrivate: false,
};
const used = { promptTokens: 30, completionTokens: 4 };

/** A capture whose calls each make one model request and read it to the end. */
function asksOnce(): MemoryCapture & { readonly heard: ModelEvent[] } {
  const heard: ModelEvent[] = [];
  const ask = async (model: ChatModel | null, signal: AbortSignal) => {
    for await (const event of model?.stream({ messages: [] }, signal) ?? []) heard.push(event);
    return [];
  };
  return {
    heard,
    captureExplicit: () =>
      Promise.resolve({ remembered: [], reply: 'As you say.', complete: true, listed: [], about: [] }),
    captureImplicit: (_words, model, signal) => ask(model, signal),
    isOffRecord: () => false,
    mayTeach: () => Promise.resolve(true),
    captureEdit: (_answer, model, signal) => ask(model, signal),
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
  const capture = asksOnce();
  const metered = meteredCapture(capture, { add: (...row) => void sums.push(row) }, () => 7);
  return { sums, capture, metered };
}

const { signal } = new AbortController();

describe('meteredCapture', () => {
  it('adds the usage of each request to the sums and passes all events through', async () => {
    const { sums, capture, metered } = counting();
    await metered.captureImplicit(words, answering({}), signal, 'automatic');
    await metered.captureEdit(edit, answering({ model: 'other', cached: true }), signal, 'ask');
    expect(sums).toEqual([
      ['Tutee (learning)', { ...used, model: 'asked', cached: false }, 7],
      ['Tutee (learning)', { ...used, model: 'other', cached: true }, 7],
    ]);
    expect(capture.heard.map(({ type }) => type)).toEqual(['text-delta', 'end', 'text-delta', 'end']);
  });

  it('counts requests of fallback models whose answers were rejected', async () => {
    const { sums, metered } = counting();
    const alsoUsed = [{ ...used, model: 'first', cached: false }];
    await metered.captureImplicit(words, answering({ alsoUsed, model: 'second' }), signal, 'automatic');
    expect(sums).toEqual([
      ['Tutee (learning)', alsoUsed[0], 7],
      ['Tutee (learning)', { ...used, model: 'second', cached: false }, 7],
    ]);
  });

  it('counts nothing without a model or without reported usage', async () => {
    const { sums, metered } = counting();
    await metered.captureImplicit(words, null, signal, 'automatic');
    await metered.captureEdit(edit, answering({ usage: null }), signal, 'automatic');
    expect(await metered.captureExplicit(words)).toMatchObject({ reply: 'As you say.' });
    expect(sums).toEqual([]);
  });
});
