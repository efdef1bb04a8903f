import { utilityProcess } from 'electron';
import type { AppProcess } from '../app.ts';

/**
 * Starts a child process of the app as an Electron utility process, because the packaged app cannot run as Node: that fuse is off.
 * @param entry the file that it runs
 */
export function startUtilityProcess(entry: string): AppProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Tutee model',
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return {
    get pid() {
      return child.pid;
    },
    send: (message) => child.postMessage(message, []),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(`code ${code}`)),
    kill: () => void child.kill(),
  };
}
