/** What could be better about what Tutee remembers. */
import { create } from 'zustand';
import { client } from '../client/client.ts';
import type { CommandOutput } from '../../shared/contract/commands.ts';
import type { ErrorData } from '../../shared/errors.ts';

/** Changes that come close together are looked at once. */
const SETTLE_MS = 300;

interface HealthState {
  /** Null: not loaded. */
  readonly health: CommandOutput<'memories.health'> | null;
  readonly error: ErrorData | null;
}

export const useHealthStore = create<HealthState>(() => ({ health: null, error: null }));

let generation = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let opened = false;

export async function loadHealth(): Promise<void> {
  clearTimeout(timer);
  opened = true;
  generation += 1;
  const mine = generation;
  const result = await client.call('memories.health', {});
  if (mine !== generation) return;
  useHealthStore.setState(result.ok ? { health: result.value, error: null } : { error: result.error });
}

export function receiveHealth(): void {
  if (!opened) return;
  clearTimeout(timer);
  timer = setTimeout(() => void loadHealth(), SETTLE_MS);
}
