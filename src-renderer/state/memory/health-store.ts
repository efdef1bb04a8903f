/** What could be better about what Tutee remembers. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import type { ErrorData } from '../../../shared/errors.ts';

/** Changes that come close together are looked at once. */
const SETTLE_MS = 300;

interface HealthState {
  /** Null: not loaded. */
  readonly health: CommandOutput<'memories.health'> | null;
  /** Null: being worked out, which takes seconds for tens of thousands. */
  readonly duplicates: CommandOutput<'memories.duplicates'> | null;
  readonly error: ErrorData | null;
}

export const useHealthStore = create<HealthState>(() => ({ health: null, duplicates: null, error: null }));

let generation = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let opened = false;

export async function loadHealth(): Promise<void> {
  clearTimeout(timer);
  generation += 1;
  const mine = generation;
  const result = await client.call('memories.health', {});
  if (mine !== generation) return;
  useHealthStore.setState(result.ok ? { health: result.value, error: null } : { error: result.error });
  const alike = await client.call('memories.duplicates', {});
  if (mine !== generation) return;
  useHealthStore.setState(alike.ok ? { duplicates: alike.value } : { error: alike.error });
}

/** The health tab is looked at; the result says that it no longer is. */
export function openHealth(): () => void {
  opened = true;
  void loadHealth();
  return () => {
    opened = false;
  };
}

export function receiveHealth(): void {
  if (!opened) return;
  clearTimeout(timer);
  timer = setTimeout(() => void loadHealth(), SETTLE_MS);
}
