import { describe, expect, it } from 'vitest';
import { Teachability } from '#main/engine/capabilities/teachability.ts';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import type { TeachableMemory } from '#main/engine/ports.ts';
import { collectRun, streamTask } from '#main/engine/run/stream-task.ts';
import { MagenticOneGroupChat } from '#main/engine/teams/magentic/magentic-one-group-chat.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { ModelPrices } from '#main/engine/usage/model-prices.ts';
import { usageByAgent } from '#main/engine/usage/sum-usage.ts';
import type { ScriptRuleInput } from '#main/models/scripted/script.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import { assistant, inShort, readRun, testEnvironment } from '../../../support/engine.ts';

type Rule = ScriptRuleInput;

/** A progress ledger. */
function progress(
  speaker: string,
  words: string,
  more: { satisfied?: boolean; loop?: boolean; stuck?: boolean } = {},
): Rule {
  const judged = <Answer>(answer: Answer) => ({ reason: `Because of ${String(answer)}.`, answer });
  return {
    times: 1,
    json: {
      is_request_satisfied: judged(more.satisfied ?? false),
      is_in_loop: judged(more.loop ?? false),
      is_progress_being_made: judged(!(more.stuck ?? false)),
      next_speaker: judged(speaker),
      instruction_or_question: judged(words),
    },
  };
}
const says = (reply: string): Rule => ({ reply, times: 1 });
const done = progress('nobody', '', { satisfied: true });

function made(
  rules: readonly Rule[],
  more: Partial<ConstructorParameters<typeof MagenticOneGroupChat>[0]> = {},
) {
  const model = new ScriptedChatModel([...rules], 'lead');
  const a = assistant('a', ['a1', 'a2', 'a3', 'a4'], { description: 'Looks\n  things up.' });
  const b = assistant('b', ['b1', 'b2', 'b3', 'b4'], { description: 'Writes.' });
  const participants = [a.agent, b.agent];
  const team = new MagenticOneGroupChat({ participants, modelClient: model, name: 'lead', ...more });
  const asked = () =>
    model.requests.map(({ messages }) => messages.map((message) => modelMessageText(message)));
  return { team, model, a, b, asked };
}

/** The messages, and the purposes of the orchestrator’s events. */
const outline = (messages: readonly AgentMessage[]) =>
  messages.flatMap((message) => {
    const { purpose } = message.metadata;
    if (message.type === 'UsageEvent') return [];
    return purpose === undefined ? inShort([message]) : [`${message.source} ${message.type}: ${purpose}`];
  });

describe('Magentic-One', () => {
  const easy = [
    says('FACTS'),
    says('PLAN'),
    progress('a', 'Look it up.'),
    progress('b', 'Write it.'),
    done,
    says('It is 42.'),
  ];

  it('gathers facts, plans, instructs, and answers; the same in run and stream', async () => {
    const environment = testEnvironment();
    const { streamed, result } = await readRun(made(easy).team.runStream('What is it?', { environment }));
    expect(await made(easy).team.run('What is it?', { environment: testEnvironment() })).toEqual(result);
    expect(streamed).toEqual(result.messages);
    expect(outline(result.messages)).toEqual([
      'user: What is it?',
      'lead SelectorEvent: facts',
      'lead TextMessage: plan',
      'lead SelectorEvent: progress',
      'lead TextMessage: instruction',
      'a: a1',
      'lead SelectorEvent: progress',
      'lead TextMessage: instruction',
      'b: b1',
      'lead SelectorEvent: progress',
      'lead TextMessage: final answer',
    ]);
    expect(result.messages.at(-1)).toMatchObject({ content: 'It is 42.' });
    expect(result.stopReason).toBe('Because of true.');
  });

  it('sends everyone the task, the team, the facts and the plan', async () => {
    const { team, a, b, asked } = made(easy);
    await team.run('What is it?');
    const [task, plan, instruction] = a.model.requests[0]?.messages.slice(1).map(modelMessageText) ?? [];
    expect([task, instruction]).toEqual(['What is it?', 'Look it up.']);
    for (const part of ['What is it?', 'a: Looks things up.\nb: Writes.', 'FACTS', 'PLAN'])
      expect(plan).toContain(part);
    expect(b.model.requests[0]?.messages.slice(-3).map(modelMessageText)).toEqual([
      'Look it up.',
      'a1',
      'Write it.',
    ]);
    // The plan is based on the facts, and progress is judged from the plan on.
    expect(asked()[1]?.at(-1)).toContain('FACTS');
    expect(asked()[3]?.slice(1, -1)).toEqual(['Look it up.', 'a1']);
  });

  it('reports the usage of each model request once', async () => {
    const usage = { promptTokens: 10, completionTokens: 1 };
    const { team } = made(easy.map((rule) => ({ ...rule, usage })));
    const { messages } = await team.run('What is it?');
    const purposes = messages.flatMap((message) => (message.type === 'UsageEvent' ? [message.purpose] : []));
    expect(purposes).toEqual(['facts', 'plan', 'progress', 'progress', 'progress', 'final answer']);
    expect(usageByAgent(messages, new ModelPrices()).get('lead')).toMatchObject({
      requests: 6,
      promptTokens: 60,
    });
  });

  it('re-plans when the work stalls, and everyone starts from the new plan', async () => {
    const { team, a, asked } = made(
      [
        says('FACTS'),
        says('PLAN'),
        progress('a', 'Try.', { stuck: true }),
        progress('a', 'Try again.', { loop: true }),
        says('NEW FACTS'),
        says('NEW PLAN'),
        progress('a', 'Try otherwise.'),
        progress('a', 'Go on.'),
        done,
        says('Done.'),
      ],
      { maxStalls: 2 },
    );
    const { messages } = await team.run('What is it?');
    expect(outline(messages)).toEqual([
      'user: What is it?',
      'lead SelectorEvent: facts',
      'lead TextMessage: plan',
      'lead SelectorEvent: progress',
      'lead TextMessage: instruction',
      'a: a1',
      'lead SelectorEvent: progress',
      'lead SelectorEvent: facts',
      'lead TextMessage: plan',
      'lead SelectorEvent: progress',
      'lead TextMessage: instruction',
      'a: a2',
      'lead SelectorEvent: progress',
      'lead TextMessage: instruction',
      'a: a3',
      'lead SelectorEvent: progress',
      'lead TextMessage: final answer',
    ]);
    // Once per new plan: the turn after the next remembers this one.
    expect(a.model.requests[2]?.messages.slice(-2).map(modelMessageText)).toEqual(['a2', 'Go on.']);
    const heard = a.model.requests[1]?.messages.slice(1).map(modelMessageText) ?? [];
    expect(heard).toHaveLength(2);
    expect(heard[0]).toMatch(/NEW FACTS[^]*NEW PLAN/);
    expect(heard[1]).toBe('Try otherwise.');
    // The facts are updated from everything that happened; then progress is judged from the new plan on.
    expect(asked()[4]?.slice(1, -1)).toEqual(['Try.', 'a1']);
    expect(asked()[4]?.at(-1)).toContain('FACTS');
    expect(asked()[6]?.[0]).toContain('NEW PLAN');
  });

  it('delivers nothing from before a new plan after it, even to those who had not received it', async () => {
    const { team, b, model } = made(
      [
        says('FACTS'),
        says('PLAN'),
        progress('a', 'Try.', { stuck: true }),
        progress('a', 'Try again.', { loop: true }),
        says('NEW FACTS'),
        says('NEW PLAN'),
        progress('b', 'Write it.'),
        done,
        says('Done.'),
      ],
      { maxStalls: 2 },
    );
    await team.run('What is it?');
    const heard = b.model.requests[0]?.messages.slice(1).map(modelMessageText) ?? [];
    expect(heard).toEqual([expect.stringMatching(/NEW FACTS[^]*NEW PLAN/), 'Write it.']);
    // Facts and plans are free text; the ledger has a format that the server is told of.
    const inForm = model.requests.map(({ responseSchema }) => responseSchema !== undefined);
    expect(inForm).toEqual([false, false, true, true, false, false, true, true, false]);
  });

  it('subtracts a stall for progress', async () => {
    const { team } = made(
      [
        says('FACTS'),
        says('PLAN'),
        progress('a', '1', { stuck: true }),
        progress('a', '2'),
        progress('a', '3', { stuck: true }),
        progress('a', '4'),
        done,
        says('Done.'),
      ],
      { maxStalls: 2 },
    );
    const { messages } = await team.run('Go');
    expect(outline(messages).filter((line) => line.endsWith('plan'))).toHaveLength(1);
  });

  it('requests an invalid progress ledger once more, with the reason', async () => {
    const { team, asked } = made([
      says('FACTS'),
      says('PLAN'),
      progress('zoe', 'Go.'),
      progress('a', 'Go.'),
      done,
      says('Done.'),
    ]);
    const { messages, outcome } = await team.run('Go');
    expect(outcome.status).toBe('complete');
    expect(asked()[3]?.at(-1)).toMatch(/next_speaker[^]*Answer again|one of: a, b[^]*Answer again/);
    expect(
      messages.filter((message) => message.type === 'UsageEvent' && message.purpose === 'repair'),
    ).toHaveLength(1);
  });

  it('fails in its own name when that is invalid too, and resumes there', async () => {
    const { team, model } = made([
      says('FACTS'),
      says('PLAN'),
      says('I would ask a.'),
      says('Sorry.'),
      progress('a', 'Go.'),
      done,
      says('Done.'),
    ]);
    expect((await team.run('Go')).outcome).toMatchObject({
      status: 'failed',
      failure: { agent: 'lead', error: { code: 'invalid_output' } },
    });
    const { messages } = await team.run();
    expect(outline(messages)).toEqual([
      'lead SelectorEvent: progress',
      'lead TextMessage: instruction',
      'a: a1',
      'lead SelectorEvent: progress',
      'lead TextMessage: final answer',
    ]);
    expect(model.requests).toHaveLength(7);
  });

  it('answers with what is known when there are no turns left', async () => {
    const { team } = made(
      [says('FACTS'), says('PLAN'), progress('a', '1'), progress('a', '2'), says('So far.')],
      {
        maxTurns: 2,
      },
    );
    const { messages, stopReason } = await team.run('Go');
    expect(messages.at(-1)).toMatchObject({ content: 'So far.', metadata: { purpose: 'final answer' } });
    expect(stopReason).toBe('It ends after 2 turns.');
  });

  it('uses the given prompt for the answer, and selects the only participant under any name', async () => {
    const model = new ScriptedChatModel([
      says('FACTS'),
      says('PLAN'),
      progress('the assistant', 'Go.'),
      done,
      { when: { lastUserIncludes: 'In one word' }, reply: 'Yes.' },
    ]);
    const team = new MagenticOneGroupChat({
      participants: [assistant('a', ['a1']).agent],
      modelClient: model,
      finalAnswerPrompt: 'In one word.',
    });
    const { messages } = await team.run('Go');
    expect(inShort(messages)).toContain('a: a1');
    expect(messages.at(-1)).toMatchObject({ source: 'MagenticOneGroupChat', content: 'Yes.' });
  });

  it('accepts a new task after its answer and knows the one before; not after a reset', async () => {
    const { team, asked } = made([easy, easy, easy].flatMap((rules) => structuredClone(rules)));
    await team.run('First?');
    await team.run('And second?');
    expect(asked()[6]?.at(-1)).toMatch(/begins:\s+And second\?/);
    expect(asked()[6]).toContain('It is 42.');
    team.reset();
    await team.run('Third?');
    expect(asked()[12]).toHaveLength(2);
    expect(asked()[12]?.[0]).toBe('Third?');
  });

  it('receives injected messages when the run resumes', async () => {
    const { team, asked } = made(easy, { terminationCondition: new MaxMessageTermination(4) });
    expect((await team.run('What is it?')).stopReason).toMatch(/ends after/);
    await team.run('Use only French books.');
    expect(asked()[3]).toContain('Use only French books.');
  });

  it('with teachability has the notes in every request of its leader, and none in its state', async () => {
    const { team, model, asked } = made(easy);
    const memory: TeachableMemory = {
      captureExplicit: () => Promise.resolve([]),
      captureImplicit: () => Promise.resolve(),
      recall: () => Promise.resolve({ results: [], text: 'Notes: Ann likes brevity.' }),
    };
    await new Teachability({ memory, scope: { type: 'shared' } }).addTo(team).run('What is it?');
    expect(model.requests.map(({ messages }) => messages[0])).toEqual(
      model.requests.map(() => ({ role: 'system', content: 'Notes: Ann likes brevity.' })),
    );
    expect(asked()).toHaveLength(6);
    expect(JSON.stringify(team.saveState())).not.toContain('brevity');
  });

  it('does not start without a task', async () => {
    const { team, model } = made(easy);
    await team.run('What is it?');
    expect((await team.run()).outcome).toMatchObject({
      status: 'failed',
      failure: { agent: 'lead', error: { code: 'invalid_input' } },
    });
    expect(model.requests).toHaveLength(6);
  });

  it('is refused without members or with invalid limits', () => {
    expect(() => made(easy, { maxStalls: 0 })).toThrow(expect.objectContaining({ field: 'maxStalls' }));
    expect(() => made(easy, { maxTurns: 0.5 })).toThrow(expect.objectContaining({ field: 'maxTurns' }));
    expect(() => made(easy, { participants: [] })).toThrow(
      expect.objectContaining({ field: 'participants' }),
    );
  });

  it('is a component', async () => {
    const part = (provider: string, config: object) => ({ provider, version: 1, config });
    const config = {
      participants: [part('AssistantAgent', { name: 'a', model: 'small' })],
      model: 'large',
      maxStalls: 2,
      maxTurns: 5,
    };
    const models = {
      small: new ScriptedChatModel([says('a1')]),
      large: new ScriptedChatModel([says('FACTS'), says('PLAN'), progress('a', 'Go.'), done, says('Done.')]),
    };
    const registry = standardComponents();
    const team = registry.load('participant', part('MagenticOneGroupChat', config), { models });
    const { messages } = await collectRun(streamTask(team, 'Go'));
    expect(messages.at(-1)).toMatchObject({ content: 'Done.' });
    expect(registry.dump(team).config).toEqual(config);
    const load = (more: object) => () =>
      registry.load('participant', part('MagenticOneGroupChat', { ...config, ...more }), { models });
    expect(load({ model: 'huge' })).toThrow(expect.objectContaining({ field: 'config.model' }));
    expect(load({ maxStalls: 0 })).toThrow(expect.objectContaining({ field: 'config.maxStalls' }));
    expect(load({ maxTurns: 0 })).toThrow(expect.objectContaining({ field: 'config.maxTurns' }));
  });
});

describe('Magentic-One stopped at any message', () => {
  const rules = [
    says('FACTS'),
    says('PLAN'),
    progress('a', 'Try.', { stuck: true }),
    says('NEW FACTS'),
    says('NEW PLAN'),
    progress('b', 'Otherwise.'),
    done,
    says('Done.'),
  ];
  const all = () => made(rules, { maxStalls: 1 });

  it.each(Array.from({ length: 19 }, (_, at) => at + 1))(
    'resumes elsewhere without repetition: after %i',
    async (after) => {
      const whole = await all().team.run('Go', { environment: testEnvironment() });
      const first = all();
      const run = first.team.runStream('Go', { environment: testEnvironment() });
      for (let read = 0; read < after; read += 1) await run.next();
      const saved: unknown = JSON.parse(JSON.stringify(first.team.saveState()));
      await run.return(undefined as never);

      const asked = saved as { thread: { entries: { message: AgentMessage }[] } };
      const used = asked.thread.entries.filter(({ message }) => message.type === 'UsageEvent').length;
      // A request whose usage was reported but whose result was not stored is made again.
      const last = asked.thread.entries.at(-1)?.message.type;
      const left = rules.slice(last === 'UsageEvent' ? used - 1 : used);
      const second = made([...left, says('Not asked for.')], { maxStalls: 1 });
      second.team.loadState(saved);
      expect(second.team.saveState()).toEqual(saved);
      const { outcome } = await second.team.run();
      expect(outcome.status).toBe('complete');
      // The agents elsewhere begin with their first answers.
      const words = (messages: readonly AgentMessage[]) =>
        outline(messages).map((line) => line.replace(/^([ab]: [ab])\d$/, '$1'));
      expect(words(second.team.messages)).toEqual(words(whole.messages));
    },
  );
});
