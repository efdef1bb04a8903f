import { defaultSettings } from '#shared/settings.ts';
import type { Bench } from '../bench.ts';
import { readBeam } from '../data/beam-data.ts';
import type { BeamChat } from '../data/beam-data.ts';
import { Learner, usedIds } from '../learner.ts';
import { hitAt, mean, meanBy, recallAt } from '../statistics.ts';

interface Asked {
  readonly kind: string;
  readonly at5: number;
  readonly at10: number;
  readonly hit5: number;
}

interface Followed {
  readonly kind: string;
  readonly inContext: number;
}

const FOLLOWING = new Set(['preference_following', 'instruction_following']);

/** BEAM: are the messages that a question is about found in long chats, and are wishes in the context? */
export const beam: Bench = {
  name: 'beam',
  dataSet: 'beam-100k',
  async run({ dataDir, progress }) {
    const asked: Asked[] = [];
    const followed: Followed[] = [];
    for (const chat of readBeam(dataDir ?? '')) {
      asked.push(...(await askAll(chat)));
      followed.push(...(await follow(chat)));
      progress(`chat ${chat.name}: ${asked.length} questions asked`);
    }
    const following = meanBy(
      followed,
      ({ kind }) => kind,
      ({ inContext }) => inContext,
    );
    return {
      measures: {
        recall_at_5: mean(asked.map(({ at5 }) => at5)),
        recall_at_10: mean(asked.map(({ at10 }) => at10)),
        per_kind: {
          ...prefixed(
            'recall_at_5',
            meanBy(asked, kindOf, ({ at5 }) => at5),
          ),
          ...prefixed(
            'recall_at_10',
            meanBy(asked, kindOf, ({ at10 }) => at10),
          ),
          ...prefixed(
            'hit_at_5',
            meanBy(asked, kindOf, ({ hit5 }) => hit5),
          ),
        },
        preference_following_in_context: following['preference_following'] ?? 0,
        instruction_following_in_context: following['instruction_following'] ?? 0,
      },
      settings: { budget_tokens: defaultSettings.memoryTokens, questions: asked.length },
    };
  },
};

/** Recall alone: every message of the chat is a memory. */
async function askAll({ messages, questions }: BeamChat): Promise<Asked[]> {
  const learner = new Learner();
  try {
    const ids = await learner.fill(
      messages.map(({ session, text }) => ({
        kind: 'fact',
        text: text === '' ? '-' : text,
        conversationId: session,
      })),
    );
    const messageOf = new Map(ids.map((id, index) => [id, messages[index]?.id ?? '']));
    const asked: Asked[] = [];
    for (const { kind, question, gold } of questions) {
      const found = (await learner.best(question, 10)).map((id) => messageOf.get(id) ?? '');
      asked.push({
        kind,
        at5: recallAt(found, gold, 5),
        at10: recallAt(found, gold, 10),
        hit5: hitAt(found, gold, 5),
      });
    }
    return asked;
  } finally {
    learner.close();
  }
}

/** Through capture: is a memory taught by a gold message in the context of the question? */
async function follow({ messages, questions }: BeamChat): Promise<Followed[]> {
  const learner = new Learner();
  try {
    const taughtBy = new Map<string, Set<string>>();
    for (const { id, role, text } of messages) {
      if (role !== 'user') continue;
      const remembered = await learner.say(text);
      taughtBy.set(id, new Set(remembered.map(({ memoryId }) => memoryId)));
    }
    const followed: Followed[] = [];
    for (const { kind, question, gold } of questions) {
      if (!FOLLOWING.has(kind)) continue;
      const taught = new Set([...gold].flatMap((id) => [...(taughtBy.get(id) ?? [])]));
      followed.push({ kind, inContext: hitAt(usedIds(await learner.context(question)), taught, Infinity) });
    }
    return followed;
  } finally {
    learner.close();
  }
}

const kindOf = ({ kind }: Asked) => kind;

function prefixed(prefix: string, values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, value]));
}
