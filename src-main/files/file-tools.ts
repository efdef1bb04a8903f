/**
 * The tools for files in folders that the user allowed: list, read, search, write, edit. This folder owns where a path may lead, what is read,
 * and how a change is shown, made and taken back. What a file says is material. Knows neither chats nor models.
 */
import * as z from 'zod';
import type { FileChange, FileChangeView } from '#shared/tools/file-change.ts';
import { assertNever, TuteeError } from '#shared/errors.ts';
import { undoChange, writeChange } from './change-file.ts';
import { diffLines } from './diff-lines.ts';
import { asRefusal, FileRefusal } from './file-refusal.ts';
import { mayBeRun, mayHoldKeys } from './file-names.ts';
import { findInFolder } from './find-in-folder.ts';
import type { Found, UsableFolder } from './find-in-folder.ts';
import { listFolder, listFolders } from './list-folder.ts';
import { changed, editParameters, planChange, writeParameters } from './plan-change.ts';
import type { ChangeCall } from './plan-change.ts';
import { bytesOf, MOST_READ, textOf } from './read-found.ts';
import { searchFiles } from './search-files.ts';

const optionalPath = z.string().max(2_000).optional();
const listParameters = z.object({
  path: optionalPath.describe('A folder; left out: the folders that there are.'),
});
const readParameters = z.object({
  path: z
    .string()
    .min(1)
    .max(2_000)
    .describe('The path, beginning with the name of the folder: Notes/plans/a.md'),
  from_line: z.int().min(1).optional().describe('The first line; left out: the beginning.'),
  lines: z.int().min(1).max(2_000).optional().describe('How many lines; left out: 500.'),
});
const searchParameters = z.object({
  query: z
    .string()
    .min(1)
    .max(200)
    .describe('A text that stands in the files or their names, whatever its case. No pattern.'),
  path: optionalPath.describe('A folder or file to search in; left out: all.'),
});

/** All tools, in the order in which they are listed. */
export const fileTools = [
  {
    name: 'list_folder',
    writes: false,
    parameters: listParameters,
    description: 'Lists the files and folders in a folder that the user allowed.',
  },
  {
    name: 'read_file',
    writes: false,
    parameters: readParameters,
    description: 'Reads a text file. Long ones are given in parts.',
  },
  {
    name: 'search_files',
    writes: false,
    parameters: searchParameters,
    description: 'Finds the files whose names or lines contain a text.',
  },
  {
    name: 'write_file',
    writes: true,
    parameters: writeParameters,
    description:
      'Creates a text file, or replaces all of its text. To change a part of a file use edit_file.',
  },
  {
    name: 'edit_file',
    writes: true,
    parameters: editParameters,
    description:
      'Changes parts of a text file: each old text, copied exactly from the file, becomes the new one. Read the file first.',
  },
] as const;
export type FileToolName = (typeof fileTools)[number]['name'];

/** What a model is told of a tool, with the folders that it has here. */
export function describedTool(tool: (typeof fileTools)[number], folders: readonly UsableFolder[]) {
  const usable = folders.filter(({ mayWrite }) => mayWrite || !tool.writes);
  const { $schema: _dialect, ...parameters } = z.toJSONSchema(tool.parameters, { io: 'input' });
  const names = usable.map(({ name }) => `“${name}”`).join(', ');
  return { name: tool.name, description: `${tool.description} The folders: ${names}.`, parameters };
}

export interface CallContext {
  readonly folders: readonly UsableFolder[];
  /** Of the change that the user was shown; null: none. */
  readonly seen: string | null;
  /** Called before a file is written. */
  readonly onChange: (change: FileChange) => void;
  readonly signal: AbortSignal;
}

export interface Outcome {
  readonly content: string;
  readonly isError: boolean;
}

const DEFAULT_LINES = 500;
/** The most of a file that is given at once, in UTF-16 units. */
const MOST_GIVEN = 40_000;

export class FileTools {
  readonly #dataDir: string;
  /** One change at a time, so that each is planned on what the one before left. */
  #changing: Promise<unknown> = Promise.resolve();

  /** @param dataDir Tutee's own data, without links */
  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** A refusal is an error result, for the model to read; rejects with what `signal` aborts with. */
  async call(name: FileToolName, args: unknown, context: CallContext): Promise<Outcome> {
    try {
      return { content: await this.#call(name, args, context), isError: false };
    } catch (thrown) {
      context.signal.throwIfAborted();
      const refused = asRefusal(thrown, 'It');
      if (refused instanceof FileRefusal || refused instanceof TuteeError)
        return { content: refused.message, isError: true };
      if (refused instanceof z.ZodError)
        return { content: `Wrong arguments. ${z.prettifyError(refused)}`, isError: true };
      throw refused;
    }
  }

  /** Whether a call is asked about although its tool may always be used. */
  isDelicate(name: FileToolName, args: unknown): boolean {
    if (name === 'list_folder' || name === 'search_files') return false;
    const path = typeof args === 'object' && args !== null && 'path' in args ? args.path : null;
    if (typeof path !== 'string' || mayHoldKeys(path)) return true;
    return name !== 'read_file' && mayBeRun(path);
  }

  /** What a call would change. Throws `invalid_input` with the reason when it would change nothing. */
  async preview(name: string, args: unknown, folders: readonly UsableFolder[]): Promise<FileChangeView> {
    try {
      const planned = await planChange(changeCall(name, args), { folders, dataDir: this.#dataDir });
      const diff = await diffLines(planned.before, planned.after);
      return {
        ...diff,
        lines: [...diff.lines],
        path: planned.found.label,
        isNew: planned.before === null,
        seen: planned.digest,
      };
    } catch (thrown) {
      const refused = asRefusal(thrown, 'It');
      if (refused instanceof FileRefusal || refused instanceof z.ZodError) {
        const why = refused instanceof z.ZodError ? z.prettifyError(refused) : refused.message;
        throw new TuteeError('invalid_input', why, { field: 'arguments', cause: thrown });
      }
      throw refused;
    }
  }

  /** What a call has changed. Throws `invalid_input` when the arguments are not those of a change any more. */
  async made(name: string, args: unknown, change: FileChange): Promise<FileChangeView> {
    try {
      const call = changeCall(name, args);
      const diff = await diffLines(change.before, changed(call, change.before, call.path));
      return { ...diff, lines: [...diff.lines], path: call.path, isNew: change.before === null, seen: '' };
    } catch (thrown) {
      throw new TuteeError('invalid_input', 'What it changed cannot be shown any more.', { cause: thrown });
    }
  }

  /** Throws `changed_since` and `disk_full`. */
  undo(change: FileChange): Promise<void> {
    return this.#alone(() => undoChange(change));
  }

  async #call(
    name: FileToolName,
    args: unknown,
    { folders, seen, onChange, signal }: CallContext,
  ): Promise<string> {
    const find = (path: string) => findInFolder(path, { folders, dataDir: this.#dataDir });
    switch (name) {
      case 'list_folder': {
        const { path = '' } = listParameters.parse(args);
        return /^[./]*$/.test(path) ? listFolders(folders) : await listFolder(await find(path));
      }
      case 'read_file': {
        const { path, from_line: from = 1, lines = DEFAULT_LINES } = readParameters.parse(args);
        return await read(await find(path), from, lines);
      }
      case 'search_files': {
        const { query, path = '' } = searchParameters.parse(args);
        const paths = /^[./]*$/.test(path) ? folders.map((folder) => folder.name) : [path];
        return await searchFiles(await Promise.all(paths.map(find)), query, this.#dataDir, signal);
      }
      case 'write_file':
      case 'edit_file':
        return await this.#alone(async () => {
          signal.throwIfAborted();
          const planned = await planChange(changeCall(name, args), { folders, dataDir: this.#dataDir });
          if (seen !== null && planned.digest !== seen)
            throw new FileRefusal(
              `“${planned.found.label}” has changed since the user was shown what would become of it. Nothing was written. Read it again.`,
            );
          await writeChange(planned, onChange);
          return `${planned.before === null ? 'Created' : 'Changed'} “${planned.found.label}”.`;
        });
      default:
        return assertNever(name);
    }
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#changing.then(work, work);
    this.#changing = next.catch(() => undefined);
    return next;
  }
}

function changeCall(name: string, args: unknown): ChangeCall {
  if (name === 'write_file') return { tool: name, ...writeParameters.parse(args) };
  if (name === 'edit_file') return { tool: name, ...editParameters.parse(args) };
  throw new FileRefusal('This call changes no file.');
}

async function read(found: Found, from: number, count: number): Promise<string> {
  if (found.stats === null) throw new FileRefusal(`There is no “${found.label}”.`);
  if (found.stats.isDirectory()) throw new FileRefusal(`“${found.label}” is a folder. List it instead.`);
  const text = textOf(await bytesOf(found, MOST_READ), found.label);
  if (text === '') return `“${found.label}” is empty.`;
  const lines = text.split('\n');
  if (from > lines.length) throw new FileRefusal(`“${found.label}” has only ${lines.length} lines.`);
  const part = lines.slice(from - 1, from - 1 + count).join('\n');
  const given = part.slice(0, MOST_GIVEN).toWellFormed();
  const last = from - 1 + given.split('\n').length;
  const isWhole = from === 1 && last === lines.length && given.length === part.length;
  const rest = given.length < part.length ? `, cut after ${MOST_GIVEN} characters` : '';
  return isWhole ? given : `[${found.label}, lines ${from} to ${last} of ${lines.length}${rest}]\n${given}`;
}
