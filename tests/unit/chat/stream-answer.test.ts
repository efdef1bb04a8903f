import { describe, expect, it } from 'vitest';
import { streamAnswer } from '#main/chat/stream-answer.ts';
import type { AnswerDelta, AnswerOutcome } from '#main/chat/stream-answer.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel, ModelEvent } from '#shared/model.ts';

function modelThat(...steps: readonly (ModelEvent | Error)[]): Pick<ChatModel, 'stream'> {
  return {
    async *stream() {
      for (const step of steps) {
        if (step instanceof Error) throw step;
        yield await Promise.resolve(step);
      }
    },
  };
}

async function collect(model: Pick<ChatModel, 'stream'>, signal = new AbortController().signal) {
  const stream = streamAnswer(model, { messages: [] }, signal);
  const deltas: AnswerDelta[] = [];
  for (;;) {
    const step = await stream.next();
    if (step.done) return { deltas, outcome: step.value satisfies AnswerOutcome };
    deltas.push(step.value);
  }
}

const text = (words: string): ModelEvent => ({ type: 'text-delta', text: words });
const end = (stopReason: 'stop' | 'length' | 'filtered' = 'stop'): ModelEvent => ({
  type: 'end',
  stopReason,
  usage: null,
});

describe('streamAnswer', () => {
  it('keeps reasoning apart from the answer and ends complete', async () => {
    const { deltas, outcome } = await collect(
      modelThat({ type: 'reasoning-delta', text: 'Hm.' }, text('Hel'), text('lo'), end()),
    );
    expect(deltas.map((delta) => delta.text).join('')).toBe('Hello');
    expect(deltas.map((delta) => delta.reasoning).join('')).toBe('Hm.');
    expect(outcome).toEqual({ status: 'complete', usage: null, cut: false });
  });

  it('says when the token limit cut the answer', async () => {
    expect((await collect(modelThat(text('a'), end('length')))).outcome).toMatchObject({
      status: 'complete',
      cut: true,
    });
  });

  it('keeps what came before a failure and names the failure', async () => {
    const failure = new TuteeError('unreachable', 'The server does not answer.');
    const { deltas, outcome } = await collect(modelThat(text('half'), failure));
    expect(deltas).toHaveLength(1);
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'unreachable', fault: 'model' } });
  });

  it.each([
    ['no end at all', [text('half')], 'malformed_stream'],
    ['nothing but reasoning', [{ type: 'reasoning-delta', text: 'Hm.' } as const, end()], 'invalid_output'],
    ['a refusal', [text('I'), end('filtered')], 'rejected_request'],
    ['an error that is not ours', [new Error('boom')], 'internal'],
  ])('fails on %s', async (_name, steps, code) => {
    expect((await collect(modelThat(...steps))).outcome).toMatchObject({ status: 'failed', error: { code } });
  });

  it('is stopped, not failed, when the user stopped it, whatever the model threw', async () => {
    const stop = new AbortController();
    stop.abort();
    expect((await collect(modelThat(new Error('socket closed')), stop.signal)).outcome).toEqual({
      status: 'stopped',
    });
    const cancelled = new TuteeError('cancelled', 'Stopped.');
    expect((await collect(modelThat(cancelled))).outcome).toEqual({ status: 'stopped' });
  });
});
