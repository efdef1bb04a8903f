/** Small stores and one request each: what is sent to a model, and what an answer from memory shows. Part of the bench `pairs`. */
import { memoryAnswer } from '#main/teachability/memory-mode.ts';
import { readScenarios } from '../data/recall-scenarios.ts';
import type { RecallScenario } from '../data/recall-scenarios.ts';
import { Learner, usedIds } from '../learner.ts';
import { mean } from '../statistics.ts';

interface Asked {
  readonly scenario: RecallScenario;
  readonly sent: readonly string[];
  readonly shown: readonly string[];
}

/** Figures of the half that constants are chosen by, and of the other; of requests for work apart. */
export async function scenarioFigures(
  progress: (line: string) => void,
): Promise<Record<string, Record<string, number>>> {
  const asked: Asked[] = [];
  for (const scenario of readScenarios()) {
    const one = await ask(scenario);
    asked.push(one);
    if (!scenario.heldOut) for (const line of faultsOf(one)) progress(line);
  }
  const of = (isTask: boolean, heldOut: boolean) =>
    figuresOf(asked.filter(({ scenario }) => scenario.isTask === isTask && scenario.heldOut === heldOut));
  return {
    scenarios: of(false, false),
    scenarios_held_out: of(false, true),
    tasks: of(true, false),
    tasks_held_out: of(true, true),
  };
}

async function ask(scenario: RecallScenario): Promise<Asked> {
  const learner = new Learner();
  try {
    const ids = new Map<string, string>();
    for (const text of [...scenario.wanted, ...scenario.unwanted])
      ids.set((await learner.memories.teach({ text })).memory.id, text);
    const alone = await learner.contextAlone(scenario.request);
    const { shown } = memoryAnswer({ message: scenario.request, remembered: [], report: alone });
    const texts = (some: readonly string[]) => some.map((id) => ids.get(id) ?? '');
    return {
      scenario,
      sent: texts(usedIds(await learner.context(scenario.request))),
      shown: texts(shown),
    };
  } finally {
    learner.close();
  }
}

function faultsOf({ scenario: { request, wanted, unwanted }, sent }: Asked): string[] {
  const missed = wanted.filter((text) => !sent.includes(text));
  const needless = unwanted.filter((text) => sent.includes(text));
  if (missed.length + needless.length === 0) return [];
  return [
    `scenario "${request.slice(0, 60)}": missed ${missed.join(' | ') || 'nothing'}; needless ${needless.join(' | ') || 'nothing'}`,
  ];
}

function figuresOf(asked: readonly Asked[]): Record<string, number> {
  const found = (one: Asked, texts: readonly string[]) =>
    mean(one.scenario.wanted.map((text) => (texts.includes(text) ? 1 : 0)));
  const needless = (one: Asked, texts: readonly string[]) =>
    texts.filter((text) => one.scenario.unwanted.includes(text)).length;
  const wanting = asked.filter(({ scenario }) => scenario.wanted.length > 0);
  const wantingNone = asked.filter(({ scenario }) => scenario.wanted.length === 0);
  return {
    sent: mean(wanting.map((one) => found(one, one.sent))),
    shown: mean(wanting.map((one) => found(one, one.shown))),
    beside_sent: mean(wanting.map((one) => needless(one, one.sent))),
    beside_shown: mean(wanting.map((one) => needless(one, one.shown))),
    none_sent: mean(wantingNone.map((one) => Math.min(1, needless(one, one.sent)))),
    none_shown: mean(wantingNone.map((one) => Math.min(1, needless(one, one.shown)))),
  };
}
