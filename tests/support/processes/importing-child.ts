/**
 * A process that imports a file into a data folder and prints its progress until it is killed. Arguments: data folder, file, and `undo` to
 * revert the import as soon as it is complete.
 */
import { readFileSync, writeSync } from 'node:fs';
import { TestApp } from '../app.ts';
import { ended, openImport } from '../transfer.ts';

const [dataDir = '', file = '', then = ''] = process.argv.slice(2);
const app = await TestApp.start({ dataDir });
app.onEvent(({ name, payload }) => {
  // Unbuffered, so that the parent knows the progress at the time of the kill.
  if (name === 'import-changed') writeSync(1, `${payload.state} ${payload.done}\n`);
});
const { importId } = await openImport(app, readFileSync(file));
await app.call('imports.apply', { importId, conflicts: 'replace' });
await ended(app, importId);
if (then === 'undo') await app.call('imports.undo', { importId });
// Keeps the process alive until the parent kills it.
setInterval(() => undefined, 60_000);
