/** The models that Tutee runs itself, as reported by the main process. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import type { InsideModel, InsideView } from '../../../shared/contract/inside.ts';
import type { Provider } from '../../../shared/models/provider.ts';
import type { Result } from '../../../shared/result.ts';
import type { Settings } from '../../../shared/settings.ts';
import { showFailure } from '../page/toast-store.ts';
import { t } from '../../language/translate.ts';

interface InsideStore {
  /** Null until it is known. */
  readonly view: InsideView | null;
}

export const useInsideStore = create<InsideStore>(() => ({ view: null }));

export function receiveInside(view: InsideView): void {
  useInsideStore.setState({ view });
}

export async function loadInside(): Promise<void> {
  await receive(client.call('inside.list', {}));
}

export async function changeInside(
  name: 'inside.download' | 'inside.pause' | 'inside.remove' | 'inside.unload',
  id: string,
): Promise<void> {
  await receive(client.call(name, { id }));
}

/** Resolves to the error; null if the file was added. */
export async function openModelFile(path: string): Promise<string | null> {
  const before = useInsideStore.getState().view;
  const result = await client.call('inside.open', { path });
  if (!result.ok) return result.error.message;
  receiveUnlessNewer(result.value, before);
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
  name: t('Inside Tutee'),
  kind: 'inside',
  baseUrl: null,
  model: null,
  headerNames: [],
  apiVersion: null,
  proxy: 'none',
  certificates: null,
};

async function receive(answer: Promise<Result<CommandOutput<'inside.list'>>>): Promise<void> {
  const before = useInsideStore.getState().view;
  const result = await answer;
  if (result.ok) receiveUnlessNewer(result.value, before);
  else showFailure(result.error);
}

/** An event that came while a command was answered is newer than its answer. Every change causes one. */
function receiveUnlessNewer(view: InsideView, before: InsideView | null): void {
  if (useInsideStore.getState().view === before) receiveInside(view);
}
