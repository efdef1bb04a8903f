/** What the worker thread does for knowledge. Reads in slices: between two files it hears whether to go on. */
import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { knowledgeLimits } from '#shared/knowledge/limits.ts';
import type { KnowledgeJobs, ScanResult } from './jobs.ts';
import type { IndexWriting } from './ports.ts';
import { readDocument } from './reading/read-document.ts';
import type { ReadContained } from './reading/read-document.ts';
import { walkFolder } from '../disk/walk-folder.ts';
import type { FoundFile, FoundFiles } from '../disk/walk-folder.ts';

type Proceed = (done: number) => Promise<boolean>;

class Stopped extends Error {}

/** The handlers of KnowledgeJobs. @param dataDir the folder of Tutee's own data, which is never read. */
export function readJobs(index: () => IndexWriting, readContained: ReadContained, dataDir: string) {
  /** By source: the files to read. */
  const toRead = new Map<string, readonly FoundFile[]>();
  return {
    scan: async (
      { sourceId, root }: KnowledgeJobs['scan']['input'],
      proceed: Proceed,
    ): Promise<ScanResult> => {
      const known = index().known(sourceId);
      let found: FoundFiles;
      try {
        const between = async () => {
          if (!(await proceed(0))) throw new Stopped();
        };
        found = await walkFolder(root, between, { except: dataDir });
      } catch (thrown) {
        if (thrown instanceof Stopped) return { outcome: 'found', note: null, changed: 0, folders: [] };
        return notThere(thrown);
      }
      if (found.unlisted.includes('')) return failed('You may not read this folder; change its permissions.');
      // A drive that is not mounted leaves an empty folder behind.
      if (found.files.length === 0 && known.size > 0)
        return gone('There is nothing in this folder any more. What was read before is still used.');
      const paths = new Set(found.files.map(({ path }) => path));
      const unlisted = found.unlisted.map((folder) => `${folder}/`);
      for (const path of known.keys()) {
        if (paths.has(path) || unlisted.some((folder) => path.startsWith(folder))) continue;
        index().removeDocument(sourceId, path);
        await nextTurn();
      }
      const changed = found.files.filter(({ path, bytes, modified }) => {
        const before = known.get(path);
        return before === undefined || before.modified !== modified || before.bytes !== bytes;
      });
      toRead.set(sourceId, changed);
      return {
        outcome: 'found',
        note: notesOf(found),
        changed: changed.length,
        folders: found.folders,
      };
    },
    read: async ({ sourceId, root }: KnowledgeJobs['read']['input'], proceed: Proceed) => {
      const files = toRead.get(sourceId) ?? [];
      toRead.delete(sourceId);
      const known = index().known(sourceId);
      let passages = index().countPassages(sourceId);
      // A source may be a single file.
      const folder = (await lstat(root).catch(() => null))?.isFile() === true ? dirname(root) : root;
      for (const [done, file] of files.entries()) {
        if (!(await proceed(done))) return { complete: false, note: null };
        if (passages >= knowledgeLimits.passages)
          return {
            complete: true,
            note: `It holds more than Tutee takes: ${files.length - done} files were not read. Add the folders in it that matter instead.`,
          };
        const before = known.get(file.path);
        const read = await readDocument(folder, file, before?.hash ?? null, readContained);
        if (read === 'same') index().touch(sourceId, file);
        else {
          const changing = read.state === 'failed' && read.hash === null;
          index().put(sourceId, { ...read, modified: changing ? null : read.modified });
          passages += read.passages.length;
        }
      }
      return { complete: true, note: null };
    },
    missing: ({ embedder, sourceIds, after, limit }: KnowledgeJobs['missing']['input']) =>
      index().missing(embedder, sourceIds, after, limit),
    putVectors: (vectors: KnowledgeJobs['putVectors']['input']) => {
      index().putVectors(vectors);
      return null;
    },
    keepOnlyVectorsOf: ({ embedder }: KnowledgeJobs['keepOnlyVectorsOf']['input']) => {
      index().keepOnlyVectorsOf(embedder);
      return null;
    },
    keepOnly: async ({ sourceIds }: KnowledgeJobs['keepOnly']['input']) => {
      await index().keepOnly(new Set(sourceIds), () => nextTurn());
      return null;
    },
  };
}

function notesOf({ more, unlisted }: FoundFiles): string | null {
  const notes = [
    ...(more
      ? [
          `There are more files than Tutee takes: the first ${knowledgeLimits.files.toLocaleString('en')} are read. Add the folders in it that matter instead.`,
        ]
      : []),
    ...(unlisted.length > 0
      ? [
          unlisted.length === 1
            ? 'One folder in it may not be read.'
            : `${unlisted.length} folders in it may not be read.`,
        ]
      : []),
  ];
  return notes.length === 0 ? null : notes.join(' ');
}

function notThere(thrown: unknown): ScanResult {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return gone('It is not there any more. What was read before is still used.');
  if (code === 'EACCES' || code === 'EPERM') return failed('You may not read it; change its permissions.');
  return failed(`It could not be read${code === '' ? '' : ` (${code})`}.`);
}

function gone(note: string): ScanResult {
  return { outcome: 'gone', note, changed: 0, folders: [] };
}

function failed(note: string): ScanResult {
  return { outcome: 'failed', note, changed: 0, folders: [] };
}
