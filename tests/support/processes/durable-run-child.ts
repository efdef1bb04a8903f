/** A durable run in a process of its own, to be killed at any moment: `node durable-run-child.ts FOLDER`. Writes what it asks and does to files. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import * as z from 'zod';
import {
  AssistantAgent,
  DurableRun,
  FileRunLogStore,
  FunctionTool,
  RoundRobinGroupChat,
} from '#main/engine-library.ts';
import type { ChatModel, ModelRequest } from '#main/engine-library.ts';

const folder = process.argv[2] ?? '';
const note = (file: string, line: string) => appendFileSync(join(folder, file), `${line}\n`);

/** Each agent calls its tool once a turn and then says which turn it was. */
function model(name: string): ChatModel {
  return {
    name,
    local: true,
    async *stream({ messages }: ModelRequest) {
      const calls = messages.filter(({ role }) => role === 'tool').length;
      const isAfterTool = messages.at(-1)?.role === 'tool';
      note('asked', `${name} ${messages.length}`);
      await later(10);
      if (isAfterTool) yield { type: 'text-delta', text: `${name} ${calls}` };
      else
        yield {
          type: 'tool-call-end',
          call: { id: `call-${calls}`, name: 'pay', arguments: `{"n":${calls}}` },
        };
      yield { type: 'end', stopReason: 'stop', usage: null };
    },
  };
}

function agent(name: string): AssistantAgent {
  const pay = new FunctionTool({
    name: 'pay',
    description: 'Pays.',
    parameters: z.object({ n: z.number() }),
    run: async ({ n }) => {
      await later(5);
      note('done', `${name} ${n}`);
      return 'paid';
    },
  });
  return new AssistantAgent({ name, modelClient: model(name), tools: [pay], maxToolIterations: 2 });
}

const participant = new RoundRobinGroupChat({ participants: [agent('ann'), agent('ben')], maxTurns: 12 });
const run = new DurableRun({
  id: 'run',
  participant,
  store: new FileRunLogStore(join(folder, 'runs')),
  keep: 4,
});
const isNew = (await run.status()) === 'new';
const stored = await new FileRunLogStore(join(folder, 'runs')).read('run');
const begun = !isNew && stored.some((entry) => (entry as { type: string }).type === 'checkpoint');
const result = await run.run(begun ? undefined : 'Pay.');
process.stdout.write(JSON.stringify(result.outcome));
