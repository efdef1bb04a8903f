/** Agents and teams: saved ones, those of the gallery, and what they can be built from. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import type { Introduction } from '../../../shared/agents/introduction.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import { saveBlob } from '../../client/save-blob.ts';
import type { Result } from '../../../shared/result.ts';
import { showFailure, showNotice, showUndo, withdrawUndo } from '../page/toast-store.ts';
import { translatedGallery } from './gallery-texts.ts';
import { t } from '../../language/translate.ts';

export type TeamSummary = CommandOutput<'agents.list'>['saved'][number];
export type AgentOptions = CommandOutput<'agents.options'>;

interface AgentsState {
  /** Null: not loaded. Most recently changed first. */
  readonly saved: readonly TeamSummary[] | null;
  readonly gallery: readonly TeamSummary[];
  readonly error: ErrorData | null;
  /** Null: not loaded. */
  readonly options: AgentOptions | null;
}

export const useAgentsStore = create<AgentsState>(() => ({
  saved: null,
  gallery: [],
  error: null,
  options: null,
}));

let opened = false;
let generation = 0;

export async function loadAgents(): Promise<void> {
  opened = true;
  generation += 1;
  const request = generation;
  const result = await client.call('agents.list', {});
  if (request !== generation) return;
  if (result.ok) {
    const { saved, gallery } = result.value;
    useAgentsStore.setState({ saved, gallery: translatedGallery(gallery), error: null });
    const there = new Set(saved.map(({ id }) => id));
    withdrawUndo(({ type, id }) => type === 'deleted-team' && there.has(id));
  } else useAgentsStore.setState({ error: result.error });
}

/** Loads what the forms offer. Requested each time, since models change with the server. */
export async function loadAgentOptions(): Promise<void> {
  const result = await client.call('agents.options', {});
  if (result.ok) useAgentsStore.setState({ options: result.value });
  else showFailure(result.error);
}

/** Reloads the lists, if they were loaded. */
export function reloadAgents(): void {
  if (opened) void loadAgents();
}

export async function deleteTeam({ id, name }: Pick<TeamSummary, 'id' | 'name'>): Promise<boolean> {
  const result = await client.call('agents.delete', { id });
  if (result.ok)
    showUndo(t('“{{name}}” deleted.', { name }), () => void restoreTeam(id), { type: 'deleted-team', id });
  else showFailure(result.error);
  return result.ok;
}

/** Sets how an agent looks in chats. */
export function introduceAgent(id: string, introduction: Introduction): Promise<Result<unknown>> {
  return client.call('agents.introduce', { id, introduction });
}

async function restoreTeam(id: string): Promise<void> {
  const result = await client.call('agents.restore', { id });
  if (result.ok) showNotice(t('“{{name}}” is back.', { name: result.value.team.name }));
  else showFailure(result.error);
}

export async function exportTeam(id: string): Promise<void> {
  const result = await client.call('agents.export', { id });
  if (!result.ok) {
    showFailure(result.error);
    return;
  }
  const { fileName, text } = result.value;
  saveBlob(fileName, new Blob([text], { type: 'application/json' }));
  showNotice(t('Saved as {{fileName}} in your downloads.', { fileName }));
}
