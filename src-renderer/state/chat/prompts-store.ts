/** The user's prompts. Loaded when they are first needed, and current from then on. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { Prompt } from '../../../shared/prompts/prompt.ts';
import type { Result } from '../../../shared/result.ts';
import { showFailure, showNotice, showUndo, withdrawUndo } from '../page/toast-store.ts';
import { t } from '../../language/translate.ts';

interface PromptsState {
  /** Sorted by name; null: not loaded. */
  readonly prompts: readonly Prompt[] | null;
  readonly error: ErrorData | null;
}

export const usePromptsStore = create<PromptsState>(() => ({ prompts: null, error: null }));

let wanted = false;

export async function loadPrompts(): Promise<void> {
  wanted = true;
  const result = await client.call('prompts.list', {});
  if (result.ok) receivePrompts(result.value.prompts);
  else usePromptsStore.setState({ error: result.error });
}

/** Events were missed. */
export function reloadPrompts(): void {
  if (wanted) void loadPrompts();
}

export function receivePrompts(prompts: readonly Prompt[]): void {
  usePromptsStore.setState({ prompts, error: null });
  withdrawUndo(({ type, id }) => type === 'deleted-prompt' && prompts.some((prompt) => prompt.id === id));
}

export function savePrompt(input: CommandInput<'prompts.save'>): Promise<Result<{ prompt: Prompt }>> {
  return client.call('prompts.save', input);
}

/** Deletes without asking: it can be undone. */
export async function deletePrompt({ id, name }: Prompt): Promise<void> {
  const result = await client.call('prompts.delete', { id });
  if (result.ok)
    showUndo(t('Prompt “{{name}}” deleted.', { name }), () => void restorePrompt(id), {
      type: 'deleted-prompt',
      id,
    });
  else showFailure(result.error);
}

async function restorePrompt(id: string): Promise<void> {
  const result = await client.call('prompts.restore', { id });
  if (result.ok) showNotice(t('Prompt “{{name}}” is back.', { name: result.value.prompt.name }));
  else showFailure(result.error);
}
