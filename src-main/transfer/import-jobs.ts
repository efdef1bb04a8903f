/** The worker's side of imports and exports: reads files, compares, writes. Runs where nothing waits for it. */
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import type { ImportPreview, ImportRow } from '#shared/contract/transfer.ts';
import { TuteeError } from '#shared/errors.ts';
import { isSameScope } from '#shared/memory/learning-in.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import type { Memory } from '#shared/memory/memory.ts';
import type { ScopeName } from '#shared/project.ts';
import { asDiskFailure } from '../disk/disk-full.ts';
import { writeWhole } from '../disk/write-whole.ts';
import { applyImport, takeBack } from './apply-import.ts';
import type { ApplyParts } from './apply-import.ts';
import { decideImport } from './import-choices.ts';
import type { JobHandlers, JobName } from './jobs.ts';
import { writeJson } from './json-file.ts';
import { writeMarkdown } from './markdown-file.ts';
import { planImport } from './plan-import.ts';
import type { PlannedRow } from './plan-import.ts';
import type { ImportWriter, KnownMemories, MemorySource, TeachingRules } from './ports.ts';
import { readFileOfMemories, readPastedText } from './read-memories.ts';
import type { ReadMemories } from './read-memories.ts';

export interface TransferStore {
  readonly imports: ImportWriter & KnownMemories;
  readonly memories: MemorySource;
}

export interface ImportJobParts {
  /** Opens the database for one job and closes it after. */
  readonly withStore: <T>(work: (store: TransferStore) => T | Promise<T>) => Promise<T>;
  readonly embedder: Embedder;
  readonly rules: TeachingRules;
  readonly newId: () => string;
  readonly now: () => number;
}

type ImportJob = Exclude<
  JobName,
  'makeBackup' | 'checkBackup' | 'prepareRestore' | 'survey' | 'checkpoint' | 'rewrite'
>;

interface OpenImport {
  readonly name: string;
  readonly plan: readonly PlannedRow[];
  readonly scopes: readonly ScopeName[];
}

const EXPORT_BATCH = 200;

export function importJobs(parts: ImportJobParts): Pick<JobHandlers, ImportJob> {
  const opened = new OpenImports();
  const open = (importId: string, name: string, read: ReadMemories): Promise<ImportPreview> =>
    parts.withStore((store) => {
      const plan = planImport(read.records, read.format, store.imports);
      opened.put(importId, { name, plan, scopes: read.scopes });
      return previewOf(importId, name, read, plan);
    });
  return {
    openFile: ({ importId, name, path }) => open(importId, name, readFileOfMemories(path, parts)),
    openText: ({ importId, text }) => open(importId, 'Pasted text', readPastedText(text, parts)),
    rows: ({ importId, group, offset, limit }) => {
      const { plan, scopes } = opened.need(importId);
      const rows = plan.flatMap((planned, row) =>
        planned.group === group ? [toRow(planned, row, scopes)] : [],
      );
      return { rows: rows.slice(offset, offset + limit), total: rows.length };
    },
    drop: ({ importId }) => {
      opened.drop(importId);
      return null;
    },
    apply: (job, proceed) => applyOpened(opened, parts, job, proceed),
    undo: ({ importId }, proceed) =>
      parts.withStore((store) => {
        if (!store.imports.isKnown(importId)) {
          throw new TuteeError('not_found', 'This import was taken back already.');
        }
        return takeBack(importId, store.imports, () => proceed(0));
      }),
    exportMemories: (job) =>
      parts.withStore((store) => ({ memories: exportTo(store.memories, job, parts.now()) })),
  };
}

/** Imports between their preview and their end, by id. */
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

async function applyOpened(
  opened: OpenImports,
  { withStore, embedder: inside, newId, now }: ImportJobParts,
  ...[{ importId, conflicts, rows, embedder }, proceed]: Parameters<JobHandlers['apply']>
): Promise<Awaited<ReturnType<JobHandlers['apply']>>> {
  const { name, plan, scopes } = opened.need(importId);
  const decisions = new Map(rows.map(({ row, decision }) => [row, decision]));
  const work = decideImport(plan, { conflicts, rows: decisions }, newId);
  opened.drop(importId);
  const applied = await withStore(async ({ imports: writer }) => {
    const embed = embedWith(inside, embedder);
    const whole = await applyImport(work, { importId, name, writer, embed, at: now(), proceed });
    if (whole) writer.nameScopes(scopes);
    return whole;
  });
  const pending = work.added.filter(({ status }) => status === 'pending').length;
  const vectorsMissing = embedder !== inside.key;
  return { applied, added: work.added.length, replaced: work.changed.length, pending, vectorsMissing };
}

/** Answers how many memories were written. */
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
  return { importId, name, format, total: plan.length, counts, notes: [...notes] };
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

/** Throws `disk_full`; nothing half-written stays. */
function writeFile(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    for (const piece of pieces) writeWhole(file, piece);
    fsyncSync(file);
  } catch (thrown) {
    rmSync(path, { force: true });
    throw asDiskFailure(thrown, path);
  } finally {
    closeSync(file);
  }
}

/** Only the embedder inside works here: one behind a server belongs to the main side, which makes its vectors later. */
function embedWith(inside: Embedder, inForce: string): ApplyParts['embed'] {
  return async (values) => {
    if (inside.key !== inForce) return null;
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
