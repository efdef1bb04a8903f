import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { recordEnvironment, replayEnvironment } from '#main/engine/run/recorded-environment.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { RecordingChatModel } from '#main/models/scripted/recording-chat-model.ts';
import { ReplayChatModel } from '#main/models/scripted/replay-chat-model.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import type { ChatModel, ModelEvent } from '#shared/models/model.ts';
import { assistant, readRun } from '../../../support/engine.ts';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const usage = { promptTokens: 5, completionTokens: 2 };
const script: ScriptInput = [
  { toolCalls: [{ name: 'look', arguments: { at: 'sky' } }], reasoning: 'Hm', usage, times: 1 },
  { reply: 'The sky is blue.', chunkCharacters: 3, usage, times: 1 },
  { reply: 'Blue it is.', chunkCharacters: 2, times: 1 },
];
const look = () =>
  new FunctionTool({
    name: 'look',
    description: 'Looks.',
    parameters: { type: 'object' },
    run: () => 'blue',
  });

/** Both agents use the same model. */
function teamOf(modelClient: ChatModel) {
  const shared = { modelClient, modelClientStream: true };
  return new RoundRobinGroupChat({
    participants: [
      new AssistantAgent({ name: 'a', ...shared, tools: [look()], maxToolIterations: 2 }),
      new AssistantAgent({ name: 'b', ...shared }),
    ],
    maxTurns: 2,
  });
}

async function record() {
  const model = new RecordingChatModel(new ScriptedChatModel(script, 'm'));
  const environment = recordEnvironment();
  const run = await readRun(teamOf(model).runStream('What colour?', { environment }));
  return { run, recording: throughJson(model.recording), environment: throughJson(environment.recording) };
}

describe('a recorded run', () => {
  it('is replayed byte for byte, as a stream and collected', async () => {
    const { run, recording, environment } = await record();
    expect(run.result.outcome).toEqual({ status: 'complete' });
    const model = new ReplayChatModel(recording);
    const options = () => ({ environment: replayEnvironment(environment) });
    const again = await readRun(teamOf(model).runStream('What colour?', options()));
    expect(JSON.stringify(again)).toBe(JSON.stringify(run));
    expect(model.left).toBe(0);
    model.reset();
    const collected = await teamOf(model).run('What colour?', options());
    expect(JSON.stringify(collected)).toBe(JSON.stringify(run.result));
  });

  it('reports requests after its end', async () => {
    const { recording, environment } = await record();
    const model = new ReplayChatModel(recording);
    const team = teamOf(model);
    await team.run('What colour?');
    expect((await team.run('And now?')).outcome).toMatchObject({
      status: 'failed',
      failure: {
        agent: 'a',
        error: { code: 'invalid_output', message: expect.stringMatching(/used up: all 3/) as unknown },
      },
    });
    const ids = replayEnvironment(environment);
    const other = teamOf(new ReplayChatModel(recording));
    await other.run('What colour?', { environment: ids });
    expect(() => ids.newId()).toThrow(/used up/);
  });

  it('reports a different request', async () => {
    const { recording } = await record();
    const { outcome } = await teamOf(new ReplayChatModel(recording)).run('What size?');
    expect(outcome).toMatchObject({
      failure: { error: { message: expect.stringMatching(/not what was recorded/) as unknown } },
    });
  });

  it('fails as it failed', async () => {
    const failing = new RecordingChatModel(
      new ScriptedChatModel([{ reply: 'Hal', error: 'rate_limited' }], 'm'),
    );
    const agent = (modelClient: ChatModel) =>
      assistant('a', ['-'], { modelClient, modelClientStream: true }).agent;
    const environment = recordEnvironment();
    const run = await readRun(agent(failing).runStream('Hi', { environment }));
    const replayed = new ReplayChatModel(throughJson(failing.recording));
    const replay = replayEnvironment(throughJson(environment.recording));
    const again = await readRun(agent(replayed).runStream('Hi', { environment: replay }));
    expect(JSON.stringify(again)).toBe(JSON.stringify(run));
    expect(run.result.outcome).toMatchObject({ failure: { error: { code: 'rate_limited' } } });
  });

  it('contains nothing that was cancelled', async () => {
    const hanging = new ScriptedChatModel([{ reply: 'x', hang: true, times: 1 }, { reply: 'y' }], 'm');
    const model = new RecordingChatModel(hanging);
    const { agent } = assistant('a', ['-'], { modelClient: model, modelClientStream: true });
    const stop = new AbortController();
    const run = agent.runStream('Hi', { signal: stop.signal });
    await run.next();
    await run.next();
    const rest = readRun(run);
    stop.abort();
    await rest;
    expect(model.recording.exchanges).toEqual([]);
    await agent.run();
    expect(model.recording.exchanges).toHaveLength(1);
  });

  it('answers equal requests in any order', async () => {
    const model = new RecordingChatModel(
      new ScriptedChatModel([{ when: { lastUserIncludes: 'one' }, reply: '1' }, { reply: '2' }], 'm'),
    );
    const ask = async (asked: ChatModel, content: string) => {
      const request = { messages: [{ role: 'user' as const, content }] };
      const events: ModelEvent[] = [];
      for await (const event of asked.stream(request, new AbortController().signal)) events.push(event);
      return events[0];
    };
    for (const content of ['one', 'two']) await ask(model, content);
    const replay = new ReplayChatModel(model.recording);
    expect(await ask(replay, 'two')).toMatchObject({ text: '2' });
    expect(await ask(replay, 'one')).toMatchObject({ text: '1' });
  });

  it('is refused when invalid, or newer, with the path', () => {
    const { recording } = new RecordingChatModel(new ScriptedChatModel(script));
    const broken = { ...recording, exchanges: [{ request: {}, events: [{ type: 'shout' }], error: null }] };
    expect(() => new ReplayChatModel({ ...recording, version: 2 })).toThrow(/newer/);
    expect(() => new ReplayChatModel(broken)).toThrow(
      expect.objectContaining({ field: 'exchanges.0.events.0.type' }),
    );
    expect(() => new ReplayChatModel(null)).toThrow(/not a recording/);
    expect(() => replayEnvironment({ type: 'EnvironmentRecording', version: 2 })).toThrow(/newer/);
  });
});
