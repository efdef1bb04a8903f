import { UNDO_BIN_TIME } from '#shared/bin.ts';
import { describe, expect, it } from 'vitest';
import { ChatCompletionCache } from '#main/engine/model-clients/chat-completion-cache.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { ModelPrices } from '#main/engine/usage/model-prices.ts';
import { sumUsage } from '#main/engine/usage/sum-usage.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { CompletionCache } from '#main/store/runs/completion-cache.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { taskResultSchema } from '#shared/agents/task-result.ts';
import { assistant, inShort, readRun } from '../../support/engine.ts';
import { inspect, openStore } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const day = (year: number, month: number, date: number) => new Date(year, month - 1, date, 12).getTime();
const usage = { promptTokens: 100, completionTokens: 10 };

function message(source: string, at: number, model: string | null, cached = false): AgentMessage {
  return {
    type: 'TextMessage',
    id: `${source}-${at}`,
    source,
    content: `From ${source}`,
    createdAt: at,
    metadata: {},
    modelsUsage: model === null ? null : { ...usage, model, cached },
  };
}
const newRun = (id: string, at = 1) => ({ id, name: 'desk', task: 'Help', component: null, at });

describe('a stored run', () => {
  it('waits for a person across a restart, and continues once answered', async () => {
    const dataDir = temporaryFolder();
    const people = new InputRequests({ patienceMs: 0 });
    const component = {
      provider: 'RoundRobinGroupChat',
      version: 1,
      config: {
        participants: [
          { provider: 'AssistantAgent', version: 1, config: { name: 'bot', model: 'small' } },
          { provider: 'UserProxyAgent', version: 1, config: { name: 'ann' } },
        ],
        maxTurns: 3,
      },
    };
    const load = (given: unknown, reply: string, userInput: InputRequests) => {
      const small = new ScriptedChatModel([{ reply, usage }], 'small');
      const built = standardComponents().load('participant', given, { models: { small }, userInput });
      if (!(built instanceof RoundRobinGroupChat)) throw new Error('Not the team that was kept');
      return built;
    };

    const first = openStore(dataDir);
    first.runs.begin({ ...newRun('r1'), component });
    const team = load(component, 'Which colour?', people);
    const waiting = await team.run('Paint it');
    first.runs.add('r1', waiting.messages, {
      status: waiting.outcome.status,
      stopReason: waiting.stopReason,
      state: team.saveState(),
      at: 2,
    });
    first.close();

    const second = openStore(dataDir);
    second.runs.settleInterrupted(3);
    expect(second.runs.get('r1')).toMatchObject({ status: 'waiting', stopReason: 'Waiting for a person.' });
    const kept = second.runs.toResume('r1');
    const answers = new InputRequests({ patienceMs: 0 });
    const again = load(kept.component, 'Teal it is.', answers);
    again.loadState(kept.state);
    const asked = second.runs.messages('r1').findLast(({ type }) => type === 'UserInputRequestedEvent');
    answers.answer(asked?.type === 'UserInputRequestedEvent' ? asked.requestId : '', {
      type: 'message',
      text: 'Teal.',
    });
    const done = await again.run();
    second.runs.add('r1', done.messages, {
      status: done.outcome.status,
      stopReason: done.stopReason,
      state: again.saveState(),
      at: 4,
    });
    expect(inShort(second.runs.messages('r1'))).toEqual([
      'user: Paint it',
      'bot: Which colour?',
      'ann: [UserInputRequestedEvent]',
      'ann: [UserInputRequestedEvent]',
      'ann: Teal.',
      'bot: Teal it is.',
    ]);
    expect(second.runs.get('r1')).toMatchObject({ status: 'complete', updatedAt: 4 });
  });

  it('stores messages in order, but neither chunks nor memories', async () => {
    const { runs } = openStore();
    const { agent } = assistant('a', [{ reply: 'Hello', chunkCharacters: 2 }], {
      modelClientStream: true,
      memory: [
        {
          query: () =>
            Promise.resolve({ results: [{ content: 'secret', id: null, metadata: {} }], text: 'secret' }),
        },
      ],
    });
    const { streamed, result } = await readRun(agent.runStream('Hi'));
    runs.begin(newRun('r'));
    for (const one of streamed) runs.add('r', [one]);
    expect(runs.messages('r')).toEqual(result.messages.filter(({ type }) => type !== 'MemoryQueryEvent'));
    expect(taskResultSchema.shape.messages.parse(runs.messages('r'))).toHaveLength(2);
  });

  it('that was running when the app ended is interrupted', () => {
    const { runs } = openStore();
    runs.begin(newRun('on'));
    runs.settleInterrupted(9);
    expect(runs.get('on')).toMatchObject({
      status: 'interrupted',
      stopReason: 'Tutee was closed.',
      updatedAt: 9,
    });
    expect(runs.toResume('on')).toEqual({ component: null, state: null });
  });

  it('is listed newest first, hidden when deleted, and then restored or removed', () => {
    const { runs } = openStore();
    for (const [index, id] of ['a', 'b', 'c'].entries()) runs.begin(newRun(id, index));
    runs.add('b', [message('x', 1, null)]);
    runs.bin.delete('b', 5);
    expect(runs.list({}, null, 10)).toMatchObject({ items: [{ id: 'c' }, { id: 'a' }], total: 2 });
    expect(runs.get('b')).toBeUndefined();
    expect(() => runs.add('b', [message('x', 2, null)])).toThrow(/not there any more/);
    expect(() => runs.toResume('b')).toThrow(/not there any more/);
    expect(runs.bin.restore('b')).toBe(true);
    expect(runs.bin.restore('b')).toBe(false);
    expect(runs.list({}, null, 10).total).toBe(3);
    runs.bin.delete('b', 6);
    runs.bin.sweep(UNDO_BIN_TIME + 5);
    expect(runs.bin.restore('b')).toBe(true);
    runs.bin.delete('b', 6);
    runs.bin.sweep(UNDO_BIN_TIME + 6);
    expect(runs.bin.restore('b')).toBe(false);
    expect(runs.messages('b')).toEqual([]);
  });

  it('omits messages that this version cannot read', () => {
    const dataDir = temporaryFolder();
    const { runs } = openStore(dataDir);
    runs.begin(newRun('r'));
    runs.add('r', [message('a', 1, null)]);
    inspect(dataDir)
      .prepare(
        `INSERT INTO agent_run_messages (run_id, seq, message) VALUES ('r', 1, '{"type":"FromTheFuture"}')`,
      )
      .run();
    expect(inShort(runs.messages('r'))).toEqual(['a: From a']);
  });
});

describe('usage', () => {
  it('is summed by run, agent, model and day, and survives its run', () => {
    const { runs } = openStore();
    for (const id of ['r', 's']) runs.begin(newRun(id));
    const [monday, tuesday] = [day(2026, 11, 23), day(2026, 11, 24)];
    runs.add('r', [message('a', monday, 'big'), message('a', monday + 1, 'big'), message('b', monday, null)]);
    runs.add('r', [message('b', tuesday, 'strange'), message('a', tuesday, 'big', true)]);
    runs.add('s', [message('a', tuesday, 'big')]);
    const total = (agent: string, model: string, date: string, requests: number, cached = false) => ({
      agent,
      model,
      day: date,
      requests,
      cached,
      promptTokens: 100 * requests,
      completionTokens: 10 * requests,
    });
    const ofR = [
      total('a', 'big', '2026-11-23', 2),
      total('a', 'big', '2026-11-24', 1, true),
      total('b', 'strange', '2026-11-24', 1),
    ];
    expect(runs.usageOf('r')).toEqual(ofR);
    runs.bin.delete('r', 2);
    runs.bin.sweep(UNDO_BIN_TIME + 2);
    expect(runs.usageOf('r')).toEqual([]);
    expect(runs.usageBetween(day(2026, 11, 23), day(2026, 11, 24))).toEqual([ofR[0]]);
    const tuesdays = runs.usageBetween(tuesday, day(2026, 11, 25));
    expect(tuesdays).toHaveLength(3);

    const prices = new ModelPrices([{ model: 'big', promptPerMillion: 10, completionPerMillion: 100 }]);
    expect(sumUsage(tuesdays, prices)).toMatchObject({
      requests: 3,
      promptTokens: 200,
      cachedRequests: 1,
      cachedTokens: 110,
      cost: null,
      knownCost: 0.002,
      unpriced: ['strange'],
    });
  });
});

describe('cached answers', () => {
  it('are found by the engine’s cache after a restart', async () => {
    const dataDir = temporaryFolder();
    const ask = async (reply: string) => {
      const store = openStore(dataDir);
      const model = new ScriptedChatModel([{ reply, usage }], 'm');
      const modelClient = new ChatCompletionCache({ model, store: store.completions });
      const { messages } = await assistant('a', ['-'], { modelClient }).agent.run('Hi');
      store.close();
      return { said: inShort(messages).at(-1), cached: messages.at(-1)?.modelsUsage?.cached };
    };
    expect(await ask('one')).toEqual({ said: 'a: one', cached: false });
    expect(await ask('two')).toEqual({ said: 'a: one', cached: true });
  });

  it('are limited, evicted least recently used first, and can all be deleted', () => {
    const dataDir = temporaryFolder();
    openStore(dataDir).close();
    let now = 0;
    const cache = new CompletionCache(inspect(dataDir), () => (now += 1), 2);
    cache.set('a', '1');
    cache.set('b', '2');
    expect(cache.get('a')).toBe('1');
    cache.set('c', '3');
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual(['1', null, '3']);
    cache.set('a', '4');
    expect(cache.get('a')).toBe('4');
    cache.clear();
    expect(cache.get('a')).toBeNull();
  });

  it('are deleted when a memory is forgotten for good, since an answer may repeat it', () => {
    const store = openStore();
    store.completions.set('key', 'My favourite colour is teal');
    store.forgetting.purge([], { at: 1, chats: false, keepRejections: true });
    expect(store.completions.get('key')).toBeNull();
  });
});
