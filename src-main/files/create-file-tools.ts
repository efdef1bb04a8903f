import { realpathSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { FileChange } from '#shared/tools/file-change.ts';
import { checkedOptions, wrongPart } from '../engine/run/checked-input.ts';
import { abortable } from '../engine/run/abortable.ts';
import type { Tool } from '../engine/tools/tool.ts';
import { undoChange } from './change-file.ts';
import { describedTool, FileTools, fileTools } from './file-tools.ts';
import type { UsableFolder } from './find-in-folder.ts';

/** A folder that agents may use. */
export interface FileToolFolder {
  readonly path: string;
  /** By which agents name it; default: that of the folder. */
  readonly name?: string;
  /** Whether its files may be changed; default: no. */
  readonly mayWrite?: boolean;
}

export interface FileToolsOptions {
  readonly folders: readonly FileToolFolder[];
  /** Called before a file is written, with what `undoFileChange` needs; if it throws, nothing is written. */
  readonly onChange?: (change: FileChange) => void;
}

/**
 * Tools for the text files in folders, as agents of Tutee have them: `list_folder`, `read_file`, `search_files` and, where files may be changed,
 * `write_file` and `edit_file`. No path leads out of a folder. Throws `invalid_input` for a folder that is not there, or two of one name.
 */
export function createFileTools(options: FileToolsOptions): Tool[] {
  const { folders: given, onChange = () => undefined } = checkedOptions(
    options,
    'createFileTools({ folders })',
  );
  if (!Array.isArray(given) || given.length === 0)
    throw wrongPart(given, 'folders', 'a list of folders: [{ path }]');
  const folders = given.map(usable);
  if (new Set(folders.map(({ name }) => name)).size < folders.length)
    throw wrongPart(given, 'folders', 'a list with a name for each of two folders that are called the same');
  const tools = new FileTools('');
  return fileTools
    .filter(({ writes }) => !writes || folders.some(({ mayWrite }) => mayWrite))
    .map((tool) => ({
      ...describedTool(tool, folders),
      safeToRetry: !tool.writes,
      async *call(args, { signal }) {
        yield* [];
        return await abortable(
          tools.call(tool.name, args, { folders, seen: null, onChange, signal }),
          signal,
        );
      },
    }));
}

/** Makes a file what it was before a change of `write_file` or `edit_file`. Rejects with `changed_since` when it is not as that left it. */
export async function undoFileChange(change: FileChange): Promise<void> {
  await undoChange(change);
}

function usable({ path, name, mayWrite = false }: FileToolFolder): UsableFolder {
  try {
    const real = realpathSync(path);
    if (statSync(real).isDirectory()) return { name: name ?? basename(real), path: real, mayWrite };
  } catch {
    // Said below.
  }
  throw wrongPart(path, 'folders', 'the paths of folders that are there');
}
