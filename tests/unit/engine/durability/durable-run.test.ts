/** A run that is killed at any write and resumed: nothing paid is asked for again, and nothing is done twice. */
import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { CodeExecutorAgent } from '#main/engine/agents/code-executor-agent.ts';
import { DurableRun } from '#main/engine/durability/durable-run.ts';
import { InMemoryRunLogStore } from '#main/engine/durability/in-memory-run-log-store.ts';
import { forkRun, readLog, runCheckpoints } from '#main/engine/durability/read-log.ts';
import { ApprovalPolicy } from '#main/engine/people/approval-policy.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { RunController } from '#main/engine/people/run-controller.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { crashAfter } from '#main/engine/testing/crash-after.ts';
import type { DurableParticipant } from '#main/engine/durability/durable-run.ts';
import type { RunLogStore } from '#main/engine/ports.ts';
import { graph, last, selectedTeam, single, World } from '../../../support/durable-runs.ts';
import { inShort } from '../../../support/engine.ts';

const shapes = { 'a team chosen by a model': selectedTeam, 'a graph': graph, 'one agent': single };
const TASK = 'Build a wall.';

/**
 * A store whose writes take some turns of the event loop before and after they are kept, as those to a disk do; `seed` says how many.
 */
function slowly(store: RunLogStore, seed: number): RunLogStore {
  let state = seed;
  const pass = async () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    for (let turn = state % 3; turn > 0; turn -= 1)
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
  };
  const write = async (work: () => void | Promise<void>) => {
    await pass();
    await work();
    await pass();
  };
  return {
    append: (runId, entry) => write(() => store.append(runId, entry)),
    read: (runId) => store.read(runId),
    replace: (runId, entries) => write(() => store.replace(runId, entries)),
  };
}

/**
 * Runs until the store kills it, and then to the end in another process; what each of them asked and did, and how many answers the
 * first has stored.
 */
async function killedAt(write: number, make: (world: World) => DurableParticipant, seed?: number) {
  const [killed, resumed] = [new World(), new World()];
  const store = new InMemoryRunLogStore();
  const used = seed === undefined ? store : slowly(store, seed);
  const open = (world: World, its: RunLogStore) =>
    new DurableRun({ id: 'run', participant: make(world), store: its });
  await open(killed, crashAfter(used, write)).run(TASK);
  const entries = await readLog(store, 'run');
  const answers = entries.filter((one) => one.type === 'step' && one.kind === 'answer').length;
  const again = open(resumed, used);
  const status = await again.status();
  const result = await again.run(entries.some(({ type }) => type === 'checkpoint') ? undefined : TASK);
  return {
    store,
    answers,
    status,
    result,
    asked: resumed.asked.length,
    done: [...killed.done, ...resumed.done],
  };
}

const SEEDS = [undefined, 1, 2, 3, 4];

describe.each(Object.entries(shapes))('%s, killed', (_, make) => {
  it.each(SEEDS)('at any write asks and does the rest alone, with a store as slow as %s', async (seed) => {
    const whole = new World();
    const store = new InMemoryRunLogStore();
    const used = seed === undefined ? store : slowly(store, seed);
    const ended = await new DurableRun({ id: 'run', participant: make(whole), store: used }).run(TASK);
    expect(ended.outcome.status).toBe('complete');
    const writes = store.read('run').length;
    expect(writes).toBeGreaterThan(5);
    for (let write = 0; write <= writes; write += 1) {
      const { answers, asked, done, status, result } = await killedAt(write, make, seed);
      expect({ write, asked }).toEqual({ write, asked: whole.asked.length - answers });
      expect(result.outcome.status).toBe('complete');
      // How many checkpoints there are at the end depends on how fast the store is.
      if (seed === undefined)
        expect(status).toBe(write === 0 ? 'new' : write === writes ? 'complete' : 'interrupted');
      // The tool that must not be called twice.
      expect(done.filter((each) => each === 'order bricks').length).toBeLessThanOrEqual(1);
    }
  });
});

describe('a tool call that had begun', () => {
  const begun = async (
    safeToRetry: boolean,
    options: Partial<ConstructorParameters<typeof DurableRun>[0]> = {},
  ) => {
    const world = new World();
    const store = new InMemoryRunLogStore();
    const make = () =>
      new AssistantAgent({
        name: 'clerk',
        modelClient: world.model('clerk', (request, results) =>
          results.length === 0 ? 'call pay {"what":"rent"}' : `I heard: ${last(request)} ${results.join()}`,
        ),
        tools: [world.tool('pay', safeToRetry)],
        maxToolIterations: 2,
      });
    // Killed when the call's end is to be stored: it was carried out, and nobody knows.
    let writes = 0;
    const killing: RunLogStore = {
      read: (id) => store.read(id),
      replace: (id, entries) => store.replace(id, entries),
      append: (id, entry) => {
        if ('kind' in entry && entry.kind === 'call-ended') writes += 100;
        if (writes >= 100) throw new Error('killed');
        store.append(id, entry);
      },
    };
    await new DurableRun({ id: 'run', participant: make(), store: killing }).run('Pay the rent.');
    const result = await new DurableRun({ id: 'run', participant: make(), store, ...options }).run();
    return { world, said: inShort(result.messages).at(-1) };
  };

  it('is not made again, and the model is told', async () => {
    const { world, said } = await begun(false);
    expect(world.done).toEqual(['pay rent']);
    expect(said).toMatch(/not known whether it was carried out/u);
    expect(world.asked).toHaveLength(2);
  });

  it('is made again when it is safe', async () => {
    const { world, said } = await begun(true);
    expect(world.done).toEqual(['pay rent', 'pay rent']);
    expect(said).toMatch(/rent done/u);
  });

  it('is made again, or answered, as the program says', async () => {
    const repeated = await begun(false, { onUnfinishedCall: () => 'repeat' });
    expect(repeated.world.done).toEqual(['pay rent', 'pay rent']);
    const answered = await begun(false, {
      onUnfinishedCall: ({ name, caller }) => ({ content: `${caller} has ${name} already`, isError: false }),
    });
    expect(answered.world.done).toEqual(['pay rent']);
    expect(answered.said).toMatch(/clerk has pay already/u);
  });
});

describe('a person', () => {
  it('is asked once for a decision that was given, and again for a call that had begun', async () => {
    const world = new World();
    const store = new InMemoryRunLogStore();
    const prompts: string[] = [];
    const make = () =>
      new AssistantAgent({
        name: 'clerk',
        modelClient: world.model('clerk', (_, results) =>
          results.length === 0 ? 'call pay {"what":"rent"}' : 'Paid.',
        ),
        tools: [world.tool('pay')],
        maxToolIterations: 2,
        approver: new ApprovalPolicy({
          person: {
            decide: async ({ prompt }) => {
              prompts.push(prompt);
              return { type: 'approve' };
            },
          },
        }),
      });
    const total = async (write: number) => {
      prompts.length = 0;
      world.done.length = 0;
      store.replace('run', []);
      await new DurableRun({ id: 'run', participant: make(), store: crashAfter(store, write) }).run('Pay.');
      const log = await readLog(store, 'run');
      const had = (kind: string) => log.some((entry) => entry.type === 'step' && entry.kind === kind);
      const result = await new DurableRun({ id: 'run', participant: make(), store }).run(
        log.some(({ type }) => type === 'checkpoint') ? undefined : 'Pay.',
      );
      expect(result.outcome.status).toBe('complete');
      return { had, prompts: [...prompts], done: world.done.length };
    };
    let seen = 0;
    for (let write = 0; write < 12; write += 1) {
      const { had, prompts: asked, done } = await total(write);
      const isUnfinished = had('call-begun') && !had('call-ended');
      if (had('call-ended')) expect({ asked: asked.length, done }).toEqual({ asked: 1, done: 1 });
      if (isUnfinished) {
        seen += 1;
        expect(asked).toHaveLength(2);
        expect(asked[1]).toMatch(/had begun to run pay .* Run it again\?/u);
      }
      if (had('decision') && !had('call-begun')) expect(asked).toHaveLength(1);
    }
    expect(seen).toBe(1);
  });

  it('answers a question after a restart, and is not asked it twice', async () => {
    const store = new InMemoryRunLogStore();
    const world = new World();
    const requests = new InputRequests({ patienceMs: 0 });
    const make = (userInput: InputRequests) =>
      new RoundRobinGroupChat({
        participants: [
          new AssistantAgent({ name: 'host', modelClient: world.model('host', () => 'Who are you?') }),
          new UserProxyAgent({ name: 'user', userInput }),
        ],
        maxTurns: 2,
      });
    const first = await new DurableRun({ id: 'run', participant: make(requests), store }).run('Hello.');
    expect(first.outcome.status).toBe('waiting');
    const asked = first.outcome.status === 'waiting' ? first.outcome.requests[0]?.requestId : '';
    const later = new InputRequests({ patienceMs: 0 });
    later.answer(asked ?? '', { type: 'message', text: 'Ann.' });
    const run = new DurableRun({ id: 'run', participant: make(later), store });
    expect(await run.status()).toBe('waiting');
    const second = await run.run();
    expect(inShort(second.messages)).toContain('user: Ann.');
    expect(world.asked).toHaveLength(1);
  });
});

describe('a run', () => {
  it('goes on with another task in another process, and remembers', async () => {
    const store = new InMemoryRunLogStore();
    const world = new World();
    const make = () =>
      new AssistantAgent({
        name: 'solo',
        modelClient: world.model('solo', (request) => String(request.messages.length)),
      });
    await new DurableRun({ id: 'run', participant: make(), store }).run('One.');
    const second = await new DurableRun({ id: 'run', participant: make(), store }).run('Two.');
    expect(inShort(second.messages).at(-1)).toBe('solo: 4');
    const third = await new DurableRun({ id: 'run', participant: make(), store }).run();
    expect({ messages: third.messages, status: third.outcome.status }).toEqual({
      messages: [],
      status: 'complete',
    });
  });

  it('refuses a new task while the last one is interrupted, and keeps what there is', async () => {
    const { store } = await killedAt(6, single);
    const fresh = new World();
    const log = await readLog(store, 'run');
    const cut = log.slice(0, log.findIndex(({ type }) => type === 'checkpoint') + 2);
    store.replace('run', cut);
    const result = await new DurableRun({ id: 'run', participant: single(fresh), store }).run('Other.');
    expect(result.outcome).toMatchObject({ status: 'failed', failure: { error: { code: 'busy' } } });
    expect(store.read('run')).toEqual(cut);
  });

  it('is forked from any of its checkpoints', async () => {
    const store = new InMemoryRunLogStore();
    const world = new World();
    await new DurableRun({ id: 'run', participant: graph(world), store }).run(TASK);
    const checkpoints = await runCheckpoints(store, 'run');
    expect(checkpoints.length).toBeGreaterThan(3);
    for (const { number } of checkpoints) {
      await forkRun(store, { from: 'run', to: `fork-${number}`, checkpoint: number });
      const result = await new DurableRun({
        id: `fork-${number}`,
        participant: graph(new World()),
        store,
      }).run();
      expect(result.outcome.status).toBe('complete');
    }
    await expect(forkRun(store, { from: 'run', to: 'fork-1', checkpoint: 1 })).rejects.toThrow(/already/u);
    await expect(forkRun(store, { from: 'run', to: 'x', checkpoint: 99 })).rejects.toThrow(/checkpoint 99/u);
  });

  it('keeps as many checkpoints as it is told', async () => {
    const store = new InMemoryRunLogStore();
    const world = new World();
    const agent = (name: string) => new AssistantAgent({ name, modelClient: world.model(name, () => name) });
    const team = new RoundRobinGroupChat({ participants: [agent('a'), agent('b')], maxTurns: 30 });
    await new DurableRun({ id: 'run', participant: team, store, keep: 3 }).run('Count.');
    expect((await runCheckpoints(store, 'run')).length).toBeLessThan(6);
  });

  it('is controlled by a person as well', async () => {
    const store = new InMemoryRunLogStore();
    const world = new World();
    const controller = () => new RunController({ participant: single(world) });
    await new DurableRun({ id: 'run', participant: controller(), store: crashAfter(store, 6) }).run(TASK);
    const asked = world.asked.length;
    const result = await new DurableRun({ id: 'run', participant: controller(), store }).run();
    expect(result.outcome.status).toBe('complete');
    expect(world.asked.length).toBeLessThanOrEqual(asked + 2);
  });

  it('does not run code twice', async () => {
    for (const write of [1, 2, 3, 4, 5]) {
      const store = new InMemoryRunLogStore();
      let executed = 0;
      const world = new World();
      const make = () =>
        new CodeExecutorAgent({
          name: 'coder',
          modelClient: world.model('coder', (request) =>
            /was not repeated|ran/u.test(last(request)) ? 'Done.' : '```sh\necho 1\n```',
          ),
          codeExecutor: {
            execute: async () => {
              executed += 1;
              return { exitCode: 0, output: 'ran' };
            },
          },
        });
      await new DurableRun({ id: 'run', participant: make(), store: crashAfter(store, write) }).run('Code.');
      const begun = (await readLog(store, 'run')).some(
        (one) => one.type === 'step' && one.kind === 'call-begun',
      );
      const before = executed;
      const log = await readLog(store, 'run');
      const resumed = new DurableRun({ id: 'run', participant: make(), store });
      await resumed.run(log.some(({ type }) => type === 'checkpoint') ? undefined : 'Code.');
      if (begun) expect(executed).toBe(before);
      expect(executed).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    ['no id', { id: '' }, 'Give the run an id'],
    ['no store', { store: {} }, 'such as a FileRunLogStore'],
    ['no participant', { participant: {} }, 'an agent, a team or a RunController'],
    ['nothing kept', { keep: 0 }, 'Keep at least one checkpoint'],
  ])('refuses %s', (_, wrong, message) => {
    const options = { id: 'run', participant: single(new World()), store: new InMemoryRunLogStore() };
    expect(() => new DurableRun({ ...options, ...wrong } as never)).toThrow(message);
  });

  it('says what is wrong with a damaged log', async () => {
    const store = new InMemoryRunLogStore();
    store.append('run', { type: 'checkpoint', number: 0 });
    const run = new DurableRun({ id: 'run', participant: single(new World()), store });
    await expect(run.status()).rejects.toThrow(/log of the run “run” cannot be read: entry 1/u);
    const result = await run.run(TASK);
    expect(result.outcome.status).toBe('failed');
    expect(store.read('run')).toHaveLength(1);
  });
});
