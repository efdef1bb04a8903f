import type { DetectedServer } from '#shared/models/model.ts';
import { listModels } from './list-models.ts';

export interface DetectionOptions {
  /** Where to knock; the usual ports by default. */
  readonly ports?: Readonly<Record<DetectedServer['kind'], number>>;
  /** For each server, in ms. A server on this machine answers in a few ms or is not there. */
  readonly timeoutMs?: number;
}

const usualPorts = { ollama: 11_434, lmstudio: 1_234 } as const;

/** Model servers that answer on this machine, all asked at once. Never throws: none found is an empty list. */
export async function detectServers({ ports = usualPorts, timeoutMs = 700 }: DetectionOptions = {}): Promise<
  DetectedServer[]
> {
  const kinds = ['ollama', 'lmstudio'] as const;
  const found = await Promise.all(kinds.map((kind) => detect(kind, ports[kind], timeoutMs)));
  return found.filter((server) => server !== null);
}

async function detect(
  kind: DetectedServer['kind'],
  port: number,
  timeoutMs: number,
): Promise<DetectedServer | null> {
  // The address, not the name: `localhost` may be ::1 first, where neither program listens by default.
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  try {
    return { kind, baseUrl, models: await listModels({ baseUrl, apiKey: null }, { timeoutMs }) };
  } catch {
    return null;
  }
}
