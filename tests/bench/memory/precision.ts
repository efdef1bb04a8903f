import { uuid7 } from '#main/store/database/uuid7.ts';
import { cuesFor } from '#main/teachability/capture/extract/cues.ts';
import { vectorsFor } from '#main/teachability/memory-vectors.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { Cue, MemoryKind, MemoryScope, MemoryValue } from '#shared/memory/memory.ts';
import type { Bench } from '../bench.ts';
import { readPrecision } from '../data/precision-data.ts';
import type { Belief, PrecisionCase } from '../data/precision-data.ts';
import { Learner, usedIds } from '../learner.ts';
import { mean } from '../statistics.ts';

const UNIVERSAL = 'user:universal';
const OWN_USER = 'test-user';

/** Of the memories that are sent, are all among the few that a question is about? Pinned ones apart: they are always sent. */
export const precision: Bench = {
  name: 'precision',
  dataSet: 'precision',
  async run({ dataDir, progress }) {
    const { beliefs, cases } = readPrecision(dataDir ?? '');
    const named = await askAll(beliefs, cases, true, progress);
    const plain = await askAll(beliefs, cases, false, progress);
    return {
      measures: {
        ...named,
        ...Object.fromEntries(Object.entries(plain).map(([name, value]) => [`${name}_plain`, value])),
      },
      settings: {
        cases: cases.length,
        active_cases: cases.filter(isActive).length,
        budget_tokens: defaultSettings.memoryTokens,
      },
    };
  },
};

/** @param aliases whether the names that the set gives each belief are its cues; else those that rules give it */
async function askAll(
  beliefs: readonly Belief[],
  cases: readonly PrecisionCase[],
  aliases: boolean,
  progress: (line: string) => void,
) {
  const learner = new Learner();
  try {
    const names = await teach(learner, beliefs, aliases);
    const asked = [];
    for (const one of cases) {
      const report = await learner.contextIn(one.query, one.scopes);
      const sent = usedIds(report).flatMap((id) => names.get(id) ?? []);
      asked.push({ one, ...judged(one, sent) });
      progress(
        `${one.name}: ${sent.join(', ') || 'nothing'}; allowed ${[...one.allowed].join(', ') || 'nothing'}`,
      );
    }
    const active = asked.filter(({ one }) => isActive(one));
    return {
      active_passes: mean(active.map(({ passes, found }) => (passes && found > 0 ? 1 : 0))),
      passes: mean(asked.map(({ passes }) => (passes ? 1 : 0))),
      mean_precision: mean(active.map(({ precise }) => precise)),
      mean_recall: mean(active.map(({ one, found }) => found / one.allowed.size)),
    };
  } finally {
    learner.close();
  }
}

/** A case that is passed by sending something, not by sending nothing. */
function isActive({ allowed }: PrecisionCase): boolean {
  return allowed.size > 0;
}

function judged({ allowed, forbidden }: PrecisionCase, sent: readonly string[]) {
  const found = sent.filter((name) => allowed.has(name)).length;
  const passes = found === sent.length && !sent.some((name) => forbidden.has(name));
  return { found, passes, precise: sent.length === 0 ? 0 : found / sent.length };
}

/** Names of the beliefs that are not pinned, by the ids of their memories. */
async function teach(learner: Learner, beliefs: readonly Belief[], aliases: boolean) {
  const added = beliefs.map((belief) => ({ id: uuid7(), belief, value: valueOf(belief, aliases) }));
  const vectors = await vectorsFor(added, learner.embedder, 600_000);
  const source = { origin: 'import', conversationId: null, messageId: null, quote: null } as const;
  learner.store.memories.apply(
    added.map(({ id, value }) => ({ type: 'add', id, value, source, vectors: vectors.get(id) ?? null })),
    { actor: 'import', at: Date.UTC(2026, 0, 1), conversationId: null, messageId: null },
  );
  return new Map(added.flatMap(({ id, belief }) => (belief.pinned ? [] : [[id, belief.id] as const])));
}

function valueOf(belief: Belief, aliases: boolean): MemoryValue {
  const text = [belief.content, belief.why_it_matters ?? ''].join(' ').trim();
  const kind: MemoryKind = belief.type === 'preference' ? 'preference' : 'fact';
  const names = [belief.canonical_name.replaceAll('_', ' '), ...belief.aliases];
  const isOver = belief.superseded_by !== null || belief.resolved_at !== null;
  return {
    kind,
    text,
    cues: aliases ? names.map((name): Cue => ({ kind: 'topic', text: name })) : cuesFor(text, kind, null),
    tags: [],
    subject: null,
    scope: scopeOf(belief),
    status: isOver ? 'superseded' : 'active',
    pinned: belief.pinned,
    private: false,
    validUntil: null,
  };
}

function scopeOf({ user_id, scope: [domain = UNIVERSAL] }: Belief): MemoryScope {
  if (user_id !== OWN_USER) return { type: 'assistant', id: user_id };
  return domain === UNIVERSAL ? { type: 'everywhere' } : { type: 'project', id: domain };
}
