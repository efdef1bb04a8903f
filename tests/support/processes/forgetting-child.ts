/**
 * A process that forgets all memories of a data folder for good and then waits to be killed. It prints the number of deleted memories, a
 * line for each progress report. Argument: data folder.
 */
import { writeSync } from 'node:fs';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { Store } from '#main/store/store.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { LongChanges } from '#main/teachability/long-changes.ts';
import { MemoryForgetting } from '#main/teachability/memory-forgetting.ts';
import { MemoryUpdates } from '#main/teachability/memory-updates.ts';
import { memoryFilterSchema } from '#shared/memory/memory-filter.ts';

const [dataDir = ''] = process.argv.slice(2);
const { memories, forgetting: purger } = new Store({ dataDir, appVersion: 'test', now: () => 0 });
const ports = {
  reader: memories,
  writer: memories,
  pages: memories.views,
  alike: () => Promise.resolve([]),
  newId: () => uuid7(),
  now: Date.now,
  yieldToEventLoop: () => yieldToEventLoop(),
  long: new LongChanges({
    yieldToEventLoop: () => yieldToEventLoop(),
    tell: ({ done }) => void writeSync(1, `${done}\n`),
  }),
};
const forgetting = new MemoryForgetting({ ...ports, purger, updates: new MemoryUpdates(ports) });
await forgetting.purge({ filter: memoryFilterSchema.parse({}), except: [] }, false);
setInterval(() => undefined, 60_000);
