import { memoryBlock } from '#main/teachability/memory-block.ts';
import { defaultSettings } from '#shared/settings.ts';
import { estimateTokens } from '#shared/tokens.ts';
import type { Bench } from '../bench.ts';
import { readPrefEval } from '../data/prefeval-data.ts';
import type { PrefEval } from '../data/prefeval-data.ts';
import { Learner, usedIds } from '../learner.ts';
import { hitAt, mean } from '../statistics.ts';

/** PrefEval: is a preference that was stated once in the context of a question that it applies to? */
export const prefeval: Bench = {
  name: 'prefeval',
  dataSet: 'prefeval',
  async run({ dataDir, progress }) {
    const data = readPrefEval(dataDir ?? '');
    const haystack = await inHaystack(data, progress);
    const all = await amongAll(data, progress);
    return {
      measures: { ...haystack, ...all, explicit_n: data.preferences.length },
      settings: { budget_tokens: defaultSettings.memoryTokens, distractors: data.distractors.length },
    };
  },
};

/**
 * Every user message goes through capture, without a model: the distractors once, then each preference in turn, undone before
 * the next one is stated.
 */
async function inHaystack({ preferences, distractors }: PrefEval, progress: (line: string) => void) {
  const learner = new Learner();
  try {
    for (const message of distractors) await learner.say(message);
    progress(
      `haystack: ${learner.store.memories.countActive()} memories from ${distractors.length} other messages`,
    );
    const hits: number[] = [];
    const tokens: number[] = [];
    for (const { preference, question } of preferences) {
      const remembered = await learner.say(preference);
      const report = await learner.context(question);
      const used = new Set(usedIds(report));
      hits.push(remembered.some(({ memoryId }) => used.has(memoryId)) ? 1 : 0);
      tokens.push(estimateTokens(memoryBlock(report)));
      for (const changeId of new Set(remembered.map((one) => one.changeId)))
        await learner.memories.updates.undo(changeId);
    }
    return { haystack_in_context: mean(hits), haystack_context_tokens: mean(tokens) };
  } finally {
    learner.close();
  }
}

/**
 * All preferences taught at once: those of the question's own subject must win the budget, and requests about other things should be
 * sent none.
 */
async function amongAll({ preferences, distractors }: PrefEval, progress: (line: string) => void) {
  const learner = new Learner();
  try {
    const ids: string[] = [];
    for (const { preference } of preferences) {
      ids.push((await learner.memories.teach({ text: preference, kind: 'preference' })).memory.id);
    }
    progress(`all: ${learner.store.memories.countActive()} memories from ${preferences.length} preferences`);
    const asked = [];
    for (const [index, { question }] of preferences.entries()) {
      const gold = new Set([ids[index] ?? '']);
      const report = await learner.context(question);
      const best = await learner.best(question, 10);
      asked.push({
        inContext: hitAt(usedIds(report), gold, Infinity),
        at5: hitAt(best, gold, 5),
        at10: hitAt(best, gold, 10),
        tokens: estimateTokens(memoryBlock(report)),
      });
    }
    const sentElsewhere: number[] = [];
    for (const message of distractors) sentElsewhere.push(usedIds(await learner.context(message)).length);
    return {
      distractor_sent: mean(sentElsewhere),
      all_in_context: mean(asked.map(({ inContext }) => inContext)),
      all_hit_at_5: mean(asked.map(({ at5 }) => at5)),
      all_hit_at_10: mean(asked.map(({ at10 }) => at10)),
      all_context_tokens: mean(asked.map(({ tokens }) => tokens)),
    };
  } finally {
    learner.close();
  }
}
