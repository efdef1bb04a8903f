import { describe, expect, it } from 'vitest';
import type { AnswerDelta, AnswerRequest } from '#main/chat/ports/answering.ts';
import { answerByRun } from '#main/studio/chat-answer.ts';
import type { AnswerWait } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';

interface Asked extends ChatModel {
  readonly requests: ModelRequest[];
  /** Resolves when the request was aborted. */
  readonly ended: Promise<void>;
}

/** A model that performs these steps; `hang` waits for the abort. */
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

describe('answerByRun', () => {
  it('keeps reasoning apart from the answer and ends complete, with its usage', async () => {
    const { deltas, outcome } = await answer(
      modelThat({ type: 'reasoning-delta', text: 'Hm.' }, text('Hel'), text('lo'), end()),
    );
    expect(deltas.map((delta) => delta.text)).toEqual(['', 'Hel', 'lo']);
    expect(deltas.map((delta) => delta.reasoning).join('')).toBe('Hm.');
    expect(outcome).toEqual({ status: 'complete', usage, cut: null });
  });

  it('reports a delayed retry with its end time, and keeps it out of the answer', async () => {
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

  it('asks once, with the notes beside the last message and the history unchanged', async () => {
    const model = modelThat(text('Teal.'), end());
    const history = [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'Which colour?' },
    ] as const;
    const before = structuredClone(history);
    await answer(model, { history, notes: '<notes>likes teal</notes>' });
    expect(model.requests).toEqual([
      {
        messages: [
          { role: 'system', content: 'You are Tutee.' },
          ...history.slice(0, 2),
          { role: 'user', content: 'Which colour?', notes: '<notes>likes teal</notes>' },
        ],
      },
    ]);
    expect(history).toEqual(before);
    const bare = modelThat(text('Hi.'), end());
    await answer(bare);
    expect(bare.requests[0]?.messages[0]).toEqual({ role: 'system', content: 'You are Tutee.' });
  });

  it('returns the usage of every request, including failed and rejected ones', async () => {
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

  it('marks an answer that reached the token limit as cut', async () => {
    const { outcome } = await answer(modelThat(text('a'), end('length')));
    expect(outcome).toMatchObject({ status: 'complete', cut: 'length' });
  });

  it('keeps the chunks before a failure and returns the error', async () => {
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
    ['a refusal', [text('I'), end('filtered')], 'moderated'],
    ['an error that is not ours', [new Error('boom')], 'internal'],
  ])('fails on %s', async (_name, steps, code) => {
    const { outcome } = await answer(modelThat(...steps));
    expect(outcome).toMatchObject({ status: 'failed', error: { code } });
    expect(JSON.stringify(outcome)).not.toMatch(/run it/i);
  });

  it('ignores a call of a tool that was not offered: the text is the answer', async () => {
    const model = modelThat(text('It is noon.'), call, end('tool-calls'));
    const { deltas, outcome } = await answer(model);
    expect(deltas).toEqual([{ text: 'It is noon.', reasoning: '' }]);
    expect(outcome).toEqual({ status: 'complete', usage, cut: null });
    expect(model.requests).toHaveLength(1);
  });

  it('ends stopped, not failed, when the user stopped it, and aborts the request', async () => {
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

  it('calls onRequest before the first chunk', async () => {
    const happened: string[] = [];
    const model = modelThat(text('Hi'), end());
    await answer(model, {
      onRequest: () => happened.push(`asked ${model.requests.length}`),
      onDelta: ({ text: piece }) => happened.push(piece),
    });
    expect(happened).toEqual(['asked 1', 'Hi']);
  });

  it('awaits neither disk nor timers before the request is sent', async () => {
    const model = modelThat(text('Hi'), end());
    const answering = answer(model);
    // Only microtasks have run: anything that awaited disk or a timer would not have happened yet.
    for (let step = 0; step < 100; step += 1) await Promise.resolve();
    expect(model.requests).toHaveLength(1);
    await answering;
  });

  it('aborts the request and fails with the error when onRequest throws', async () => {
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

  it('aborts the request when onDelta throws', async () => {
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
