/** Entry of the embedder's worker thread, started by src-main/models/embedders/transformer-embedder.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { serveTransformer } from './models/embedders/transformer-thread.ts';
import type { TransformerPaths } from './models/embedders/transformer-thread.ts';

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
serveTransformer(parentPort, workerData as TransformerPaths);
