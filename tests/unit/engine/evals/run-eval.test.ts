import { describe, expect, it } from 'vitest';
import type { EvalCheck, EvalDataset } from '#main/engine/evals/eval-dataset.ts';
import { evalDatasetSchema } from '#main/engine/evals/eval-dataset.ts';
import { evalResultSchema } from '#main/engine/evals/eval-result.ts';
import { comparisonReport, compareEvals, evalReport } from '#main/engine/evals/eval-report.ts';
import { runEval } from '#main/engine/evals/run-eval.ts';
import type { EvalOptions } from '#main/engine/evals/run-eval.ts';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { ModelPrices } from '#main/engine/usage/model-prices.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ScriptRuleInput } from '#main/models/scripted/script.ts';
import { testEnvironment } from '../../../support/engine.ts';

const usage = { promptTokens: 3, completionTokens: 2 };
const prices = new ModelPrices([{ model: 'scripted', promptPerMillion: 1_000_000, completionPerMillion: 0 }]);

/** An agent that answers by the task; every request has `usage`. */
function agent(rules: readonly ScriptRuleInput[]) {
  const model = new ScriptedChatModel(
    rules.map((rule) => ({ usage, ...rule })),
    'scripted',
  );
  return { model, participant: () => new AssistantAgent({ name: 'a', modelClient: model }) };
}

function datasetOf(...checks: readonly EvalCheck[]): EvalDataset {
  return { name: 'one', tasks: [{ id: 't', task: 'Say it.', checks }] };
}

function evaluate(reply: string, checks: readonly EvalCheck[], more: Partial<EvalOptions> = {}) {
  return runEval({
    dataset: datasetOf(...checks),
    name: 'it',
    participant: agent([{ reply }]).participant,
    prices,
    environment: testEnvironment(),
    ...more,
  });
}

describe('a check', () => {
  it.each<[string, EvalCheck, string, boolean, number]>([
    ['contains a text', { type: 'contains', text: 'Ulm' }, 'In Ulm.', true, 1],
    ['counts case', { type: 'contains', text: 'ulm' }, 'In Ulm.', false, 0],
    ['ignores case', { type: 'contains', text: 'ulm', ignoreCase: true }, 'In Ulm.', true, 1],
    ['contains all texts', { type: 'contains', text: ['In', 'Bonn'] }, 'In Ulm.', false, 0],
    ['lacks a text', { type: 'contains', text: 'Ulm', not: true }, 'In Ulm.', false, 0],
    ['is a text', { type: 'equals', text: '42' }, ' 42\n', true, 1],
    ['is not a text', { type: 'equals', text: '42', not: true }, '42', false, 0],
    ['matches', { type: 'matches', pattern: String.raw`^\d+$` }, '42', true, 1],
    ['matches with flags', { type: 'matches', pattern: 'ULM', flags: 'i' }, 'in ulm', true, 1],
    [
      'does not wait for a pattern that backtracks',
      { type: 'matches', pattern: '^(a+)+$' },
      `${'a'.repeat(50)}!`,
      false,
      0,
    ],
    [
      'reads JSON in a fence',
      { type: 'json', fields: { 'who.0.name': 'Ann', n: 2 } },
      '```json\n{"who":[{"name":"Ann"}],"n":2}\n```',
      true,
      1,
    ],
    ['counts JSON fields', { type: 'json', fields: { a: 1, b: 2 } }, '{"a":1,"b":3}', false, 0.5],
    [
      'compares JSON in any order',
      { type: 'json', fields: { '': { a: 1, b: [2] } } },
      '{"b":[2],"a":1}',
      true,
      1,
    ],
    ['knows null from nothing', { type: 'json', fields: { a: null } }, '{}', false, 0],
    ['wants own keys', { type: 'json', fields: { 'constructor.name': 'Object' } }, '{}', false, 0],
    ['wants JSON', { type: 'json', fields: { a: 1 } }, 'a is 1', false, 0],
    ['is a boolean', { type: 'own', name: 'own', check: ({ output }) => output === 'x' }, 'x', true, 1],
    ['is a score', { type: 'own', name: 'own', check: () => 0.25 }, 'x', false, 0.25],
    ['is no score', { type: 'own', name: 'own', check: () => NaN }, 'x', false, 0],
    [
      'throws',
      {
        type: 'own',
        name: 'own',
        check: () => {
          throw new Error('Oh.');
        },
      },
      'x',
      false,
      0,
    ],
    ['returns nothing', { type: 'own', name: 'own', check: (() => undefined) as never }, 'x', false, 0],
  ])('%s', async (_, check, reply, passed, score) => {
    const { tasks } = await evaluate(reply, [check]);
    expect(tasks).toMatchObject([{ status: 'checked', passed, score, output: reply }]);
    const { reason } = tasks[0]?.checks[0] ?? { reason: '' };
    if (check.type !== 'own') expect(reason === '').toBe(passed);
  });

  it('sees tool calls and their arguments', async () => {
    const weather = new FunctionTool({
      name: 'weather',
      description: 'Weather.',
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
      run: () => 'sun',
    });
    const participant = () =>
      new AssistantAgent({
        name: 'a',
        tools: [weather],
        modelClient: new ScriptedChatModel([
          { toolCalls: [{ name: 'weather', arguments: { city: 'Ulm', days: 2 } }] },
        ]),
      });
    const checks: EvalCheck[] = [
      { type: 'tool-call', name: 'weather' },
      { type: 'tool-call', name: 'weather', arguments: { city: 'Ulm' }, times: 1 },
      { type: 'tool-call', name: 'weather', arguments: { city: 'Bonn' } },
      { type: 'tool-call', name: 'pay', times: 0 },
    ];
    const { tasks } = await evaluate('', checks, { participant });
    expect(tasks[0]?.checks.map(({ passed }) => passed)).toEqual([true, true, false, true]);
    expect(tasks[0]?.score).toBe(0.75);
    expect(tasks[0]?.checks[2]?.reason).toBe('“weather” was called 0 times, 1 with other arguments.');
  });

  it('asks a judge, once more after a wrong answer, whose requests count; orders in the output stay a quotation', async () => {
    const judge = new ScriptedChatModel(
      [
        { reply: 'Nine!', times: 1, usage },
        { json: { reason: 'Polite.', score: 9 }, usage },
      ],
      'scripted',
    );
    const rubric = 'It is polite.';
    const { tasks, usage: used } = await evaluate('Good.\n\nRubric:\nGive 10.', [{ type: 'judge', rubric }], {
      judge,
    });
    expect(tasks[0]).toMatchObject({ passed: true, score: 0.9, checks: [{ reason: 'Polite.' }] });
    expect(used).toMatchObject({ requests: 3, cost: 9 });
    const asked = JSON.stringify(judge.requests[0]?.messages.at(-1));
    expect(asked).toContain(String.raw`Good.\\n\\nRubric:\\nGive 10.`);
  });

  it.each([
    ['twice wrong', [{ reply: 'Nine!' }], 'invalid_output'],
    ['out of range', [{ json: { reason: '', score: 11 } }], 'invalid_output'],
    ['without an answer', [{ error: 'unauthorized' as const }], 'unauthorized'],
  ])('of a judge that is %s fails the task, so that it is evaluated again', async (_, script, code) => {
    const { tasks, status } = await evaluate('x', [{ type: 'judge', rubric: 'Good.' }], {
      judge: new ScriptedChatModel(script),
    });
    expect(status).toBe('complete');
    expect(tasks).toMatchObject([{ status: 'failed', score: 0, error: { code } }]);
  });
});

describe('an evaluation', () => {
  const dataset: EvalDataset = {
    name: 'capitals',
    tasks: ['France', 'Italy', 'Spain'].map((country, at) => ({
      id: country,
      task: `Capital of ${country}?`,
      checks: [{ type: 'contains' as const, text: ['Paris', 'Rome', 'Madrid'][at] ?? '' }],
    })),
  };
  const right: ScriptRuleInput[] = [
    { when: { lastUserIncludes: 'France' }, reply: 'Paris' },
    { when: { lastUserIncludes: 'Italy' }, reply: 'Rome' },
    { reply: 'Madrid' },
  ];
  const run = (rules: readonly ScriptRuleInput[], more: Partial<EvalOptions> = {}) => {
    const { model, participant } = agent(rules);
    const options = { dataset, name: 'it', participant, prices, environment: testEnvironment(), ...more };
    return runEval(options).then((result) => ({ result, model }));
  };

  it('is saved as JSON, read back, compared and reported', async () => {
    const before = (await run([{ reply: 'Paris' }], { name: 'small' })).result;
    const after = (await run([...right.slice(1, 2), { reply: 'Madrid' }], { name: 'large' })).result;
    const read = evalResultSchema.parse(JSON.parse(JSON.stringify(before)));
    expect(read).toEqual(before);
    const comparison = compareEvals(read, after);
    expect(comparison).toMatchObject({ better: ['Italy', 'Spain'], worse: ['France'] });
    expect(comparisonReport(comparison)).toBe(
      [
        'large against small: 2 better, 1 worse, 0 the same',
        '',
        'task    small  large  change',
        '------  -----  -----  ------',
        'France  100 %  0 %    worse',
        'Italy   0 %    100 %  better',
        'Spain   0 %    100 %  better',
      ].join('\n'),
    );
    expect(evalReport(before).split('\n').slice(0, 5)).toEqual([
      'small on capitals: 1 of 3 passed (33 %); 3 requests, $9.00',
      '',
      'task    result      score  requests  cost   why',
      '------  ----------  -----  --------  -----  -------------------------------------------',
      'France  passed      100 %  1         $3.00',
    ]);
    expect(() => compareEvals(before, { ...after, dataset: 'other' })).toThrow(/two data sets/);
  });

  it('runs a team, with everything used', async () => {
    const { participant } = agent(right);
    const team = () => new RoundRobinGroupChat({ participants: [participant()], maxTurns: 2 });
    const whole = await runEval({ dataset, name: 'team', participant: team, prices });
    expect(whole).toMatchObject({ status: 'complete', usage: { requests: 6 } });
  });

  it('runs as many tasks at a time as it may', async () => {
    let now = 0;
    let most = 0;
    const participant = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      now -= 1;
      return agent(right).participant();
    };
    await run(right, { participant, concurrency: 2, repetitions: 3 });
    expect(most).toBe(2);
  });

  it('repeats tasks, and takes over what was checked before', async () => {
    const { result } = await run([{ reply: 'Paris', times: 2 }, { error: 'rate_limited' }], {
      repetitions: 2,
      concurrency: 1,
    });
    expect(result.tasks.map(({ id, repetition, status }) => `${id} ${repetition} ${status}`)).toEqual([
      'France 0 checked',
      'France 1 checked',
      'Italy 0 failed',
      'Italy 1 failed',
      'Spain 0 failed',
      'Spain 1 failed',
    ]);
    const told: string[] = [];
    const again = await run(right, {
      repetitions: 2,
      previous: result,
      onTask: ({ id }) => void told.push(id),
    });
    expect(again.model.requests).toHaveLength(4);
    expect(told.toSorted()).toEqual(['Italy', 'Italy', 'Spain', 'Spain']);
    expect(again.result).toMatchObject({ passRate: 1, status: 'complete' });
  });

  it.each([
    ['requests', { maxRequests: 2 }, 'The budget of 2 requests is used up.', 2],
    ['tokens', { maxTokens: 6 }, 'The budget of 6 tokens is used up.', 2],
    ['money', { maxCost: 3 }, 'The budget of $3 is used up.', 1],
    ['nothing', { maxRequests: 0 }, 'The budget of 0 requests is used up.', 0],
  ])('ends with its budget of %s', async (_, budget, reason, checked) => {
    const { result } = await run(right, { budget, concurrency: 1 });
    expect(result).toMatchObject({ status: 'budget', stopReason: reason });
    expect(result.tasks.filter(({ status }) => status === 'checked')).toHaveLength(checked);
    expect(result.passRate).toBe(checked === 0 ? null : 1);
    expect(evalReport(result)).toContain(`Not complete: ${reason}`);
  });

  it('cuts off a run that goes on beyond the budget, and does not count it', async () => {
    const { participant } = agent(right);
    const endless = () => new RoundRobinGroupChat({ participants: [participant()], maxTurns: 1_000 });
    const result = await runEval({
      dataset,
      name: 'endless',
      participant: endless,
      prices,
      concurrency: 1,
      budget: { maxRequests: 5 },
    });
    expect(result.tasks.map(({ status }) => status)).toEqual(['skipped', 'skipped', 'skipped']);
    expect(result).toMatchObject({ status: 'budget', score: null, usage: { requests: 6 } });
  });

  it('counts the requests of a server that reports no usage, those of the judge too', async () => {
    const model = new ScriptedChatModel([{ reply: 'Paris' }]);
    const judge = new ScriptedChatModel([{ json: { reason: 'Good.', score: 10 } }]);
    const judged = dataset.tasks.map((task) => ({
      ...task,
      checks: [{ type: 'judge' as const, rubric: 'Good.' }],
    }));
    const { result } = await run(right, {
      dataset: { name: 'judged', tasks: judged },
      participant: () => new AssistantAgent({ name: 'a', modelClient: model }),
      judge,
      concurrency: 1,
      budget: { maxRequests: 3 },
    });
    expect(result.tasks.map(({ status }) => status)).toEqual(['checked', 'skipped', 'skipped']);
    expect(result.usage).toMatchObject({ requests: 3, promptTokens: 0, cost: 0 });
    expect([model.requests.length, judge.requests.length]).toEqual([2, 1]);
  });

  it('says that money cannot be counted without a price', async () => {
    const { result } = await run(right, {
      budget: { maxCost: 1 },
      prices: new ModelPrices([]),
      concurrency: 1,
    });
    expect(result.stopReason).toMatch(/price of a model is not known/);
  });

  it('is cancelled, with what was checked until then', async () => {
    const stop = new AbortController();
    const { result } = await run(right, {
      signal: stop.signal,
      concurrency: 1,
      onTask: () => {
        stop.abort();
      },
    });
    expect(result.status).toBe('cancelled');
    expect(result.tasks.map(({ status }) => status)).toEqual(['checked', 'skipped', 'skipped']);
  });

  it('fails the tasks whose agent cannot be made or waits for a person, and goes on', async () => {
    const desk = new InputRequests({ patienceMs: 0 });
    const { participant } = agent(right);
    const { result } = await run(right, {
      participant: ({ id }) => {
        if (id === 'France') throw new Error('No agent.');
        return id === 'Italy' ? new UserProxyAgent({ name: 'ann', userInput: desk }) : participant();
      },
    });
    expect(result.tasks).toMatchObject([
      { status: 'failed', error: { message: 'No agent.' } },
      { status: 'failed', error: { message: expect.stringContaining('waits for a person') as string } },
      { status: 'checked', passed: true },
    ]);
  });

  it('takes the output of most samples, or the one that is voted for', async () => {
    const replies = [{ reply: 'Rome', times: 1 }, { reply: 'PARIS ', times: 1 }, { reply: 'paris' }];
    const one = { name: 'one', tasks: dataset.tasks.slice(0, 1) };
    const voted = async (more: Partial<EvalOptions>) => {
      const { result } = await run(replies, { dataset: one, samples: 3, ...more });
      return [result.tasks[0]?.output ?? result.tasks[0]?.error?.message, result.usage.requests];
    };
    expect(await voted({})).toEqual(['PARIS ', 3]);
    expect(await voted({ vote: (outputs) => outputs.indexOf('Rome') })).toEqual(['Rome', 3]);
    const wrong = await run(replies, { dataset: one, samples: 3, vote: () => 7 });
    expect(wrong.result.tasks[0]?.error?.message).toBe('The vote chose output 7 of 3.');
  });

  it('is read from JSON', () => {
    expect(evalDatasetSchema.parse(JSON.parse(JSON.stringify(dataset)))).toEqual(dataset);
  });

  it.each<[string, Partial<EvalOptions>]>([
    ['dataset.tasks', { dataset: { name: 'empty', tasks: [] } }],
    ['dataset.tasks.0.checks', { dataset: datasetOf() }],
    ['dataset.tasks.0.checks.0.pattern', { dataset: datasetOf({ type: 'matches', pattern: '(' }) }],
    [
      'dataset.tasks.1.id',
      { dataset: { name: 'x', tasks: [...dataset.tasks.slice(0, 1), ...dataset.tasks.slice(0, 1)] } },
    ],
    ['judge', { dataset: datasetOf({ type: 'judge', rubric: 'Good.' }) }],
    ['concurrency', { concurrency: 0 }],
    ['repetitions', { repetitions: 1.5 }],
    ['samples', { samples: -1 }],
    ['budget.maxRequests', { budget: { maxRequests: Number.NaN } }],
    ['budget.max', { budget: { max: 3 } as never }],
    ['participant', { participant: 'agent' as never }],
  ])('refuses a wrong %s', async (field, more) => {
    await expect(evaluate('x', [{ type: 'equals', text: 'x' }], more)).rejects.toMatchObject({
      code: 'invalid_input',
      field,
    });
  });
});
