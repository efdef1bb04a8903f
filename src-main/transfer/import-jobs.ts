/**
 * Imports and exports in the worker: reads and plans files, applies imports, writes exports. Owns imports between their
 * preview and their end; knows the database only through `TransferStore`.
 */
import type { ImportChatRow, ImportPreview, ImportRow } from '#shared/contract/transfer.ts';
import { TuteeError } from '#shared/errors.ts';
import { isSameScope } from '#shared/memory/learning-policy.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import type { Memory } from '#shared/memory/memory.ts';
import type { ScopeName } from '#shared/project.ts';
import { applyImport, revertImport } from './apply-import.ts';
import type { ApplyOptions } from './apply-import.ts';
import { applyChats } from './chats/apply-chats.ts';
import { mayHoldChats } from './chats/chat-file.ts';
import { planChats } from './chats/preview-chats.ts';
import type { ChatPlan } from './chats/preview-chats.ts';
import { decideImport } from './import-choices.ts';
import type { JobHandlers, JobName } from './jobs.ts';
import { writeJson } from './memory-files/json-file.ts';
import { writeMarkdown } from './memory-files/markdown-file.ts';
import { planImport } from './plan-import.ts';
import type { PlannedRow } from './plan-import.ts';
import type { ChatWriter, ImportWriter, KnownMemories, MemorySource, TeachingRules } from './ports.ts';
import { readMemoryFile, readPastedText } from './memory-files/read-memories.ts';
import type { ReadMemories } from './memory-files/read-memories.ts';
import { writeFile } from './write-file.ts';

export interface TransferStore {
  readonly imports: ImportWriter & KnownMemories;
  readonly chats: ChatWriter;
  readonly memories: MemorySource;
}

export interface ImportJobPorts {
  /** Opens the database for one job and closes it afterwards. */
  readonly withStore: <T>(work: (store: TransferStore) => T | Promise<T>) => Promise<T>;
  readonly embedder: Embedder;
  readonly rules: TeachingRules;
  /** Derives a title from a chat's first message. */
  readonly titleFrom: (message: string) => string;
  readonly newId: () => string;
  readonly now: () => number;
}

type ImportJob = Exclude<
  JobName,
  | 'makeBackup'
  | 'checkBackup'
  | 'prepareRestore'
  | 'survey'
  | 'checkpoint'
  | 'rewrite'
  | 'searchChats'
  | 'exportChats'
  | 'findInChat'
>;

interface OpenImport {
  readonly name: string;
  readonly plan: readonly PlannedRow[];
  readonly scopes: readonly ScopeName[];
  /** Null for an import of memories. */
  readonly chats: OpenChats | null;
}

interface OpenChats {
  readonly path: string;
  readonly rows: readonly ImportChatRow[];
}

const EXPORT_BATCH = 200;

export function importJobs(ports: ImportJobPorts): Pick<JobHandlers, ImportJob> {
  const opened = new OpenImports();
  const open = (importId: string, name: string, read: ReadMemories): Promise<ImportPreview> =>
    ports.withStore((store) => {
      const plan = planImport(read.records, read.format, store.imports);
      opened.put(importId, { name, plan, scopes: read.scopes, chats: null });
      return previewOf(importId, name, read, plan);
    });
  return {
    openFile: async ({ importId, name, path }, proceed) => {
      if (mayHoldChats(path)) {
        const found = await openChats(opened, ports, { importId, name, path }, proceed);
        if (found !== 'none') return found;
      }
      return open(importId, name, readMemoryFile(path, ports));
    },
    openText: ({ importId, text }) => open(importId, 'Pasted text', readPastedText(text, ports)),
    rows: ({ importId, group, offset, limit }) => {
      const { plan, scopes } = opened.need(importId);
      const rows = plan.flatMap((planned, row) =>
        planned.group === group ? [toRow(planned, row, scopes)] : [],
      );
      return { rows: rows.slice(offset, offset + limit), total: rows.length };
    },
    chats: ({ importId, offset, limit }) => {
      const rows = opened.need(importId).chats?.rows ?? [];
      return { chats: rows.slice(offset, offset + limit), total: rows.length };
    },
    drop: ({ importId }) => {
      opened.drop(importId);
      return null;
    },
    apply: (job, proceed) => applyOpened(opened, ports, job, proceed),
    undo: ({ importId }, proceed) =>
      ports.withStore((store) => {
        if (!store.imports.isKnown(importId)) {
          throw new TuteeError('not_found', 'This import was taken back already.');
        }
        return revertImport(importId, store.imports, () => proceed(0));
      }),
    exportMemories: (job) =>
      ports.withStore((store) => ({ memories: exportTo(store.memories, job, ports.now()) })),
  };
}

/** Imports between preview and application, by id. */
class OpenImports {
  readonly #byId = new Map<string, OpenImport>();

  put(importId: string, opened: OpenImport): void {
    this.#byId.set(importId, opened);
  }

  /** Throws `not_found`. */
  need(importId: string): OpenImport {
    const found = this.#byId.get(importId);
    if (found !== undefined) return found;
    throw new TuteeError('not_found', 'This import is not open any more. Choose the file again.');
  }

  drop(importId: string): void {
    this.#byId.delete(importId);
  }
}

/** Opens an export of chats. Returns null if it was cancelled, `none` if the file contains no chats. */
async function openChats(
  opened: OpenImports,
  { withStore, titleFrom }: ImportJobPorts,
  { importId, name, path }: Parameters<JobHandlers['openFile']>[0],
  proceed: (done: number) => Promise<boolean>,
): Promise<ImportPreview | null | 'none'> {
  let stopped = false;
  const plan = await withStore(({ chats }) =>
    planChats(path, chats, titleFrom, async (share) => {
      stopped = !(await proceed(Math.round(share * 100)));
      return !stopped;
    }),
  );
  if (plan === null) return stopped ? null : 'none';
  opened.put(importId, { name, plan: [], scopes: [], chats: { path, rows: plan.rows } });
  return previewOfChats(importId, name, plan);
}

function previewOfChats(importId: string, name: string, { chats, rows, notes }: ChatPlan): ImportPreview {
  const { new: added, grown, same } = chats.counts;
  const counts = { add: added + grown, same, conflict: 0 };
  return { importId, name, format: 'chats', total: rows.length, counts, notes: [...notes], chats };
}

async function applyOpened(
  opened: OpenImports,
  ports: ImportJobPorts,
  ...[job, proceed]: Parameters<JobHandlers['apply']>
): Promise<Awaited<ReturnType<JobHandlers['apply']>>> {
  const { importId, conflicts, rows, embedder } = job;
  const { withStore, embedder: inside, newId, now } = ports;
  const { name, plan, scopes, chats } = opened.need(importId);
  if (chats !== null) {
    opened.drop(importId);
    const counts = await withStore((store) =>
      applyChats({
        importId,
        name,
        path: chats.path,
        at: now(),
        proceed,
        writer: store.imports,
        chats: store.chats,
        known: store.imports,
        rules: ports.rules,
        titleFrom: ports.titleFrom,
        newId,
        embed: embedWith(inside, embedder),
        skipped: new Set(job.skipChats),
        proposes: job.propose,
      }),
    );
    const { pending } = counts;
    return { ...counts, added: pending, replaced: 0, vectorsMissing: pending > 0 && embedder !== inside.key };
  }
  const decisions = new Map(rows.map(({ row, decision }) => [row, decision]));
  const work = decideImport(plan, { conflicts, rows: decisions }, newId);
  opened.drop(importId);
  const applied = await withStore(async ({ imports: writer }) => {
    const embed = embedWith(inside, embedder);
    const completed = await applyImport(work, { importId, name, writer, embed, at: now(), proceed });
    if (completed) writer.nameScopes(scopes);
    return completed;
  });
  const pending = work.added.filter(({ status }) => status === 'pending').length;
  const vectorsMissing = embedder !== inside.key;
  const counts = { added: work.added.length, replaced: work.changed.length, pending, chats: 0, messages: 0 };
  return { applied, ...counts, vectorsMissing };
}

/** Writes an export. Returns the number of memories. */
function exportTo(
  source: MemorySource,
  { path, format, writtenBy }: Parameters<JobHandlers['exportMemories']>[0],
  exportedAt: number,
): number {
  const scopes = source.scopes();
  const batches = source.batches(EXPORT_BATCH);
  if (format === 'json') {
    writeFile(path, writeJson(batches, { writtenBy, exportedAt, scopes }));
    return source.count();
  }
  const memories: Memory[] = [...batches].flat();
  writeFile(path, [writeMarkdown(memories, exportedAt, scopes)]);
  return memories.length;
}

function previewOf(
  importId: string,
  name: string,
  { format, notes }: ReadMemories,
  plan: readonly PlannedRow[],
): ImportPreview {
  const counts = { add: 0, same: 0, conflict: 0 };
  for (const { group } of plan) counts[group] += 1;
  return { importId, name, format, total: plan.length, counts, notes: [...notes], chats: null };
}

function toRow(
  { record, group, reason, existing }: PlannedRow,
  row: number,
  scopes: readonly ScopeName[],
): ImportRow {
  const { text, kind, status, cues, scope } = record;
  const scopeName = scopes.find((named) => isSameScope(named.scope, scope))?.name ?? null;
  const here = existing === null ? null : { id: existing.id, text: existing.text, status: existing.status };
  return { row, group, text, kind, status, cues, scope, scopeName, reason, existing: here };
}

/** Only the built-in embedder runs in the worker; for an embedder behind a server the main thread computes vectors later. */
function embedWith(inside: Embedder, currentKey: string): ApplyOptions['embed'] {
  return async (values) => {
    if (inside.key !== currentKey) return null;
    const units = values.map(({ text, cues }) => [text, ...cues.map((cue) => cue.text)]);
    const vectors = await inside.embed(units.flat());
    let start = 0;
    return units.map((own) => {
      const end = start + own.length;
      const made = {
        embedder: inside.key,
        dimensions: inside.dimensions,
        vectors: vectors.slice(start, end),
      };
      start = end;
      return made;
    });
  };
}
