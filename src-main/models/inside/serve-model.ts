/**
 * The code in the model's process: loads one file, then answers requests until it is ended. A crash of llama.cpp ends this process only.
 */
import { toErrorData, TuteeError } from '#shared/errors.ts';
import { loadLlama, llamaFolder } from './llama-addon.ts';
import { LoadedModel } from './loaded-model.ts';
import type { AskOrder, FromModel, LoadOrder, ToModel } from './protocol.ts';

export type { FromModel as Report, ToModel as Order } from './protocol.ts';

/** Progress of loading is reported in steps of this share of the file. */
const TOLD_STEP = 0.05;

/** The connection to the main process. */
export interface ModelPort {
  send(message: FromModel): void;
  onMessage(listener: (message: ToModel) => void): void;
}

export function serveModel(port: ModelPort): void {
  const stops = new Map<number, AbortController>();
  let loaded: Promise<LoadedModel> | null = null;
  port.onMessage((message) => {
    if (message.type === 'load') {
      loaded ??= load(message, port);
      loaded.then(
        () => port.send({ type: 'loaded' }),
        (thrown: unknown) => port.send({ type: 'unusable', error: toErrorData(thrown) }),
      );
    } else if (message.type === 'stop') {
      const stop = stops.get(message.id);
      stop?.abort();
      // Every stop is confirmed, also for a request that never began.
      if (stop === undefined) port.send({ type: 'failed', id: message.id, error: toErrorData(cancelled()) });
    } else {
      const stop = new AbortController();
      stops.set(message.id, stop);
      void answer(message, loaded, port, stop.signal).finally(() => stops.delete(message.id));
    }
  });
}

function cancelled(): TuteeError {
  return new TuteeError('cancelled', 'Stopped.');
}

async function load(order: LoadOrder, port: ModelPort): Promise<LoadedModel> {
  const folder = llamaFolder();
  if (folder === null)
    throw new TuteeError('not_supported', 'Tutee cannot run models on this kind of machine.');
  try {
    const llama = await loadLlama(folder);
    let told = 0;
    return await LoadedModel.load(llama, order, (share) => {
      if (share < told + TOLD_STEP) return;
      told = share;
      port.send({ type: 'loading', share });
    });
  } catch (cause) {
    if (cause instanceof TuteeError) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new TuteeError('not_supported', 'The model cannot be run on this machine.', { cause, detail });
  }
}

async function answer(
  order: AskOrder,
  loaded: Promise<LoadedModel> | null,
  port: ModelPort,
  signal: AbortSignal,
): Promise<void> {
  const { id } = order;
  try {
    if (loaded === null) throw new Error('Nothing is loaded.');
    const model = await loaded;
    const end = await model.answer(order, (text) => port.send({ type: 'text', id, text }), signal);
    if (end.reason === 'too-long') port.send({ type: 'too-long', id, asked: end.asked, window: end.window });
    else port.send({ type: 'end', id, ...end });
  } catch (thrown) {
    port.send({ type: 'failed', id, error: toErrorData(thrown) });
  }
}
