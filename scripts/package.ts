/** `npm run package`: builds installers for this platform in release/. Arguments are passed to electron-builder, for example --dir. */
import { buildIfNeeded } from './build-if-needed.ts';
import { runTool } from './run-tool.ts';

await buildIfNeeded();
const args = process.argv.slice(2);
process.exitCode = await runTool('electron-builder', [
  '--config',
  'electron-builder.yml',
  '--publish',
  'never',
  ...args,
]);
