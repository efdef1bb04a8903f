import type { Bench } from '../bench.ts';
import { readLocomo } from '../data/locomo-data.ts';
import type { LocomoConversation } from '../data/locomo-data.ts';
import { Learner } from '../learner.ts';
import { mean, meanBy, percentile, recallAt } from '../statistics.ts';

interface Asked {
  readonly category: string;
  readonly at5: number;
  readonly at10: number;
  readonly ms: number;
}

/** LoCoMo: each conversation in its own store, every turn a memory; are the turns that answer a question found? */
export const locomo: Bench = {
  name: 'locomo',
  dataSet: 'locomo',
  async run({ dataDir, progress }) {
    const asked: Asked[] = [];
    const conversations = readLocomo(dataDir ?? '');
    for (const [index, conversation] of conversations.entries()) {
      asked.push(...(await askAll(conversation)));
      progress(`conversation ${index + 1} of ${conversations.length}, ${asked.length} questions asked`);
    }
    const times = asked.map(({ ms }) => ms);
    return {
      measures: {
        recall_at_5: mean(asked.map(({ at5 }) => at5)),
        recall_at_10: mean(asked.map(({ at10 }) => at10)),
        per_category: {
          ...prefixed(
            'recall_at_5',
            meanBy(asked, categoryOf, ({ at5 }) => at5),
          ),
          ...prefixed(
            'recall_at_10',
            meanBy(asked, categoryOf, ({ at10 }) => at10),
          ),
        },
        recall_ms_p50: percentile(times, 0.5),
        recall_ms_p95: percentile(times, 0.95),
      },
      settings: { questions: asked.length, conversations: conversations.length },
    };
  },
};

async function askAll({ turns, questions }: LocomoConversation): Promise<Asked[]> {
  const learner = new Learner();
  try {
    const ids = await learner.fill(
      turns.map(({ session, speaker, text }) => ({
        kind: 'fact',
        text: `${speaker}: ${text}`,
        conversationId: session,
      })),
    );
    const turnOf = new Map(ids.map((id, index) => [id, turns[index]?.id ?? '']));
    const asked: Asked[] = [];
    for (const { question, evidence, category } of questions) {
      const started = performance.now();
      const best = await learner.best(question, 10);
      const ms = performance.now() - started;
      const found = best.map((id) => turnOf.get(id) ?? '');
      asked.push({ category, at5: recallAt(found, evidence, 5), at10: recallAt(found, evidence, 10), ms });
    }
    return asked;
  } finally {
    learner.close();
  }
}

const categoryOf = ({ category }: Asked) => category;

function prefixed(prefix: string, values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, value]));
}
