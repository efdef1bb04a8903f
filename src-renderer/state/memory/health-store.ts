/** The findings of the Health tab. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import type { ErrorData } from '../../../shared/errors.ts';

/** Debounces reloads after changes, in ms. */
const SETTLE_MS = 300;

interface HealthState {
  /** Null: not loaded. */
  readonly health: CommandOutput<'memories.health'> | null;
  /** Null while computed, which takes seconds for tens of thousands of memories. */
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
  const request = generation;
  const result = await client.call('memories.health', {});
  if (request !== generation) return;
  useHealthStore.setState(result.ok ? { health: result.value, error: null } : { error: result.error });
  const alike = await client.call('memories.duplicates', {});
  if (request !== generation) return;
  useHealthStore.setState(alike.ok ? { duplicates: alike.value } : { error: alike.error });
}

/** Call when the Health tab opens; call the result when it closes. */
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
