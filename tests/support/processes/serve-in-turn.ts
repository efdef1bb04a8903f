/**
 * A process that serves the built browser shell to one test after another, each with its own data folder. Controlled by messages of its
 * parent; see app-host.ts.
 */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as WebEntry from '../../../src-main/web.ts';
import type { HostOrder, HostReport } from '../app-host.ts';
import { sharedEmbedder } from '../shared-embedder.ts';
import { sharedThreads } from '../shared-threads.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// The compile cache of scripts/start.ts.
enableCompileCache(path('../../../.cache/compiled'));
const { serveWeb } = (await import(path('../../../dist/main/web.js'))) as typeof WebEntry;

process.on('message', (order: HostOrder) => {
  if (order.type === 'open') void serve(order);
  // The shell ends as for the real signal; the process stays.
  else process.emit('SIGTERM', 'SIGTERM');
});
process.once('disconnect', () => process.exit());

async function serve({ args, env }: Extract<HostOrder, { type: 'open' }>): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, env);
  const code = await serveWeb({
    args,
    shellReason: null,
    makeEmbedder: sharedEmbedder,
    threads: sharedThreads,
  });
  for (const name of Object.keys(env)) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  for (const signal of endSignals) process.removeAllListeners(signal);
  process.send?.({ type: 'ended', code } satisfies HostReport);
}
