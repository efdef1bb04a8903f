import { readFileSync, renameSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';

const contentSchema = z.strictObject({ version: z.literal(1), keys: z.record(z.string(), z.string()) });
type Keys = Readonly<Record<string, string>>;

/** A durable key-value file, used by both secret stores. */
export interface KeyFile {
  get(name: string): Promise<string | null>;
  /** `null` removes the value. */
  set(name: string, value: string | null): Promise<void>;
}

/**
 * A JSON file readable by this user account only. Each change writes a new file, fsyncs it and renames it over the old one. A
 * malformed file is moved aside and reported once, never overwritten. Every method throws `folder_unusable` when the file cannot
 * be read or written.
 */
export function openKeyFile(path: string): KeyFile {
  // Changes run one after another; a failed one does not block the next.
  let last: Promise<unknown> = Promise.resolve();
  return {
    get: async (name) => {
      await last;
      return new Map(Object.entries(read(path))).get(name) ?? null;
    },
    set: (name, value) => {
      const done = last.then(() => replace(path, changed(read(path), name, value)));
      last = done.catch(() => undefined);
      return done;
    },
  };
}

function changed(keys: Keys, name: string, value: string | null): Keys {
  const others = Object.entries(keys).filter(([other]) => other !== name);
  return Object.fromEntries(value === null ? others : [...others, [name, value]]);
}

function read(path: string): Keys {
  const text = readText(path);
  if (text === null) return {};
  const parsed = contentSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.keys;
  const aside = `${path}.broken-${Date.now()}`;
  renameSync(path, aside);
  throw new TuteeError(
    'folder_unusable',
    `The file with your API keys could not be read. It was kept as ${basename(aside)} in the data folder. Enter the keys again.`,
  );
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw unusable(path, error);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function replace(path: string, keys: Keys): Promise<void> {
  const draft = `${path}.new`;
  try {
    await rm(draft, { force: true });
    await writeFlushed(draft, `${JSON.stringify({ version: 1, keys }, null, 2)}\n`);
    await rename(draft, path);
    await flushFolder(dirname(path));
  } catch (error) {
    throw unusable(path, error);
  }
}

async function writeFlushed(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Fsyncs the folder, which makes the rename durable. Windows has no such call. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function unusable(path: string, cause: unknown): TuteeError {
  return new TuteeError('folder_unusable', `The file with your API keys cannot be used: ${path}`, {
    detail: cause instanceof Error ? cause.message : String(cause),
    cause,
  });
}
