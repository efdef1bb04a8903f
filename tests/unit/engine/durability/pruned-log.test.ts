/** The log of a run is cut while the run goes on: what is stored meanwhile is not cut away. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { DurableRun } from '#main/engine/durability/durable-run.ts';
import { readLog } from '#main/engine/durability/read-log.ts';
import { InMemoryRunLogStore } from '#main/engine/durability/in-memory-run-log-store.ts';
import type { RunLogStore } from '#main/engine/ports.ts';
import { crashAfter } from '#main/engine/testing/crash-after.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import type { ChatModel, ModelRequest } from '#shared/models/model.ts';

/** Passes of the event loop. */
async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Reading takes longer than a model needs for an answer, as with a file on a slow disk. */
function slowlyRead(inner: InMemoryRunLogStore): RunLogStore {
  return {
    append: (id, entry) => inner.append(id, entry),
    replace: (id, entries) => inner.replace(id, entries),
    read: async (id) => {
      const entries = inner.read(id);
      await ticks(20);
      return entries;
    },
  };
}

/** Two agents that call a tool once a turn. */
function teamThat(asked: string[]) {
  const modelOf = (name: string): ChatModel => ({
    name,
    local: true,
    async *stream({ messages }: ModelRequest) {
      asked.push(`${name} ${messages.length}`);
      await ticks(5);
      if (messages.at(-1)?.role === 'tool') yield { type: 'text-delta', text: `${name} ${messages.length}` };
      else
        yield {
          type: 'tool-call-end',
          call: { id: `call-${messages.length}`, name: 'look', arguments: '{}' },
        };
      yield { type: 'end', stopReason: 'stop', usage: null };
    },
  });
  const look = () =>
    new FunctionTool({ name: 'look', description: 'Looks.', parameters: z.object({}), run: () => 'seen' });
  const participants = ['ann', 'ben'].map(
    (name) => new AssistantAgent({ name, modelClient: modelOf(name), tools: [look()], maxToolIterations: 2 }),
  );
  return new RoundRobinGroupChat({ participants, maxTurns: 6 });
}

describe('a log that is cut after each message', () => {
  it('keeps what was paid while it was cut, wherever the process ends', async () => {
    for (let write = 1; write < 40; write += 1) {
      const asked: string[] = [];
      const store = slowlyRead(new InMemoryRunLogStore());
      const open = (used: RunLogStore) =>
        new DurableRun({ id: 'run', participant: teamThat(asked), store: used, keep: 1 });
      await open(crashAfter(store, write)).run('Look around.');
      const entries = await readLog(store, 'run');
      const result = await open(store).run(
        entries.some(({ type }) => type === 'checkpoint') ? undefined : 'Look around.',
      );
      expect(result.outcome.status).toBe('complete');
      // At most the answer that could not be stored is asked for again.
      expect({ write, again: Math.max(1, asked.length - new Set(asked).size) }).toEqual({ write, again: 1 });
    }
  });
});
