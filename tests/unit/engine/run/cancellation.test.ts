import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { collectRun } from '#main/engine/run/stream-task.ts';
import { GraphFlow } from '#main/engine/teams/graph/graph-flow.ts';
import { MagenticOneGroupChat } from '#main/engine/teams/magentic/magentic-one-group-chat.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { stamp } from '#main/engine/run/run-context.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import type { Tool } from '#main/engine/tools/tool.ts';
import type { ScriptRuleInput } from '#main/models/scripted/script.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { assistant, inShort, readRun } from '../../../support/engine.ts';

/** Work that never ends by itself and records whether it is still running. */
function endless() {
  const state = { begun: 0, ended: 0 };
  const begun: (() => void)[] = [];
  return {
    state,
    whenBegun: () => new Promise<void>((resolve) => begun.push(resolve)),
    work: (signal: AbortSignal) => {
      state.begun += 1;
      for (const tell of begun.splice(0)) tell();
      return new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => {
          state.ended += 1;
          reject(new Error('aborted'));
        });
      });
    },
  };
}

function toolOf(work: (signal: AbortSignal) => Promise<unknown>, name = 'wait') {
  return new FunctionTool({
    name,
    description: 'Waits.',
    parameters: z.object({}),
    run: (_args, { signal }) => work(signal),
  });
}

describe('cancelling', () => {
  it('before the first event leaves the agent unchanged', async () => {
    const { agent, model } = assistant('a', ['x']);
    const before = agent.saveState();
    const result = await agent.run('Go', { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ outcome: { status: 'cancelled' }, stopReason: 'Stopped.' });
    expect(model.requests).toHaveLength(0);
    expect(agent.saveState()).toEqual(before);
  });

  it('during a model request', async () => {
    const { agent } = assistant('a', [{ reply: 'Hal', hang: true }, 'after'], { modelClientStream: true });
    const stop = new AbortController();
    const run = agent.runStream('Go', { signal: stop.signal });
    await run.next();
    expect((await run.next()).value).toMatchObject({ content: 'Hal' });
    const rest = readRun(run);
    stop.abort();
    expect((await rest).result.outcome).toEqual({ status: 'cancelled' });
    expect(inShort((await agent.run()).messages)).toEqual(['a: after']);
  });

  it('between two chunks of an answer', async () => {
    const { agent } = assistant('a', [{ reply: 'abc', chunkCharacters: 1 }], { modelClientStream: true });
    const stop = new AbortController();
    const run = agent.runStream('Go', { signal: stop.signal });
    await run.next();
    await run.next();
    stop.abort();
    const { streamed, result } = await readRun(run);
    expect(streamed).toEqual([]);
    expect(result.outcome).toEqual({ status: 'cancelled' });
  });

  it('during several tools ends all of them and keeps the context consistent', async () => {
    const endlessly = endless();
    const { agent, model } = assistant('a', [{ toolCalls: [{ name: 'wait' }, { name: 'other' }] }, 'after'], {
      tools: [toolOf(endlessly.work), toolOf(endlessly.work, 'other')],
    });
    const stop = new AbortController();
    const begun = endlessly.whenBegun();
    const run = agent.run('Go', { signal: stop.signal });
    await begun;
    stop.abort();
    expect((await run).outcome).toEqual({ status: 'cancelled' });
    expect(endlessly.state).toEqual({ begun: 2, ended: 2 });
    await agent.run();
    expect(model.requests[1]?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
  });

  it('does not wait for a tool that ignores the signal', async () => {
    const deaf = endless();
    const { agent } = assistant('a', [{ toolCalls: [{ name: 'wait' }] }], {
      tools: [toolOf(() => deaf.work(new AbortController().signal))],
    });
    const stop = new AbortController();
    const begun = deaf.whenBegun();
    const run = agent.run('Go', { signal: stop.signal });
    await begun;
    stop.abort();
    expect((await run).outcome).toEqual({ status: 'cancelled' });
  });

  it('during a memory query', async () => {
    const endlessly = endless();
    const memory = { query: (_: unknown, signal: AbortSignal) => endlessly.work(signal) };
    const { agent } = assistant('a', ['x'], { memory: [memory] });
    const stop = new AbortController();
    const begun = endlessly.whenBegun();
    const run = agent.run('Go', { signal: stop.signal });
    await begun;
    stop.abort();
    expect((await run).outcome).toEqual({ status: 'cancelled' });
    expect(endlessly.state).toEqual({ begun: 1, ended: 1 });
  });

  it('in a nested team, which resumes with the interrupted speaker', async () => {
    const endlessly = endless();
    const a = assistant('a', ['a1', 'a2']).agent;
    const b = assistant('b', [{ toolCalls: [{ name: 'wait' }] }, 'b1'], {
      tools: [toolOf(endlessly.work)],
    }).agent;
    const c = assistant('c', ['c1']).agent;
    const inner = new RoundRobinGroupChat({ name: 'inner', participants: [a, b], maxTurns: 2 });
    const outer = new RoundRobinGroupChat({ name: 'outer', participants: [inner, c], maxTurns: 2 });
    const stop = new AbortController();
    const begun = endlessly.whenBegun();
    const run = outer.run('Go', { signal: stop.signal });
    await begun;
    stop.abort();
    expect((await run).outcome).toEqual({ status: 'cancelled' });
    expect(endlessly.state).toEqual({ begun: 1, ended: 1 });
    expect(inShort((await outer.run()).messages)).toEqual(['b: b1', 'c: c1']);
  });
});

describe('cancelling a team', () => {
  it('ends all concurrent speakers, and those that had not finished resume', async () => {
    const endlessly = endless();
    const a = assistant('a', ['a1']).agent;
    const b = assistant('b', [{ toolCalls: [{ name: 'wait' }] }, 'b1'], {
      tools: [toolOf(endlessly.work)],
    }).agent;
    const c = assistant('c', [{ reply: 'Hal', hang: true }, 'c1']).agent;
    const quick = assistant('quick', ['q1']).agent;
    const graph = {
      nodes: [{ name: 'a', edges: ['b', 'c', 'quick'].map((target) => ({ target })) }].concat(
        ['b', 'c', 'quick'].map((name) => ({ name, edges: [] })),
      ),
    };
    const team = new GraphFlow({ participants: [a, b, c, quick], graph });
    const stop = new AbortController();
    const run = team.runStream('Go', { signal: stop.signal });
    const begun = endlessly.whenBegun();
    const said: string[] = [];
    const reading = collectRun(run, (message) => said.push(...inShort([message])));
    await begun;
    // The quick one has answered by now, or is cancelled like the others: it speaks once either way.
    stop.abort();
    expect((await reading).outcome).toEqual({ status: 'cancelled' });
    expect(endlessly.state).toEqual({ begun: 1, ended: 1 });
    const { messages } = await team.run();
    const answers = [...said, ...inShort(messages)].filter((line) => /: (b1|c1|q1)$/.test(line));
    expect(answers.toSorted()).toEqual(['b: b1', 'c: c1', 'quick: q1']);
  });

  it('during a request of its leader, who then asks again', async () => {
    const judged = <Answer>(answer: Answer) => ({ reason: '-', answer });
    const progress = (satisfied: boolean) => ({
      is_request_satisfied: judged(satisfied),
      is_in_loop: judged(false),
      is_progress_being_made: judged(true),
      next_speaker: judged('a'),
      instruction_or_question: judged('Go on.'),
    });
    const once = (rule: ScriptRuleInput): ScriptRuleInput => ({ ...rule, times: 1 });
    const lead = new ScriptedChatModel([
      once({ reply: 'Facts.' }),
      once({ reply: 'Plan.' }),
      once({ hang: true }),
      once({ json: progress(false) }),
      once({ json: progress(true) }),
      once({ reply: 'Done.' }),
    ]);
    const thinking = Promise.withResolvers<void>();
    const modelClient: ChatModel = {
      name: 'lead',
      local: true,
      stream: (request, signal) => {
        if (lead.requests.length === 2) thinking.resolve();
        return lead.stream(request, signal);
      },
    };
    const team = new MagenticOneGroupChat({ participants: [assistant('a', ['a1']).agent], modelClient });
    const stop = new AbortController();
    const rest = team.run('Go', { signal: stop.signal });
    await thinking.promise;
    // It has been asked by the next tick.
    await Promise.resolve();
    stop.abort();
    expect((await rest).outcome).toEqual({ status: 'cancelled' });
    expect(inShort((await team.run()).messages)).toContain('a: a1');
    expect(lead.requests).toHaveLength(6);
  });
});

describe('a run without any I/O', () => {
  it('can be stopped by other code of its program', async () => {
    const chatty = (name: string) =>
      new AssistantAgent({ name, modelClient: new ScriptedChatModel([{ reply: 'x' }], name) });
    const team = new RoundRobinGroupChat({ participants: [chatty('a'), chatty('b')] });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 0);
    const { outcome } = await team.run('Go', { signal: stop.signal });
    expect(outcome).toEqual({ status: 'cancelled' });
  });
});

describe('a reader who leaves', () => {
  it('ends the run and what runs in it', async () => {
    const endlessly = endless();
    const talking: Tool = {
      name: 'talk',
      description: 'Tells and then goes on.',
      parameters: { type: 'object' },
      async *call(_args, run) {
        yield stamp(run, { type: 'TextMessage', source: 'talk', content: 'Working.' });
        return await endlessly.work(run.signal);
      },
    };
    const { agent } = assistant('a', [{ toolCalls: [{ name: 'wait' }, { name: 'talk' }] }, 'after'], {
      tools: [toolOf(endlessly.work), talking],
    });
    for await (const message of agent.runStream('Go')) if (message.source === 'talk') break;
    expect(endlessly.state.begun).toBeGreaterThan(0);
    expect(endlessly.state.ended).toBe(endlessly.state.begun);
    expect(inShort((await agent.run()).messages)).toEqual(['a: after']);
  });
});
