import type { UnderstoodPart } from '#shared/memory/message-act.ts';
import type { Bench } from '../bench.ts';
import { isHeldOut, languageOf, readScenarios } from '../data/everyday-data.ts';
import type { Scenario, Step } from '../data/everyday-data.ts';
import { Learner } from '../learner.ts';
import { mean } from '../statistics.ts';

/** What a whole message does, as far as the expectations of a conversation tell it. */
const families = [
  'keep',
  'order',
  'correct',
  'forget',
  'off_record',
  'about_me',
  'others',
  'nothing',
] as const;
type Family = (typeof families)[number];

/** A message with all that it may be taken for; the first is what it is counted under. */
interface Labelled {
  readonly scenario: Scenario;
  readonly say: string;
  readonly family: Family;
  readonly allowed: readonly Family[];
}

interface Judged extends Labelled {
  readonly taken: Family;
}

/**
 * What the messages of the everyday conversations are taken for, rules and classifier together, against what each conversation expects of
 * them. Messages whose expectations leave it open are left out. Only counts are shown, never a message.
 */
export const acts: Bench = {
  name: 'acts',
  dataSet: 'everyday',
  async run({ dataDir, progress }) {
    const labelled = readScenarios(dataDir ?? '').flatMap(labelledIn);
    const learner = new Learner();
    try {
      const judged: Judged[] = [];
      for (const one of labelled) {
        const parts = await learner.capture.understood(one.say);
        judged.push({ ...one, taken: familyOf(parts) });
      }
      for (const [confusion, times] of confusionsOf(judged)) progress(`${times} ${confusion}`);
      const seen = judged.filter(({ scenario }) => !isHeldOut(scenario));
      return {
        measures: {
          rate: rateOf(judged),
          seen: rateOf(seen),
          held_out: rateOf(judged.filter(({ scenario }) => isHeldOut(scenario))),
          tongue: ratesBy(judged, ({ scenario }) => languageOf(scenario)),
          act: ratesBy(judged, ({ family }) => family),
        },
        settings: {
          messages: judged.length,
          ...Object.fromEntries(
            families.map((name) => [name, judged.filter(({ family }) => family === name).length]),
          ),
        },
      };
    } finally {
      learner.close();
    }
  },
};

function labelledIn(scenario: Scenario): Labelled[] {
  return scenario.steps.flatMap((step, at) => {
    const allowed = allowedFor(scenario, step, at);
    const [family] = allowed;
    return family === undefined ? [] : [{ scenario, say: step.say, family, allowed }];
  });
}

/** Empty where the expectations leave open what the message does. */
function allowedFor({ category, steps }: Scenario, { expect = {} }: Step, at: number): readonly Family[] {
  const asks = ['used', 'unused', 'usesNone', 'usesAtMost'].some((key) => key in expect);
  const isLast = at === steps.length - 1;
  if (category === 'refuse') return 'learns' in expect || 'absent' in expect ? ['off_record'] : [];
  if (category === 'others' || category === 'fiction') return ['others', 'nothing'];
  if (category === 'aboutme') return asks ? ['about_me'] : ['keep', 'order'];
  if (asks) return ['nothing', 'about_me', 'others'];
  if (category === 'forget') {
    if ('absent' in expect) return ['forget'];
    return at === 0 ? ['keep', 'order'] : [];
  }
  if (category === 'order') {
    if ('absent' in expect) return ['order', 'correct'];
    return 'stored' in expect ? ['order'] : [];
  }
  if (category === 'correct') return 'absent' in expect ? ['correct'] : ['keep', 'order'];
  return 'stored' in expect || !isLast ? ['keep', 'order'] : [];
}

function familyOf(parts: readonly UnderstoodPart[]): Family {
  const letters = new Map<Family, number>();
  for (const { text, act } of parts) {
    const family = ofAct[act];
    letters.set(family, (letters.get(family) ?? 0) + Math.max(1, text.length));
  }
  // What is kept or changed decides, whatever stands around it; of several such acts the one with most words.
  const decisive = families.filter((name) => name !== 'nothing' && name !== 'others' && letters.has(name));
  const [first, ...rest] =
    decisive.length > 0 ? decisive : letters.has('others') ? (['others'] as const) : [];
  if (first === undefined) return 'nothing';
  return rest.reduce<Family>(
    (most, name) => ((letters.get(name) ?? 0) > (letters.get(most) ?? 0) ? name : most),
    first,
  );
}

const ofAct: Readonly<Record<UnderstoodPart['act'], Family>> = {
  teach: 'keep',
  tell: 'keep',
  order: 'order',
  cancel: 'order',
  correct: 'correct',
  forget: 'forget',
  dont_keep: 'off_record',
  keep_again: 'off_record',
  ask_memory: 'about_me',
  work_on_text: 'others',
  material: 'others',
  request: 'nothing',
  chat: 'nothing',
};

function isRight({ allowed, taken }: Judged): boolean {
  return allowed.includes(taken);
}

function rateOf(judged: readonly Judged[]): number {
  return mean(judged.map((one) => (isRight(one) ? 1 : 0)));
}

function ratesBy(judged: readonly Judged[], key: (one: Judged) => string): Record<string, number> {
  const names = [...new Set(judged.map(key))].sort();
  return Object.fromEntries(names.map((name) => [name, rateOf(judged.filter((one) => key(one) === name))]));
}

function confusionsOf(judged: readonly Judged[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const one of judged) {
    if (isRight(one)) continue;
    const pair = `${one.scenario.category}: ${one.family} taken for ${one.taken}, ${languageOf(one.scenario)}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}
