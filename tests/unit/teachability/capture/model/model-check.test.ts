import { describe, expect, it } from 'vitest';
import { checkMessages } from '#main/teachability/capture/extract/model/check-sentences.ts';
import { checkModel } from '#main/teachability/capture/extract/model/model-check.ts';
import { TuteeError } from '#shared/errors.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ChatModel, ModelRequest } from '#shared/models/model.ts';
import {
  checkAnswer,
  checkedSentences,
  rightLessons,
  weakAnswers,
} from '../../../../support/capture/learner-check.ts';

type Answer = (sentences: NonNullable<ReturnType<typeof checkedSentences>>) => string;

/** A model that answers the check in one way, and what it was asked. */
function modelThat(answer: Answer): { model: ChatModel; requests: ModelRequest[] } {
  const requests: ModelRequest[] = [];
  const model: ChatModel = {
    name: 'm',
    local: true,
    async *stream(request) {
      requests.push(request);
      const asked = request.messages.map(modelMessageText).join('\n');
      yield { type: 'text-delta', text: answer(checkedSentences(asked) ?? []) };
      yield { type: 'end', stopReason: 'stop', usage: { promptTokens: 100, completionTokens: 10 } };
    },
  };
  return { model, requests };
}

const never = new AbortController().signal;

describe('the check before learning', () => {
  it('has ten sentences in two messages, of which some teach nothing', () => {
    const sentences = checkMessages.flat();
    expect(checkMessages).toHaveLength(2);
    expect(sentences).toHaveLength(10);
    expect(sentences.filter(({ teaches }) => teaches === null)).toHaveLength(4);
  });

  it('is passed by a model that finds them, in two requests whose cost is told', async () => {
    const { model, requests } = modelThat((all) => checkAnswer(rightLessons(all)));
    expect(await checkModel(model, never)).toEqual({
      passed: true,
      found: 6,
      teaching: 6,
      wrong: 0,
      usage: { promptTokens: 200, completionTokens: 20 },
      slow: false,
    });
    expect(requests).toHaveLength(2);
  });

  it('is passed by a model that words things differently, misses some and makes one mistake', async () => {
    const { model } = modelThat((all) =>
      checkAnswer([
        ...rightLessons(all)
          .slice(0, 2)
          .map((one) => ({ ...one, text: `I said: ${one.text}`.slice(0, 90) })),
        { text: 'I get up at three in a bakery.' },
      ]),
    );
    expect(await checkModel(model, never)).toMatchObject({ passed: true, found: 4 });
  });

  it.each(Object.entries(weakAnswers))('is failed by %s, in at most four requests', async (_name, answer) => {
    const { model, requests } = modelThat(answer);
    const check = await checkModel(model, never);
    expect(check).toMatchObject({ passed: false, slow: false });
    expect(requests.length).toBeLessThanOrEqual(4);
    // The server does not say what an answer cost that was cut off.
    expect(check.usage.promptTokens).toBeLessThanOrEqual(requests.length * 100);
  });

  it('is failed by a model that is too slow for one message', async () => {
    const slow: ChatModel = {
      name: 'm',
      local: true,
      // eslint-disable-next-line require-yield
      async *stream(_request, signal) {
        await new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new TuteeError('cancelled', 'Stopped.')));
        });
      },
    };
    expect(await checkModel(slow, never, { local: 5, remote: 5 })).toMatchObject({
      passed: false,
      slow: true,
    });
  });

  it('says nothing about a model that cannot be asked, or whose check was interrupted', async () => {
    const failing: ChatModel = {
      name: 'm',
      local: true,
      // eslint-disable-next-line require-yield
      async *stream(_request, signal) {
        throw signal.aborted
          ? new TuteeError('cancelled', 'Stopped.')
          : new TuteeError('unreachable', 'Nobody is there.');
      },
    };
    await expect(checkModel(failing, never)).rejects.toMatchObject({ code: 'unreachable' });
    await expect(checkModel(failing, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });
});
