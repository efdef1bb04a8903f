import type { Bench } from '../bench.ts';
import { readPrefEval } from '../data/prefeval-data.ts';
import { captureByModels } from './capture-by-models.ts';
import { Learner } from '../learner.ts';
import { mean } from '../statistics.ts';

/** Capture by rules alone, or with `--model` by scripted models: are stated preferences stored, and is nothing stored from messages about other things? */
export const capture: Bench = {
  name: 'capture',
  dataSet: 'prefeval',
  async run({ dataDir, sizes, weakModels, progress }) {
    const { preferences, distractors } = readPrefEval(dataDir ?? '');
    if (weakModels) {
      const stated = preferences.map(({ preference }) => preference);
      return captureByModels(stated, distractors, sizes[0], progress);
    }
    const learner = new Learner();
    try {
      const stored: number[] = [];
      for (const { preference } of preferences)
        stored.push((await learner.say(preference)).length > 0 ? 1 : 0);
      progress(`${preferences.length} preferences stated`);
      const wrong: number[] = [];
      for (const message of distractors) wrong.push((await learner.say(message)).length > 0 ? 1 : 0);
      return {
        measures: {
          preference_recall: mean(stored),
          distractor_false_rate: mean(wrong),
          model_calls_per_message: 0,
        },
        settings: { preferences: preferences.length, distractors: distractors.length, model: 'none' },
      };
    } finally {
      learner.close();
    }
  },
};
