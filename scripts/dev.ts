/**
 * `npm run dev`: serves the page from Vite's development server with hot reload, and runs the browser shell behind it from its
 * sources, restarted on every change. Arguments are passed to the shell, for example --data-dir.
 */
import { spawn } from 'node:child_process';
import { createServer as createProbe, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'vite';
import { webPaths } from '#shared/transport.ts';
import { randomSecrets } from '../src-main/shells/web/session.ts';
import { projectRoot } from './project.ts';

const shellPort = await freePort();
const secrets = randomSecrets();
const target = `http://127.0.0.1:${shellPort}`;

const server = await createServer({
  configFile: join(projectRoot, 'vite.config.ts'),
  server: {
    host: '127.0.0.1',
    // The shell accepts requests of its own origin only, so the proxy rewrites the origin.
    proxy: {
      '/api': { target, changeOrigin: true, ws: true, rewriteWsOrigin: true, headers: { origin: target } },
      [webPaths.newLink]: { target, changeOrigin: true, headers: { origin: target } },
      // Vite serves the page itself; only its token exchange goes to the shell.
      [webPaths.open]: {
        target,
        changeOrigin: true,
        headers: { origin: target },
        bypass: ({ headers }) => (headers.accept?.includes('text/html') === true ? '/index.html' : undefined),
      },
    },
  },
});
await server.listen();
const address = server.httpServer?.address() as AddressInfo;

const shell = spawn(
  process.execPath,
  [
    '--watch',
    '--watch-preserve-output',
    join(projectRoot, 'scripts', 'dev-shell.ts'),
    '--web',
    '--no-open',
    '--port',
    String(shellPort),
    ...process.argv.slice(2),
  ],
  {
    stdio: 'inherit',
    cwd: projectRoot,
    env: { ...process.env, TUTEE_DEV_TOKEN: secrets.token, TUTEE_DEV_KEY: secrets.key },
  },
);
console.log(
  `Open http://127.0.0.1:${address.port}${webPaths.open}?token=${secrets.token} once; the session stays valid.`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    shell.kill(signal);
    void server.close();
  });
}
shell.on('exit', () => void server.close());

/** A free port, chosen here because the shell needs the same one after each restart. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createProbe().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
