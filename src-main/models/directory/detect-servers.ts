import type { DetectedServer } from '#shared/models/model.ts';
import { presets } from '#shared/models/presets.ts';
import { listModels } from './list-models.ts';

type Kind = DetectedServer['kind'];

export interface DetectionOptions {
  /** Ports to try; default: each program's default port. */
  readonly ports?: Readonly<Partial<Record<Kind, number>>>;
  /** Timeout per server, in ms. A local server answers within a few ms or is not running. */
  readonly timeoutMs?: number;
}

const kinds: readonly Kind[] = ['ollama', 'lmstudio', 'llamacpp', 'vllm', 'jan'];

/** Finds model servers on this machine, all probed at once. Never throws; returns an empty list when there are none. */
export async function detectServers({ ports, timeoutMs = 700 }: DetectionOptions = {}): Promise<
  DetectedServer[]
> {
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const port = ports === undefined ? usualPort(kind) : ports[kind];
      return port === undefined ? null : await detect(kind, port, timeoutMs);
    }),
  );
  return found.filter((server) => server !== null);
}

function usualPort(kind: Kind): number | undefined {
  const preset = presets.find((one) => one.kind === kind);
  const port = preset === undefined ? NaN : Number(URL.parse(preset.baseUrl)?.port);
  return Number.isNaN(port) ? undefined : port;
}

async function detect(kind: Kind, port: number, timeoutMs: number): Promise<DetectedServer | null> {
  // Use the address: `localhost` may resolve to ::1, where none of the programs listens by default.
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  try {
    return { kind, baseUrl, models: await listModels({ baseUrl, apiKey: null }, { timeoutMs }) };
  } catch {
    return null;
  }
}
