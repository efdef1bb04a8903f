/**
 * A process that pins all memories of a data folder, undoes that, and then waits to be killed. It prints the progress it receives, as JSON.
 * Argument: data folder.
 */
import { writeSync } from 'node:fs';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { Store } from '#main/store/store.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { LongChanges } from '#main/teachability/long-changes.ts';
import { MemoryUpdates } from '#main/teachability/memory-updates.ts';
import { memoryFilterSchema } from '#shared/memory/memory-filter.ts';

const [dataDir = ''] = process.argv.slice(2);
const { memories } = new Store({ dataDir, appVersion: 'test', now: () => 0 });
const say = (what: object) => writeSync(1, `${JSON.stringify(what)}\n`);
const updates = new MemoryUpdates({
  reader: memories,
  writer: memories,
  pages: memories.views,
  alike: () => Promise.resolve([]),
  newId: () => uuid7(),
  now: Date.now,
  yieldToEventLoop: () => yieldToEventLoop(),
  long: new LongChanges({ yieldToEventLoop: () => yieldToEventLoop(), tell: say }),
});

const target = { filter: memoryFilterSchema.parse({}), except: [] };
const { changeId } = await updates.update(target, { pinned: true });
say({ pinned: changeId });
await updates.undo(changeId ?? '');
setInterval(() => undefined, 60_000);
