import type { MessagePort } from 'node:worker_threads';
import { toErrorData } from '#shared/errors.ts';
import type { FromWorker, HandlersOf, JobMap, ToWorker } from './jobs.ts';

/**
 * The worker's side of the protocol: runs jobs as they arrive and replies with their result or error.
 * @param failure converts what was thrown into an error that a user can act on.
 */
export function serveJobs<Map extends JobMap<Map>>(
  port: MessagePort,
  handlers: HandlersOf<Map>,
  failure: (thrown: unknown) => unknown = (thrown) => thrown,
): void {
  const waiting = new Map<number, (proceed: boolean) => void>();
  const send = (message: FromWorker) => port.postMessage(message);
  const reportProgress = (id: number) => (done: number) =>
    new Promise<boolean>((resolve) => {
      waiting.set(id, resolve);
      send({ id, done });
    });
  port.on('message', (message: ToWorker) => {
    if ('proceed' in message) {
      waiting.get(message.id)?.(message.proceed);
      waiting.delete(message.id);
    } else void runJob(message);
  });

  async function runJob({ id, job, input }: Extract<ToWorker, { job: unknown }>): Promise<void> {
    try {
      // The main side sends matching inputs, which the union of all handlers cannot express.
      const handler = handlers[job as keyof Map];
      send({ id, value: await handler(input, reportProgress(id)) });
    } catch (thrown) {
      send({ id, error: toErrorData(failure(thrown)) });
    }
  }
}
