/** Folders to be added to projects, and the wait until they are read. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { KnowledgeOwner, KnowledgeSource } from '#shared/knowledge/knowledge.ts';
import type { TestApp } from './app.ts';

/** A temporary folder with these files, by their path in it. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tutee-folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) putFile(folder, path, content);
  return folder;
}

export function putFile(folder: string, path: string, content: string | Uint8Array): void {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
}

export async function newProject(
  app: TestApp,
  name = 'House',
): Promise<KnowledgeOwner & { type: 'project' }> {
  const { project } = await app.call('projects.create', { name });
  return { type: 'project', id: project.id };
}

/** Adds a folder and resolves when it is read and all of its passages are compared. */
export async function addFolder(
  app: TestApp,
  owner: KnowledgeOwner,
  path: string,
  onlyHere = false,
): Promise<KnowledgeSource> {
  const { source } = await app.call('knowledge.addPath', { owner, path, onlyHere });
  return await whenSource(app, source.id, isComplete);
}

export function isComplete({ state, passages, compared }: KnowledgeSource): boolean {
  return state !== 'waiting' && state !== 'reading' && compared === passages;
}

/** Resolves with the source as the next event tells it that passes. */
export async function whenSource(
  app: TestApp,
  id: string,
  passes: (source: KnowledgeSource) => boolean,
): Promise<KnowledgeSource> {
  const now = await Promise.all(
    app.events
      .flatMap((event) => (event.name === 'knowledge-changed' ? [event.payload.owner] : []))
      .slice(-1)
      .map((owner) => app.call('knowledge.list', { owner })),
  );
  const already = now.flatMap(({ sources }) => sources).find((source) => source.id === id && passes(source));
  if (already !== undefined) return already;
  return await new Promise((resolve) => {
    app.onEvent((event) => {
      if (event.name !== 'knowledge-changed') return;
      const found = event.payload.sources.find((source) => source.id === id && passes(source));
      if (found !== undefined) resolve(found);
    });
  });
}

/** Says something in a new chat of a project. */
export async function sayIn(app: TestApp, owner: KnowledgeOwner & { type: 'project' }, text: string) {
  const requestId = crypto.randomUUID();
  const sent = await app.call('chat.send', { requestId, conversationId: null, text, projectId: owner.id });
  const end = await app.event(
    (event) => event.name === 'message-end' && event.payload.message.id === sent.assistantMessage.id,
  );
  if (end.name !== 'message-end') throw new Error('Unreachable: filtered by name.');
  return { conversationId: sent.conversation.id, answer: end.payload.message };
}
