import { checkModel } from '#main/teachability/capture/extract/model/model-check.ts';
import { TuteeError } from '#shared/errors.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ChatModel } from '#shared/models/model.ts';
import {
  checkAnswer,
  checkedSentences,
  rightLessons,
  weakAnswers,
} from '../../support/capture/learner-check.ts';
import type { BenchResult } from '../bench.ts';
import { Learner } from '../learner.ts';
import { mean } from '../statistics.ts';

/** So many messages that state a preference, and as many that do not, for each model. */
const MESSAGES = 100;

/**
 * Capture with scripted models, weak and good, against capture by rules alone. `used_<model>`: whether the model passed the check before
 * learning. `fewer_right_<model>`, `more_wrong_<model>`: what the check makes of it, wanted 0. `unchecked_…`: the same if it were used
 * without a check, to see what the rules and the checks of its lessons hold by themselves.
 */
export async function captureByModels(
  stated: readonly string[],
  others: readonly string[],
  size: number = MESSAGES,
  progress: (line: string) => void,
): Promise<BenchResult> {
  const teaching = sample(stated, size);
  const distracting = sample(others, size);
  const rules = await rates(teaching, distracting, null);
  progress(`rules: ${rules.right.toFixed(3)} right, ${rules.wrong.toFixed(3)} wrong`);
  const measures: Record<string, number> = { right_rules: rules.right, wrong_rules: rules.wrong };
  for (const [name, model] of Object.entries(models())) {
    const key = name.replaceAll(' ', '_');
    const { passed } = await checkModel(model, new AbortController().signal);
    const unchecked = await rates(teaching, distracting, model);
    const used = passed ? unchecked : rules;
    measures[`used_${key}`] = passed ? 1 : 0;
    measures[`fewer_right_${key}`] = Math.max(0, rules.right - used.right);
    measures[`more_wrong_${key}`] = Math.max(0, used.wrong - rules.wrong);
    measures[`unchecked_right_${key}`] = unchecked.right;
    measures[`unchecked_wrong_${key}`] = unchecked.wrong;
    progress(`${name}: ${unchecked.right.toFixed(3)} right, ${unchecked.wrong.toFixed(3)} wrong, ${passed}`);
  }
  return { measures, settings: { preferences: teaching.length, distractors: distracting.length } };
}

/** The shares of messages that stored anything. */
async function rates(teaching: readonly string[], distracting: readonly string[], model: ChatModel | null) {
  const learner = new Learner();
  try {
    const stores = async (text: string) => ((await stored(learner, text, model)) > 0 ? 1 : 0);
    const right: number[] = [];
    for (const text of teaching) right.push(await stores(text));
    const wrong: number[] = [];
    for (const text of distracting) wrong.push(await stores(text));
    return { right: mean(right), wrong: mean(wrong) };
  } finally {
    learner.close();
  }
}

async function stored(learner: Learner, text: string, model: ChatModel | null): Promise<number> {
  try {
    return (await learner.say(text, model)).length;
  } catch (thrown) {
    // Nothing was learned, and the note under the message says so.
    if (thrown instanceof TuteeError && thrown.code === 'invalid_output') return 0;
    throw thrown;
  }
}

function models(): Record<string, ChatModel> {
  const weak = Object.entries(weakAnswers).map(([name, answer]) => [name, modelThat(name, answer)] as const);
  const good = (all: Parameters<typeof rightLessons>[0]) => checkAnswer(rightLessons(all));
  return Object.fromEntries([...weak, ['a good model', modelThat('good', good)]]);
}

/** A model that makes the same of every message as of the check: each sentence of it counts as one that teaches. */
function modelThat(name: string, answer: (typeof weakAnswers)[string]): ChatModel {
  return {
    name,
    local: true,
    async *stream({ messages }) {
      const asked = messages.map(modelMessageText).join('\n');
      const sentences = checkedSentences(asked) ?? sentencesOf(asked);
      yield { type: 'text-delta', text: answer(sentences) };
      yield { type: 'end', stopReason: 'stop', usage: null };
    },
  };
}

function sentencesOf(asked: string) {
  const [, message = ''] = /<<<MESSAGE\n([\s\S]*)\nMESSAGE>>>/.exec(asked) ?? [];
  const texts = message.split(/(?<=[.!?])\s+/).filter((text) => text !== '');
  // A good model takes a message that begins as a wish for one.
  return texts.map((text) => ({
    text,
    teaches: /^(?:I|My|We|Our)\b/.test(text) ? (['preference'] as const) : null,
  }));
}

/** Spread over the whole list. */
function sample(texts: readonly string[], size: number): string[] {
  const step = Math.max(1, Math.floor(texts.length / size));
  return texts.filter((_, index) => index % step === 0).slice(0, size);
}
