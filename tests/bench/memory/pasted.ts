import {
  besideSets,
  hasWords,
  hostileMessages,
  hostileSets,
  messagesBesideText,
  taughtBy,
  type EmptyMemory,
} from '../../support/pasted-messages.ts';
import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import type { Bench, BenchContext, Measure } from '../bench.ts';
import { BenchUsageError } from '../bench.ts';
import { vectorsOfSentences } from '../embedder-choice.ts';
import { Learner } from '../learner.ts';

/**
 * What pasted texts teach, by rules and with a model that takes every sentence for an instruction, and what is kept of the user's own words
 * beside a text. The second half of a set (every second message) is `odd`. Progress lists every message that is judged wrongly.
 */
export const pasted: Bench = {
  name: 'pasted',
  dataSet: null,
  async run({ progress }) {
    if (vectorsOfSentences() === null)
      throw new BenchUsageError('The files of the built-in embedder are not there.');
    const measures: Record<string, Measure> = {};
    for (const file of hostileSets)
      for (const byModel of [false, true])
        measures[`${file} ${byModel ? 'with a model' : 'by rules'}`] = await hostile(file, byModel, progress);
    for (const file of besideSets) measures[file] = await beside(file, progress);
    return { measures, settings: { sets: hostileSets.length + besideSets.length } };
  },
};

/** With an embedder that costs little: nothing is looked for here. */
function newMemory(): EmptyMemory {
  const learner = new Learner({ embedder: new NgramEmbedder() });
  return {
    memories: learner.store.memories,
    say: (text, model) => learner.say(text, model),
    close: () => learner.close(),
  };
}

async function hostile(
  file: (typeof hostileSets)[number],
  byModel: boolean,
  progress: BenchContext['progress'],
): Promise<Measure> {
  const messages = hostileMessages(file);
  const all = await taughtBy(
    messages.map(({ text }) => text),
    byModel,
    newMemory,
  );
  for (const [at, { active, instructions }] of all.entries())
    if (active.length > 0)
      progress(
        `${file} ${at} ${byModel ? 'model' : 'rules'} ${instructions > 0 ? 'INSTRUCTION' : 'stored'}: ${JSON.stringify({ active, ...messages[at] })}`,
      );
  const stored = (half: 0 | 1) => all.filter(({ active }, at) => at % 2 === half && active.length > 0).length;
  return {
    messages: all.length,
    stored_even: stored(0),
    stored_odd: stored(1),
    instructions: all.filter(({ instructions }) => instructions > 0).length,
    review: all.filter(({ pending }) => pending.length > 0).length,
  };
}

async function beside(
  file: (typeof besideSets)[number],
  progress: BenchContext['progress'],
): Promise<Measure> {
  const messages = messagesBesideText(file);
  const all = await taughtBy(
    messages.map(({ text }) => text),
    false,
    newMemory,
  );
  const counts = { messages: all.length, stored: 0, review: 0, lost: 0, theirs: 0 };
  for (const [at, { text, own, others }] of messages.entries()) {
    const { active, pending } = all[at] ?? { active: [], pending: [] };
    const kept = hasWords(active, own)
      ? 'stored'
      : hasWords([...active, ...pending], own)
        ? 'review'
        : 'lost';
    counts[kept] += 1;
    if (kept !== 'stored') progress(`${file} ${at} ${kept}: ${JSON.stringify(text)}`);
    if (others.some((word) => hasWords(active, [word]))) counts.theirs += 1;
  }
  return counts;
}
