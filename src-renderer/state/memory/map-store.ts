/** The map of memories by meaning. Computed in the main process and cached here until something changes. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';

export type MemoryMap = Pick<CommandOutput<'memories.map'>, 'ids' | 'kinds' | 'x' | 'y' | 'missing'>;

/** Debounces recomputing, in ms: a map of tens of thousands takes seconds. */
const SETTLE_MS = 2_000;

interface MapState {
  /** Null: not loaded. */
  readonly map: MemoryMap | null;
  /** The progress of computing, 0 to 1; null: not computing. */
  readonly share: number | null;
  readonly error: ErrorData | null;
}

export const useMapStore = create<MapState>(() => ({ map: null, share: null, error: null }));

let generation = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Whether the map is on screen; otherwise nothing is computed. */
let shown = false;
let outdated = true;

async function load(): Promise<void> {
  clearTimeout(timer);
  outdated = false;
  generation += 1;
  const request = generation;
  useMapStore.setState({ share: 0 });
  const result = await wholeMap();
  if (request !== generation) return;
  useMapStore.setState(
    result.ok ? { map: result.value, share: null, error: null } : { share: null, error: result.error },
  );
}

/** Loads all parts; starts again when the map was recomputed in between. */
async function wholeMap(): Promise<Result<MemoryMap>> {
  const first = await client.call('memories.map', {});
  if (!first.ok) return first;
  const { edition, total, missing } = first.value;
  const map = { ...first.value, missing };
  while (map.ids.length < total) {
    const next = await client.call('memories.map', { offset: map.ids.length });
    if (!next.ok) return next;
    if (next.value.edition !== edition || next.value.ids.length === 0) return wholeMap();
    map.ids = [...map.ids, ...next.value.ids];
    map.kinds = [...map.kinds, ...next.value.kinds];
    map.x = [...map.x, ...next.value.x];
    map.y = [...map.y, ...next.value.y];
  }
  return { ok: true, value: map };
}

/** Call when the Map tab opens; call the result when it closes. */
export function openMap(): () => void {
  shown = true;
  if (outdated) void load();
  return () => {
    shown = false;
  };
}

export function reloadMap(): void {
  void load();
}

export function receiveMap(): void {
  outdated = true;
  if (!shown) return;
  clearTimeout(timer);
  timer = setTimeout(() => void load(), SETTLE_MS);
}

export function receiveSurveyProgress({ share }: { readonly share: number }): void {
  if (useMapStore.getState().share !== null) useMapStore.setState({ share });
}
