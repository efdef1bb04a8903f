import type { MessagePort } from 'node:worker_threads';
import { toErrorData } from '#shared/errors.ts';
import type { FromWorker, HandlersOf, JobMap, ToWorker } from './jobs.ts';

/** What a worker does for one app. */
export interface ServedJobs<Map extends JobMap<Map>> {
  readonly handlers: HandlersOf<Map>;
  /** Converts what was thrown into an error that a user can act on. */
  readonly failure?: (thrown: unknown) => unknown;
  /** Drops what is kept between jobs. */
  readonly letGo?: () => void;
}

/**
 * The worker's side of the protocol: runs jobs as they arrive and replies with their result or error.
 * @param serve makes the handlers for the data of a WorkerThread.
 */
export function serveJobs<Map extends JobMap<Map>>(
  port: MessagePort,
  serve: (data: unknown) => ServedJobs<Map>,
): void {
  let served: ServedJobs<Map> | null = null;
  const waiting = new Map<number, (proceed: boolean) => void>();
  const send = (message: FromWorker) => port.postMessage(message);
  const reportProgress = (id: number) => (done: number) =>
    new Promise<boolean>((resolve) => {
      waiting.set(id, resolve);
      send({ id, done });
    });
  port.on('message', (message: ToWorker) => {
    if ('begin' in message) begin(message);
    else if ('proceed' in message) {
      waiting.get(message.id)?.(message.proceed);
      waiting.delete(message.id);
    } else void runJob(message);
  });

  function begin({ id, begin: data }: Extract<ToWorker, { begin: unknown }>): void {
    served?.letGo?.();
    served = data === null ? null : serve(data);
    send({ id, value: null });
  }

  async function runJob({ id, job, input }: Extract<ToWorker, { job: unknown }>): Promise<void> {
    if (served === null) throw new Error('A job came before what it is about.');
    const { handlers, failure = (thrown: unknown) => thrown } = served;
    try {
      // The main side sends matching inputs, which the union of all handlers cannot express.
      const handler = handlers[job as keyof Map];
      send({ id, value: await handler(input, reportProgress(id)) });
    } catch (thrown) {
      send({ id, error: toErrorData(failure(thrown)) });
    }
  }
}
