import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AssistantAgent, RoundRobinGroupChat, streamTask } from '#main/engine/index.ts';
import type { ChatModel, ModelEvent } from '#shared/models/model.ts';
import type { Bench } from '../bench.ts';

const AGENTS = 100;
const TURNS = 10_000;
const WARM_UP = 500;
const MEGABYTE = 2 ** 20;
/** Measured after garbage collection: growth is what stays in memory. */
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Number of chunks in an answer, as a real model streams it. */
const PIECES = ['Agreed. ', 'The next step ', 'is mine.'];

/** Engine overhead per turn: a model that answers at once, in a round robin that stores everything. */
export const engine: Bench = {
  name: 'engine',
  dataSet: null,
  async run({ sizes, progress }) {
    const turns = sizes[0] ?? TURNS;
    await measure(WARM_UP);
    progress('warm');
    const whole = await measure(turns);
    const half = await measure(Math.ceil(turns / 2));
    return {
      measures: {
        overhead_ms_per_turn: whole.ms / turns,
        rss_growth_mb: whole.rssMb,
        heap_growth_mb: whole.heapMb,
        // 2 when memory grows linearly with the turns.
        heap_growth_whole_to_half: whole.heapMb / half.heapMb,
      },
      settings: { agents: AGENTS, turns, pieces_an_answer: PIECES.length },
    };
  },
};

async function measure(maxTurns: number): Promise<{ ms: number; rssMb: number; heapMb: number }> {
  const participants = Array.from(
    { length: AGENTS },
    (_, index) =>
      new AssistantAgent({
        name: `agent_${index}`,
        modelClient: new InstantModel(),
        modelClientStream: true,
      }),
  );
  const team = new RoundRobinGroupChat({ participants, maxTurns });
  collectGarbage();
  const before = process.memoryUsage();
  const started = performance.now();
  const run = streamTask(team, 'Work it out together.');
  let said = 0;
  let step = await run.next();
  while (step.done !== true) {
    if (step.value.type === 'TextMessage') said += 1;
    step = await run.next();
  }
  const ms = performance.now() - started;
  // The task is a message as well.
  if (said !== maxTurns + 1) throw new Error(`${said} messages were said: ${step.value.stopReason}`);
  collectGarbage();
  const after = process.memoryUsage();
  // The team and its result still hold all messages: this is the growth to measure.
  if (team.saveState() === undefined || step.value.messages.length === 0)
    throw new Error('Nothing was kept.');
  return {
    ms,
    rssMb: (after.rss - before.rss) / MEGABYTE,
    heapMb: (after.heapUsed - before.heapUsed) / MEGABYTE,
  };
}

class InstantModel implements ChatModel {
  readonly name = 'instant';
  readonly local = true;

  async *stream(): AsyncIterable<ModelEvent> {
    for (const text of PIECES) yield { type: 'text-delta', text };
    yield { type: 'end', stopReason: 'stop', usage: { promptTokens: 10, completionTokens: 8 } };
  }
}
