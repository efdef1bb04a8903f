import type { DetectedServer } from '#shared/models/model.ts';
import { listModels } from './list-models.ts';

export interface DetectionOptions {
  /** Ports to try; default: each program's default port. */
  readonly ports?: Readonly<Record<DetectedServer['kind'], number>>;
  /** Timeout per server, in ms. A local server answers within a few ms or is not running. */
  readonly timeoutMs?: number;
}

const defaultPorts = { ollama: 11_434, lmstudio: 1_234 } as const;

/** Finds model servers on this machine, all probed at once. Never throws; returns an empty list when there are none. */
export async function detectServers({
  ports = defaultPorts,
  timeoutMs = 700,
}: DetectionOptions = {}): Promise<DetectedServer[]> {
  const kinds = ['ollama', 'lmstudio'] as const;
  const found = await Promise.all(kinds.map((kind) => detect(kind, ports[kind], timeoutMs)));
  return found.filter((server) => server !== null);
}

async function detect(
  kind: DetectedServer['kind'],
  port: number,
  timeoutMs: number,
): Promise<DetectedServer | null> {
  // Use the address: `localhost` may resolve to ::1, where neither program listens by default.
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  try {
    return { kind, baseUrl, models: await listModels({ baseUrl, apiKey: null }, { timeoutMs }) };
  } catch {
    return null;
  }
}
