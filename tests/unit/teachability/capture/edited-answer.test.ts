import { describe, expect, it } from 'vitest';
import { changedPart, taughtByEdit } from '#main/teachability/capture/extract/edited-answer.ts';
import type { EditedAnswer } from '#main/teachability/capture/extract/edited-answer.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { openTeachability } from '../../../support/open-teachability.ts';

const original = 'Dear Ms Silva,\n\nThank you for the colorful offer. We accept it.\n\nKind regards';

function edit(edited: string, changes: Partial<EditedAnswer> = {}): EditedAnswer {
  const request = 'Write a reply to the offer of the painter.';
  return { conversationId: uuid7(), messageId: uuid7(), request, original, edited, at: 0, ...changes };
}

/** Gives one reply, or fails; keeps what it was asked. */
class OneReply implements ChatModel {
  readonly name = 'one reply';
  readonly local = true;
  readonly requests: ModelRequest[] = [];
  readonly #reply: string | { readonly fails: ErrorCode };

  constructor(reply: string | { readonly fails: ErrorCode }) {
    this.#reply = reply;
  }

  async *stream(request: ModelRequest): AsyncIterable<ModelEvent> {
    this.requests.push(request);
    if (typeof this.#reply !== 'string') throw new TuteeError(this.#reply.fails, 'It failed.');
    yield { type: 'text-delta', text: this.#reply };
    yield { type: 'end', stopReason: 'stop', usage: null };
  }
}

const lesson = (text: string, kind = 'skill') =>
  JSON.stringify({
    lessons: [{ action: 'add', n: null, kind, text, cues: ['reply to an offer'], validUntil: null }],
  });

const signal = new AbortController().signal;

describe('what the user changed in an answer', () => {
  it('is from the first changed word to the last', () => {
    expect(changedPart(edit(original.replace('colorful', 'colourful')))).toEqual({
      before: 'colorful',
      after: 'colourful',
    });
    expect(changedPart(edit(original.replace(' We accept it.', '')))).toMatchObject({ after: '' });
    expect(changedPart({ original: 'a b', edited: 'a b c' })).toEqual({ before: '', after: 'c' });
    expect(changedPart({ original: 'a a', edited: 'a' })).toEqual({ before: 'a', after: '' });
  });

  it('is nothing when only spacing, case or punctuation differ', () => {
    expect(changedPart(edit(`${original.toUpperCase()}!\n`))).toBeNull();
  });
});

describe('an edited answer without a model', () => {
  it('teaches a few changed words as such', () => {
    expect(taughtByEdit(edit(original.replace('colorful', 'colourful')))).toMatchObject({
      text: 'When I ask “Write a reply to the offer of the painter”, write “colourful” rather than “colorful”.',
      kind: 'skill',
      cues: [{ kind: 'task', text: 'Write a reply to the offer of the painter' }],
    });
    expect(taughtByEdit(edit(original.replace(' We accept it.', '')))?.text).toBe(
      'When I ask “Write a reply to the offer of the painter”, leave out “We accept it”.',
    );
  });

  it('teaches the whole as a sample when much was changed', () => {
    const edited = 'Hi Ms Silva, thanks, we take it. Bye';
    expect(taughtByEdit(edit(edited))?.text).toBe(
      `When I ask “Write a reply to the offer of the painter”, this is how I want it:\n${edited}`,
    );
  });

  it('teaches nothing after a greeting, or when it would be longer than a memory', () => {
    expect(taughtByEdit(edit('Hello to you.', { request: 'hi' }))).toBeNull();
    expect(taughtByEdit(edit('long words '.repeat(1_000)))).toBeNull();
  });
});

describe('learning from an edited answer', () => {
  it('by rules: a later edit for the same takes the place of the earlier', async () => {
    const { capture, store } = openTeachability();
    await capture.captureEdit(edit('Hi, thanks, we take it.'), null, signal);
    await capture.captureEdit(edit('Hello, we take it, thank you so much.'), null, signal);
    const all = store.views.page({}, 10, 0).items.map(({ status, text }) => [status, text.split('\n')[1]]);
    expect(all).toEqual([
      ['active', 'Hello, we take it, thank you so much.'],
      ['superseded', 'Hi, thanks, we take it.'],
    ]);
  });

  it('with a model: one call, which sees both versions, and a chip with Undo', async () => {
    const { capture, memories, store } = openTeachability();
    const model = new OneReply(lesson('When I ask for a reply to an offer, write it in one short line.'));
    const answer = edit('Thanks, we take it.');
    const [chip] = await capture.captureEdit(answer, model, signal);
    expect(model.requests).toHaveLength(1);
    const asked = model.requests[0]?.messages.map(modelMessageText).join('\n') ?? '';
    expect(asked).toContain('colorful offer');
    expect(asked).toContain('Thanks, we take it.');
    expect(chip).toMatchObject({
      action: 'added',
      text: expect.stringContaining('one short line') as string,
    });
    expect(store.get(chip?.memoryId ?? '')?.source).toMatchObject({
      origin: 'model',
      messageId: answer.messageId,
      quote: 'Thanks, we take it.',
    });
    await memories.updates.undo(chip?.changeId ?? '');
    expect(store.countActive()).toBe(0);
  });

  it('learns nothing from what the user left as it was', async () => {
    const { capture, store } = openTeachability();
    const model = new OneReply(lesson('The painter is Ms Silva.', 'fact'));
    const longer = `${original}\nThe painter is Ms Silva from Faro.`;
    const kept = { original: longer, edited: longer.replace('accept', 'decline') };
    await capture.captureEdit(edit('', kept), model, signal);
    expect(store.views.page({}, 10, 0).items.map(({ text }) => text)).toEqual([]);
  });

  it('falls back to rules when the model fails, and asks no model about a mended slip of spacing', async () => {
    const { capture, store } = openTeachability();
    const failing = new OneReply({ fails: 'unreachable' });
    expect(await capture.captureEdit(edit('Thanks, we take it.'), failing, signal)).toHaveLength(1);
    const model = new OneReply(lesson('x'));
    expect(await capture.captureEdit(edit(` ${original}`), model, signal)).toEqual([]);
    expect(model.requests).toEqual([]);
    expect(store.countActive()).toBe(1);
  });

  it('that asks first only proposes', async () => {
    const { capture, store } = openTeachability();
    const [chip] = await capture.captureEdit(edit('Thanks, we take it.'), null, signal, 'ask');
    expect(chip?.action).toBe('proposed');
    expect(store.countActive()).toBe(0);
  });
});
