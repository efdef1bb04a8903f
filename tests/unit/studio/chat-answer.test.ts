import { describe, expect, it } from 'vitest';
import type { AnswerDelta, AnswerRequest } from '#main/chat/ports.ts';
import { answerByRun } from '#main/studio/chat-answer.ts';
import type { AnswerWait } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';

interface Asked extends ChatModel {
  readonly requests: ModelRequest[];
  /** Settles when the request was ended. */
  readonly ended: Promise<void>;
}

/** A model that does this, step by step, and waits for its end where a step is `hang`. */
function modelThat(...steps: readonly (ModelEvent | Error | 'hang')[]): Asked {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const requests: ModelRequest[] = [];
  return {
    name: 'a model',
    local: true,
    requests,
    ended,
    async *stream(request, signal) {
      requests.push(request);
      signal.addEventListener('abort', () => resolve(), { once: true });
      for (const step of steps) {
        if (step instanceof Error) throw step;
        if (step === 'hang') await ended;
        else yield await Promise.resolve(step);
      }
    },
  };
}

async function answer(
  model: ChatModel,
  more: Partial<AnswerRequest> = {},
  signal = new AbortController().signal,
) {
  const deltas: AnswerDelta[] = [];
  const request: AnswerRequest = {
    model,
    instructions: 'You are Tutee.',
    history: [{ role: 'user', content: 'Hello' }],
    notes: '',
    onRequest: () => undefined,
    onWait: () => undefined,
    onDelta: (delta) => void deltas.push(delta),
    ...more,
  };
  return { deltas, ...(await answerByRun(request, signal)) };
}

const text = (words: string): ModelEvent => ({ type: 'text-delta', text: words });
const call: ModelEvent = { type: 'tool-call-end', call: { id: 'c1', name: 'search', arguments: '{}' } };
const end = (stopReason: Extract<ModelEvent, { type: 'end' }>['stopReason'] = 'stop'): ModelEvent => ({
  type: 'end',
  stopReason,
  usage: { promptTokens: 7, completionTokens: 2 },
});
const usage = { promptTokens: 7, completionTokens: 2 };

describe('an answer in a chat, as a run', () => {
  it('keeps reasoning apart from the answer and ends complete, with what it used', async () => {
    const { deltas, outcome } = await answer(
      modelThat({ type: 'reasoning-delta', text: 'Hm.' }, text('Hel'), text('lo'), end()),
    );
    expect(deltas.map((delta) => delta.text)).toEqual(['', 'Hel', 'lo']);
    expect(deltas.map((delta) => delta.reasoning).join('')).toBe('Hm.');
    expect(outcome).toEqual({ status: 'complete', usage, cut: false });
  });

  it('says when the model is asked again only after a while, until when, and nothing of it is in the answer', async () => {
    const began = Date.now();
    const waits: AnswerWait[] = [];
    const message = 'The server is busy.';
    const { deltas, outcome } = await answer(
      modelThat({ type: 'wait', reason: 'retry', model: 'small', ms: 4_000, message }, text('Hello'), end()),
      { onWait: (wait) => void waits.push(wait) },
    );
    const [wait] = waits;
    expect(waits).toHaveLength(1);
    expect(wait).toMatchObject({ reason: 'retry', model: 'small', ms: 4_000, content: message });
    expect(wait?.until).toBeGreaterThanOrEqual(began + 4_000);
    expect(wait?.until).toBeLessThanOrEqual(Date.now() + 4_000);
    expect(deltas).toEqual([{ text: 'Hello', reasoning: '' }]);
    expect(outcome.status).toBe('complete');
  });

  it('asks once, with the notes beside the instructions and the history as it was', async () => {
    const model = modelThat(text('Teal.'), end());
    const history = [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'Which colour?' },
    ] as const;
    const before = structuredClone(history);
    await answer(model, { history, notes: '<notes>likes teal</notes>' });
    expect(model.requests).toEqual([
      { messages: [{ role: 'system', content: 'You are Tutee.\n\n<notes>likes teal</notes>' }, ...history] },
    ]);
    expect(history).toEqual(before);
    const bare = modelThat(text('Hi.'), end());
    await answer(bare);
    expect(bare.requests[0]?.messages[0]).toEqual({ role: 'system', content: 'You are Tutee.' });
  });

  it('says what each request behind it used, those of answers that failed or were turned down too', async () => {
    const asked = { ...usage, model: 'a model', cached: false };
    expect((await answer(modelThat(text('Hi'), end()))).used).toEqual([asked]);
    expect((await answer(modelThat({ type: 'reasoning-delta', text: 'Hm.' }, end()))).used).toEqual([asked]);
    const before = { ...usage, model: 'first', cached: false };
    const second = { ...end(), model: 'second', alsoUsed: [before] };
    expect((await answer(modelThat(text('Hi'), second))).used).toEqual([
      before,
      { ...asked, model: 'second' },
    ]);
    const broken = modelThat(text('Hi'), new TuteeError('unreachable', 'Gone.'));
    expect((await answer(broken)).used).toEqual([]);
  });

  it('says when the token limit cut the answer', async () => {
    const { outcome } = await answer(modelThat(text('a'), end('length')));
    expect(outcome).toMatchObject({ status: 'complete', cut: true });
  });

  it('keeps what came before a failure and names the failure', async () => {
    const failure = new TuteeError('unreachable', 'The server does not answer.');
    const { deltas, outcome } = await answer(modelThat(text('half'), failure));
    expect(deltas).toHaveLength(1);
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { code: 'unreachable', fault: 'model', message: 'The server does not answer.' },
    });
  });

  it.each([
    ['no end at all', [text('half')], 'malformed_stream'],
    ['nothing but reasoning', [{ type: 'reasoning-delta', text: 'Hm.' } as const, end()], 'invalid_output'],
    ['nothing but a call of a tool that nobody offered', [call, end('tool-calls')], 'invalid_output'],
    ['a refusal', [text('I'), end('filtered')], 'rejected_request'],
    ['an error that is not ours', [new Error('boom')], 'internal'],
  ])('fails on %s', async (_name, steps, code) => {
    const { outcome } = await answer(modelThat(...steps));
    expect(outcome).toMatchObject({ status: 'failed', error: { code } });
    expect(JSON.stringify(outcome)).not.toMatch(/run it/i);
  });

  it('passes over a call of a tool that nobody offered: its words are the answer', async () => {
    const model = modelThat(text('It is noon.'), call, end('tool-calls'));
    const { deltas, outcome } = await answer(model);
    expect(deltas).toEqual([{ text: 'It is noon.', reasoning: '' }]);
    expect(outcome).toEqual({ status: 'complete', usage, cut: false });
    expect(model.requests).toHaveLength(1);
  });

  it('is stopped, not failed, when the user stopped it, and the request ends', async () => {
    const stop = new AbortController();
    const model = modelThat(text('half'), 'hang');
    const { deltas, outcome } = await answer(model, { onDelta: () => stop.abort() }, stop.signal);
    expect(outcome).toEqual({ status: 'stopped' });
    expect(deltas).toEqual([]);
    await model.ended;
    const early = modelThat(new Error('socket closed'));
    expect((await answer(early, {}, AbortSignal.abort())).outcome).toEqual({ status: 'stopped' });
    expect(early.requests).toEqual([]);
    const cancelled = new TuteeError('cancelled', 'Stopped.');
    expect((await answer(modelThat(cancelled))).outcome).toEqual({ status: 'stopped' });
  });

  it('tells when the request is under way, before anything of the answer is there', async () => {
    const happened: string[] = [];
    const model = modelThat(text('Hi'), end());
    await answer(model, {
      onRequest: () => happened.push(`asked ${model.requests.length}`),
      onDelta: ({ text: piece }) => happened.push(piece),
    });
    expect(happened).toEqual(['asked 1', 'Hi']);
  });

  it('waits for nothing but its own steps until the request is under way', async () => {
    const model = modelThat(text('Hi'), end());
    const answering = answer(model);
    // Steps of promises alone: whatever waited for a disk or a clock would not be here yet.
    for (let step = 0; step < 100; step += 1) await Promise.resolve();
    expect(model.requests).toHaveLength(1);
    await answering;
  });

  it('ends the request, and says why, when what has to be written beside it cannot be', async () => {
    const model = modelThat('hang');
    const full = new TuteeError('disk_full', 'The disk is full.');
    const { deltas, outcome } = await answer(model, {
      onRequest: () => {
        throw full;
      },
    });
    expect(outcome).toEqual({ status: 'failed', error: full.toData() });
    expect(deltas).toEqual([]);
    await model.ended;
  });

  it('ends the request when a piece cannot be written', async () => {
    const model = modelThat(text('Hi'), 'hang');
    const full = new TuteeError('disk_full', 'The disk is full.');
    const answering = answer(model, {
      onDelta: () => {
        throw full;
      },
    });
    await expect(answering).rejects.toBe(full);
    await model.ended;
  });
});
