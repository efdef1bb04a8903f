/** Wires the models that run inside Tutee; called by compose.ts only. No behaviour of its own. */
import { join } from 'node:path';
import type { Publish } from '#shared/contract/events.ts';
import { InsideModels } from '../models/inside/inside-models.ts';
import { modelProcess } from '../models/inside/ports.ts';
import { startNodeProcess } from '../models/inside/start-node-process.ts';
import type { AppOptions } from '../shells/app.ts';
import { workerEntry } from './worker-entry.ts';

export interface InsideDependencies extends Pick<AppOptions, 'dataDir' | 'modelHub' | 'startProcess'> {
  readonly publish: Publish;
  /** Called when other models can be asked than before. */
  readonly onModels: () => void;
}

export function composeInside({
  dataDir,
  modelHub,
  startProcess,
  publish,
  onModels,
}: InsideDependencies): InsideModels {
  const entry = workerEntry('model-process');
  return new InsideModels({
    modelFiles: {
      folder: join(dataDir, 'models'),
      ...(modelHub !== undefined && { hub: modelHub }),
    },
    runtime: {
      start: startProcess === undefined ? startNodeProcess(entry) : () => modelProcess(startProcess(entry)),
    },
    onChange: (view) => publish('inside-changed', view),
    onModels,
  });
}
