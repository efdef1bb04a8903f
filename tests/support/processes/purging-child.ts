/**
 * A process that forgets one memory of a data folder for good, including chats, and then waits to be killed. It prints a line before and
 * one after. Arguments: data folder, id of the memory.
 */
import { writeSync } from 'node:fs';
import { Store } from '#main/store/store.ts';

const [dataDir = '', id = ''] = process.argv.slice(2);
const { forgetting } = new Store({ dataDir, appVersion: 'test', now: Date.now });
writeSync(1, 'begins\n');
forgetting.purge([id], { at: 1, chats: true, keepRejections: false });
writeSync(1, 'purged\n');
await forgetting.erase();
writeSync(1, 'erased\n');
setInterval(() => undefined, 60_000);
