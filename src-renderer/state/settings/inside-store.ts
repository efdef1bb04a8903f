/** The models that Tutee runs itself, as reported by the main process. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import type { InsideModel, InsideView } from '../../../shared/contract/inside.ts';
import type { Provider } from '../../../shared/models/provider.ts';
import type { Result } from '../../../shared/result.ts';
import type { Settings } from '../../../shared/settings.ts';
import { showFailure } from '../page/toast-store.ts';

interface InsideStore {
  /** Null until it is known. */
  readonly view: InsideView | null;
}

export const useInsideStore = create<InsideStore>(() => ({ view: null }));

export function receiveInside(view: InsideView): void {
  useInsideStore.setState({ view });
}

export async function loadInside(): Promise<void> {
  receive(await client.call('inside.list', {}));
}

export async function changeInside(
  name: 'inside.download' | 'inside.pause' | 'inside.remove' | 'inside.unload',
  id: string,
): Promise<void> {
  receive(await client.call(name, { id }));
}

/** Resolves to the error; null if the file was added. */
export async function openModelFile(path: string): Promise<string | null> {
  const result = await client.call('inside.open', { path });
  if (!result.ok) return result.error.message;
  receiveInside(result.value);
  return null;
}

/** The settings changes that make chats use this model. */
export function chooseInside({ id }: InsideModel, { providers }: Settings): Partial<Settings> {
  const known = providers.some(({ kind }) => kind === 'inside');
  return {
    providers: known ? providers : [...providers, insideProvider],
    defaultProvider: providers.find(({ kind }) => kind === 'inside')?.id ?? insideProvider.id,
    model: id,
  };
}

/** Whether chats use this model by default. */
export function isChosen({ id }: InsideModel, { providers, defaultProvider }: Settings): boolean {
  const provider = providers.find((one) => one.id === defaultProvider);
  return provider?.kind === 'inside' && provider.model === id;
}

const insideProvider: Provider = {
  id: 'inside',
  name: 'Inside Tutee',
  kind: 'inside',
  baseUrl: null,
  model: null,
  headerNames: [],
  apiVersion: null,
  proxy: 'none',
  certificates: null,
};

function receive(result: Result<CommandOutput<'inside.list'>>): void {
  if (result.ok) receiveInside(result.value);
  else showFailure(result.error);
}
