import { readFileSync } from 'node:fs';
import type { ImportState } from '#shared/contract/transfer.ts';
import { memoryValueSchema } from '#shared/memory/memory.ts';
import type { MemoryValue } from '#shared/memory/memory.ts';
import type { MemoryRecord, RecordedEvent } from '#shared/memory/memory-record.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import type { TestApp } from './app.ts';
import { fromDialog, memoryValue } from './memory-samples.ts';

/** Uploads a file in parts, as the page does; returns its id. */
export async function upload(
  app: TestApp,
  content: string | Uint8Array,
  name = 'memories.json',
): Promise<string> {
  const bytes = Buffer.from(content);
  const { fileId, partBytes } = await app.call('files.begin', { name, bytes: bytes.length });
  for (let offset = 0; offset < bytes.length; offset += partBytes) {
    const data = bytes.subarray(offset, offset + partBytes).toString('base64');
    await app.call('files.part', { fileId, offset, data });
  }
  return fileId;
}

/** Opens a file for import and returns its preview. */
export async function openImport(app: TestApp, content: string | Uint8Array, name?: string) {
  return app.call('imports.open', { fileId: await upload(app, content, name) });
}

export function ended(app: TestApp, importId: string): Promise<ImportState> {
  return app
    .event(
      ({ name, payload }) =>
        name === 'import-changed' && payload.importId === importId && payload.state !== 'running',
    )
    .then((event) => event.payload as ImportState);
}

/** Imports a file with predefined choices; returns the final state. */
export async function importFile(
  app: TestApp,
  content: string | Uint8Array,
  conflicts: 'skip' | 'add' | 'replace' = 'skip',
): Promise<ImportState> {
  const { importId } = await openImport(app, content);
  await app.call('imports.apply', { importId, conflicts });
  return ended(app, importId);
}

/** The text of an export file. */
export async function exported(app: TestApp, format: 'json' | 'markdown' = 'json'): Promise<string> {
  const { fileId } = await app.call('exports.memories', { format });
  return readFileSync(app.outgoingPath(fileId), 'utf8');
}

export function recordsIn(json: string): MemoryRecord[] {
  return (JSON.parse(json) as { memories: MemoryRecord[] }).memories;
}

export function jsonFile(memories: readonly unknown[], head: Record<string, unknown> = {}): string {
  return JSON.stringify({
    format: 'tutee-memories',
    version: 1,
    writtenBy: 'Tutee test',
    exportedAt: 1,
    memories,
    ...head,
  });
}

/** A memory with the history of having been learned. */
export function record(text: string, changes: Partial<MemoryRecord> = {}): MemoryRecord {
  const named = Object.entries(changes).filter(([name]) => Object.hasOwn(memoryValueSchema.shape, name));
  const value = memoryValue(text, Object.fromEntries(named) as Partial<MemoryValue>);
  const event: RecordedEvent = {
    id: uuid7(),
    changeId: uuid7(),
    at: 1_000,
    actor: 'user',
    action: 'learned',
    before: null,
    after: value,
    conversationId: null,
    messageId: null,
    supersededBefore: null,
    supersededAfter: null,
    confirmations: 0,
    undoes: null,
  };
  return {
    ...value,
    id: uuid7(),
    source: fromDialog,
    createdAt: 1_000,
    updatedAt: 1_000,
    statusSince: 1_000,
    lastUsedAt: null,
    useCount: 0,
    confirmCount: 0,
    supersededBy: null,
    history: [event],
    ...changes,
  };
}
