/**
 * Tutee without a face, in a process of its own: takes the folder's lock, starts, and carries out commands that come as
 * lines of JSON on stdin; answers and events go out as lines on stdout. Argument: data folder.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startApp } from '#main/compose.ts';
import { createFileSecretStore } from '#main/shells/web/file-secret-store.ts';
import { lockDataFolder } from '#main/startup/data-folder-lock.ts';
import { makeDataFolder } from '#main/startup/data-folder.ts';

const [dataDir = '', script = ''] = process.argv.slice(2);

/** Unbuffered, so that what was answered is known also when the next moment is the last. */
function say(what: object): void {
  const bytes = Buffer.from(`${JSON.stringify(what)}\n`);
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(1, bytes, done);
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EAGAIN')) throw thrown;
    }
  }
}

makeDataFolder(dataDir);
lockDataFolder(dataDir);
const app = await startApp({
  dataDir,
  version: '0.0.0-storm',
  shell: 'web',
  shellReason: null,
  secrets: createFileSecretStore(join(dataDir, 'secrets.json')),
  fixed: {},
  environmentKey: null,
  scriptedModel: script === '' ? null : script,
  openPath: null,
  saveFile: null,
});
app.events.connect(null, (frame) => {
  if (frame.type === 'event') say({ event: frame.event });
});
say({ ready: true });
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const { id, name, input } = JSON.parse(line) as { id: number; name: string; input: unknown };
  void app.dispatch(name, input).then((result) => say({ id, result }));
});
lines.on('close', () => void app.close().then(() => process.exit(0)));
