/** Skills that the user installed, loaded when Settings, Tools is first shown and kept up to date by events. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { saveFile } from '../../client/save-file.ts';
import { uploadUnread } from '../../client/upload-file.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { OwnTool } from '../../../shared/tools/allowed-folder.ts';
import type { Skill } from '../../../shared/tools/skill.ts';
import type { ToolPermission } from '../../../shared/tools/tool-server.ts';
import { showFailure, showNotice } from '../page/toast-store.ts';
import { t } from '../../language/translate.ts';

interface SkillsState {
  /** By name; null: not loaded. */
  readonly skills: readonly Skill[] | null;
  readonly tools: readonly OwnTool[];
  /** Why they could not be loaded. */
  readonly error: ErrorData | null;
}

export const useSkillsStore = create<SkillsState>(() => ({ skills: null, tools: [], error: null }));

export async function loadSkills(): Promise<void> {
  const result = await client.call('skills.list', {});
  useSkillsStore.setState(result.ok ? { ...result.value, error: null } : { error: result.error });
}

/** After the connection was lost. */
export function reloadSkills(): void {
  if (useSkillsStore.getState().skills !== null) void loadSkills();
}

export function receiveSkills(all: {
  readonly skills: readonly Skill[];
  readonly tools: readonly OwnTool[];
}): void {
  if (useSkillsStore.getState().skills !== null) useSkillsStore.setState(all);
}

export function addSkillsAt(path: string): Promise<Result<{ skills: Skill[] }>> {
  return client.call('skills.addPath', { path });
}

export async function addSkillFile(file: File): Promise<Result<{ skills: Skill[] }>> {
  const sent = await uploadUnread(file, () => undefined);
  return sent.ok ? client.call('skills.addFile', { uploadId: sent.value }) : sent;
}

/** Writes a memory of how to do something as a skill. */
export async function writeAsSkill(memoryId: string): Promise<void> {
  const result = await client.call('skills.addMemory', { memoryId });
  if (!result.ok) return showFailure(result.error);
  showNotice(
    t('Written as the skill {{name}}. It is in Settings, Tools, where you can switch it on.', {
      name: result.value.skill.name,
    }),
  );
}

export async function teachSkill({ id, name }: Skill): Promise<void> {
  const result = await client.call('skills.teach', { id });
  if (result.ok) showNotice(t('The memory knows what {{name}} says.', { name }));
  else showFailure(result.error);
}

export async function saveSkill({ id }: Skill): Promise<void> {
  const made = await client.call('skills.export', { id });
  const saved = made.ok ? await saveFile(made.value.fileId, made.value.name) : made;
  if (!saved.ok) showFailure(saved.error);
  else if (saved.value !== null) showNotice(saved.value);
}

export async function switchSkill(id: string, enabled: boolean): Promise<void> {
  told(await client.call('skills.update', { id, enabled }));
}

export async function removeSkill(id: string): Promise<void> {
  told(await client.call('skills.remove', { id }));
}

export async function permitSkillTool(tool: string, permission: ToolPermission): Promise<void> {
  told(await client.call('skills.permit', { tool, permission }));
}

/** @param path null: SKILL.md. @returns null: it is no text, or gone */
export async function textOfSkill(id: string, path: string | null): Promise<string | null> {
  const result = await client.call('skills.text', { id, path });
  if (result.ok) return result.value.text;
  showFailure(result.error);
  return null;
}

function told(result: Result<unknown>): void {
  if (!result.ok) showFailure(result.error);
}
