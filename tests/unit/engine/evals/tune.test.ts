import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { InMemoryRunLogStore } from '#main/engine/durability/in-memory-run-log-store.ts';
import type { EvalDataset } from '#main/engine/evals/eval-dataset.ts';
import { tuneReport } from '#main/engine/evals/tune-report.ts';
import { drawIndexes, seededRandom, shuffled } from '#main/engine/evals/tune-space.ts';
import { tune } from '#main/engine/evals/tune.ts';
import type { TuneOptions } from '#main/engine/evals/tune.ts';
import { crashAfter, SimulatedCrash } from '#main/engine/testing/crash-after.ts';
import { ModelPrices } from '#main/engine/usage/model-prices.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { testEnvironment } from '../../../support/engine.ts';

const dataset: EvalDataset = {
  name: 'sums',
  tasks: Array.from({ length: 12 }, (_, at) => ({
    id: `t${at}`,
    task: `Task ${at}.`,
    checks: [{ type: 'equals' as const, text: 'right' }],
  })),
};
const prices = new ModelPrices([
  { model: 'small', promptPerMillion: 1_000, completionPerMillion: 0 },
  { model: 'large', promptPerMillion: 10_000, completionPerMillion: 0 },
]);
const space = { model: ['small', 'large'], prompt: ['terse', 'careful', 'odd'], samples: [1, 3] } as const;
type Space = typeof space;

/** How many of the twelve tasks a configuration gets right. */
const RIGHT: Readonly<Record<string, number>> = {
  'small terse': 5,
  'small careful': 7,
  'small odd': 1,
  'large terse': 8,
  'large careful': 12,
  'large odd': 3,
};

function search(more: Partial<TuneOptions<Space>> = {}) {
  let asked = 0;
  const options: TuneOptions<Space> = {
    dataset,
    space,
    prices,
    budget: { maxRequests: 10_000 },
    environment: testEnvironment(),
    participant: ({ model, prompt }, { id }) => {
      asked += 1;
      const right = Number(id.slice(1)) < (RIGHT[`${model} ${prompt}`] ?? 0);
      const usage = { promptTokens: 10, completionTokens: 1 };
      const modelClient = new ScriptedChatModel([{ reply: right ? 'right' : 'wrong', usage }], model);
      return new AssistantAgent({ name: 'a', modelClient });
    },
    ...more,
  };
  return tune(options).then((result) => ({ result, asked }));
}

describe('a search', () => {
  it('finds the best configuration and the frontier with fewer requests than trying all on all tasks', async () => {
    const { result } = await search({ firstTasks: 4 });
    expect(result.best).toMatchObject({
      configuration: { model: 'large', prompt: 'careful', samples: 1 },
      tasks: 12,
      quality: 1,
    });
    expect(result.frontier.map(({ configuration }) => configuration)).toEqual([
      { model: 'small', prompt: 'careful', samples: 1 },
      { model: 'large', prompt: 'careful', samples: 1 },
    ]);
    const all = 12 * 6 * (1 + 3);
    expect(result.usage.requests).toBeLessThan(all * 0.75);
    expect(result).toMatchObject({ status: 'complete', stopReason: null });
    expect(result.trials).toHaveLength(12);
  });

  it('is the same for the same seed, and its report too', async () => {
    const [one, other] = [await search({ seed: 7 }), await search({ seed: 7 })];
    expect(other.result).toEqual(one.result);
    const report = tuneReport(one.result).split('\n');
    expect(report[0]).toMatch(/^12 configurations tried; \d+ requests, \$\d/);
    expect(report[2]).toBe('   model  prompt   samples  tasks  quality  cost per task  requests per task');
    expect(report[4]).toBe('*  large  careful  1        12     1.00     $0.10          1.0');
  });

  it('agrees with trying everything on everything, when every round keeps the best', async () => {
    for (let seed = 0; seed < 5; seed += 1) {
      const { result } = await search({ seed, firstTasks: 12 });
      expect(result.trials.every(({ tasks, rounds }) => tasks === 12 && rounds === 1)).toBe(true);
      for (const { configuration, quality } of result.trials)
        expect(quality).toBeCloseTo((RIGHT[`${configuration.model} ${configuration.prompt}`] ?? 0) / 12);
    }
  });

  it('goes on from its log after a crash, and asks nothing twice that was written', async () => {
    const whole = await search({ concurrency: 1 });
    for (let writes = 3; writes < 60; writes += 7) {
      const store = new InMemoryRunLogStore();
      await expect(
        search({ concurrency: 1, store: crashAfter(store, writes), id: 'x' }),
      ).rejects.toBeInstanceOf(SimulatedCrash);
      const { result, asked } = await search({ concurrency: 1, store, id: 'x' });
      const { usage, ...rest } = result;
      const { usage: wholeUsage, ...wholeRest } = whole.result;
      expect(rest).toEqual(wholeRest);
      expect(usage.requests).toBe(wholeUsage.requests);
      expect(asked).toBeLessThan(whole.asked);
      const again = await search({ concurrency: 1, store, id: 'x' });
      expect([again.asked, again.result.best]).toEqual([0, result.best]);
    }
  });

  it('ends with its budget and what it found until then, also when an earlier process had used it', async () => {
    const store = new InMemoryRunLogStore();
    const first = await search({ budget: { maxRequests: 30 }, concurrency: 1, store, id: 'x' });
    expect(first.result).toMatchObject({
      status: 'budget',
      stopReason: 'The budget of 30 requests is used up.',
      usage: { requests: 30 },
    });
    expect(first.result.trials.length).toBeGreaterThan(2);
    const second = await search({ budget: { maxRequests: 30 }, concurrency: 1, store, id: 'x' });
    expect(second.asked).toBe(0);
    const more = await search({ concurrency: 1, store, id: 'x' });
    expect(more.result.best?.configuration).toMatchObject({ model: 'large', prompt: 'careful' });
  });

  it('is cancelled', async () => {
    const { result } = await search({ signal: AbortSignal.abort() });
    expect(result).toMatchObject({ status: 'cancelled', trials: [], best: null, frontier: [] });
  });

  it('goes by the measure that it is given', async () => {
    const { result } = await search({
      measure: ({ score, usage }) => (score ?? 0) - 1_000 * (usage.cost ?? 0),
    });
    expect(result.best?.configuration).toMatchObject({ model: 'small', samples: 1 });
  });

  it('takes requests for the cost where a price is unknown', async () => {
    const { result } = await search({ prices: new ModelPrices([]) });
    expect(result.frontier).toMatchObject([
      { configuration: { model: 'large', prompt: 'careful', samples: 1 }, requestsPerTask: 1 },
    ]);
  });

  it('tries no more configurations than it may', async () => {
    const { result } = await search({ maxConfigurations: 3, seed: 2 });
    expect(result.trials).toHaveLength(3);
  });

  it('refuses the log of another search', async () => {
    const store = new InMemoryRunLogStore();
    await search({ store, id: 'x' });
    const other = { ...dataset, tasks: dataset.tasks.slice(1) };
    await expect(search({ store, id: 'x', dataset: other })).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'id',
    });
  });

  it.each<[string, Partial<TuneOptions<Space>>]>([
    ['space', { space: {} as never }],
    ['space', { space: { model: [] } as never }],
    ['space', { space: { model: [{ name: 'small' }] } as never }],
    ['space.model', { space: { ...space, model: ['small', 'small'] } as never }],
    ['space.samples', { space: { ...space, samples: [0] } as never }],
    ['budget', { budget: {} }],
    ['budget.maxRequests', { budget: { maxRequests: -1 } }],
    ['eta', { eta: 1 }],
    ['firstTasks', { firstTasks: 0 }],
    ['maxConfigurations', { maxConfigurations: 0.5 }],
    ['measure', { measure: () => Number.NaN }],
  ])('refuses a wrong %s', async (field, more) => {
    await expect(search(more)).rejects.toMatchObject({ code: 'invalid_input', field });
  });
});

describe('lots', () => {
  it('are the same for a seed, and fall on everything', () => {
    const items = Array.from({ length: 20 }, (_, at) => at);
    expect(shuffled(items, seededRandom(3))).toEqual(shuffled(items, seededRandom(3)));
    expect(shuffled(items, seededRandom(3))).not.toEqual(shuffled(items, seededRandom(4)));
    expect(shuffled(items, seededRandom(3)).toSorted((a, b) => a - b)).toEqual(items);
    const counts = new Map<number, number>();
    for (let seed = 0; seed < 2_000; seed += 1)
      for (const index of drawIndexes(4, 1, seededRandom(seed)))
        counts.set(index, (counts.get(index) ?? 0) + 1);
    expect([...counts.values()].every((count) => count > 400 && count < 600)).toBe(true);
  });
});
