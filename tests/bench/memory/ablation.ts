/** Ablation of recall: the same questions with parts of recall left out, with intervals over conversations. */
import { join } from 'node:path';
import { defaultSettings } from '#shared/settings.ts';
import type { Bench } from '../bench.ts';
import { readBeam } from '../data/beam-data.ts';
import { readLocomo } from '../data/locomo-data.ts';
import { readPrefEval } from '../data/prefeval-data.ts';
import { Learner, usedIds } from '../learner.ts';
import type { LearnerOptions, StoredText } from '../learner.ts';
import { clusteredMean, hitAt, recallAt } from '../statistics.ts';

interface Asked {
  readonly cluster: string;
  readonly values: Readonly<Record<string, number>>;
}

interface Conversation {
  readonly name: string;
  readonly turns: readonly (StoredText & { readonly id: string })[];
  readonly questions: readonly { readonly question: string; readonly gold: ReadonlySet<string> }[];
}

/** Ids of the k best memories for a question. */
type Best = (learner: Learner, question: string) => Promise<string[]>;

const byProduct: Best = (learner, question) => learner.best(question, 10);
const byVectors: Best = async (learner, question) => {
  const [vector = new Float32Array()] = await learner.embedder.embed([question]);
  const found = learner.store.memories.searchMeaning(vector, learner.embedder.key, 20);
  return [...new Set(found.map(({ memory }) => memory.id))].slice(0, 10);
};

const chatVariants: readonly (readonly [name: string, options: LearnerOptions, best: Best])[] = [
  ['keywords', { without: ['meaning', 'surroundings'] }, byProduct],
  ['vectors', {}, byVectors],
  ['fused', { without: ['surroundings'] }, byProduct],
  ['+ neighbours', {}, byProduct],
];

export const ablation: Bench = {
  name: 'ablation',
  dataSet: '.',
  async run({ dataDir, progress }) {
    const measures: Record<string, Record<string, number>> = {};
    const note = (set: string, variant: string, asked: readonly Asked[]) => {
      for (const name of Object.keys(asked[0]?.values ?? {})) {
        const { mean, low, high } = clusteredMean(
          asked,
          ({ cluster }) => cluster,
          ({ values }) => values[name] ?? 0,
        );
        measures[`${set} ${variant}`] = {
          ...measures[`${set} ${variant}`],
          [name]: mean,
          [`${name} low`]: low,
          [`${name} high`]: high,
        };
      }
      progress(`${set}, ${variant}`);
    };
    const data = dataDir ?? '';
    for (const [variant, options, best] of chatVariants) {
      note('locomo', variant, await askAll(locomoChats(join(data, 'locomo')), options, best));
      note('beam', variant, await askAll(beamChats(join(data, 'beam-100k')), options, best));
    }
    for (const variant of preferenceVariants) {
      note('prefeval', variant.name, await askPreferences(join(data, 'prefeval'), variant));
    }
    return { measures, settings: { budget_tokens: defaultSettings.memoryTokens } };
  },
};

function locomoChats(folder: string): Conversation[] {
  return readLocomo(folder).map(({ turns, questions }, index) => ({
    name: String(index),
    turns: turns.map(({ id, session, speaker, text }) => ({
      id,
      kind: 'fact',
      text: `${speaker}: ${text}`,
      conversationId: session,
    })),
    questions: questions.map(({ question, evidence }) => ({ question, gold: evidence })),
  }));
}

function beamChats(folder: string): Conversation[] {
  return readBeam(folder).map(({ name, messages, questions }) => ({
    name,
    turns: messages.map(({ id, session, text }) => ({
      id,
      kind: 'fact',
      text: text === '' ? '-' : text,
      conversationId: session,
    })),
    questions,
  }));
}

async function askAll(
  conversations: readonly Conversation[],
  options: LearnerOptions,
  best: Best,
): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const { name, turns, questions } of conversations) {
    const learner = new Learner(options);
    try {
      const ids = await learner.fill(turns);
      const turnOf = new Map(ids.map((id, index) => [id, turns[index]?.id ?? '']));
      for (const { question, gold } of questions) {
        const found = (await best(learner, question)).map((id) => turnOf.get(id) ?? '');
        const values = { recall_at_5: recallAt(found, gold, 5), recall_at_10: recallAt(found, gold, 10) };
        asked.push({ cluster: name, values });
      }
    } finally {
      learner.close();
    }
  }
  return asked;
}

interface PreferenceVariant {
  readonly name: string;
  readonly options: LearnerOptions;
  readonly best: Best;
  /** Preferences use the standing route; stored as facts they have to pass the gate. */
  readonly kind: 'fact' | 'preference';
  readonly cues: boolean;
}

const preferenceVariants: readonly PreferenceVariant[] = [
  { name: 'keywords', options: { without: ['meaning'] }, best: byProduct, kind: 'fact', cues: false },
  { name: 'vectors', options: {}, best: byVectors, kind: 'fact', cues: false },
  { name: 'fused', options: {}, best: byProduct, kind: 'fact', cues: false },
  { name: '+ standing route', options: {}, best: byProduct, kind: 'preference', cues: false },
  { name: '+ cues', options: {}, best: byProduct, kind: 'preference', cues: true },
];

async function askPreferences(folder: string, variant: PreferenceVariant): Promise<Asked[]> {
  const { preferences } = readPrefEval(folder);
  const learner = new Learner(variant.options);
  try {
    const { kind, cues } = variant;
    const ids = await learner.fill(preferences.map(({ preference }) => ({ kind, cues, text: preference })));
    const asked: Asked[] = [];
    for (const [index, { question, topic }] of preferences.entries()) {
      const gold = new Set([ids[index] ?? '']);
      const best = await variant.best(learner, question);
      const values = {
        in_context: hitAt(usedIds(await learner.context(question)), gold, Infinity),
        hit_at_5: hitAt(best, gold, 5),
        hit_at_10: hitAt(best, gold, 10),
      };
      asked.push({ cluster: topic, values });
    }
    return asked;
  } finally {
    learner.close();
  }
}
