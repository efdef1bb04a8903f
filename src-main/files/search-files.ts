import { join } from 'node:path';
import { decodedText } from '../attachments/reading/read-text.ts';
import { formOf } from '../attachments/reading/file-form.ts';
import { walkFolder } from '../disk/walk-folder.ts';
import { FileRefusal } from './file-refusal.ts';
import { mayHoldKeys } from './file-names.ts';
import type { Found } from './find-in-folder.ts';
import { bytesOf } from './read-found.ts';

const MOST_FILES = 10_000;
const MOST_BYTES = 200 * 2 ** 20;
/** Larger ones are found by their name only. */
const LARGEST = 2 ** 20;
const MOST_MATCHES = 100;
const MOST_IN_FILE = 5;
const LONGEST_LINE = 240;

interface Matches {
  readonly lines: string[];
  bytes: number;
}

/**
 * The files whose names or lines contain a text, whatever its case: words as they are, never a pattern, so that it takes no longer than reading.
 * Hidden files, folders of dependencies, and files that may hold keys are left out. Throws FileRefusal, and what `signal` aborts with.
 */
export async function searchFiles(
  roots: readonly Found[],
  query: string,
  dataDir: string,
  signal: AbortSignal,
): Promise<string> {
  const wanted = query.toLowerCase();
  const matches: Matches = { lines: [], bytes: 0 };
  let isCut = false;
  let seen = 0;
  for (const root of roots) {
    if (root.stats === null) throw new FileRefusal(`There is no “${root.label}”.`);
    if (root.stats.isFile()) {
      seen += 1;
      await searchFile({ path: root.path, label: root.label, bytes: root.stats.size }, wanted, matches);
      continue;
    }
    const { files, more } = await walkFolder(root.path, () => Promise.resolve(signal.throwIfAborted()), {
      except: dataDir,
      most: MOST_FILES,
    });
    isCut ||= more;
    for (const { path, bytes } of files) {
      signal.throwIfAborted();
      if (matches.lines.length >= MOST_MATCHES || matches.bytes >= MOST_BYTES) {
        isCut = true;
        break;
      }
      seen += 1;
      await searchFile(
        { path: join(root.path, path), label: `${root.label}/${path}`, bytes },
        wanted,
        matches,
      );
    }
  }
  const cut = isCut
    ? ['[There is more than was looked through. Search in a smaller folder, or for something rarer.]']
    : [];
  if (matches.lines.length === 0)
    return [`Nothing contains “${query}”; ${seen} files were looked through.`, ...cut].join('\n');
  return [...matches.lines, ...cut].join('\n');
}

interface SearchedFile {
  readonly path: string;
  readonly label: string;
  readonly bytes: number;
}

async function searchFile(
  { path, label, bytes }: SearchedFile,
  wanted: string,
  matches: Matches,
): Promise<void> {
  if (mayHoldKeys(label)) return;
  const name = label.slice(label.lastIndexOf('/') + 1);
  if (name.toLowerCase().includes(wanted)) matches.lines.push(`${label}: its name`);
  if (bytes > LARGEST) return;
  const text = await textIn(path, label);
  matches.bytes += bytes;
  if (text === null || !text.toLowerCase().includes(wanted)) return;
  let found = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const at = line.toLowerCase().indexOf(wanted);
    if (at < 0) continue;
    found += 1;
    if (found > MOST_IN_FILE) {
      matches.lines.push(`${label}: more lines`);
      break;
    }
    const from = Math.max(0, at - LONGEST_LINE / 3);
    matches.lines.push(
      `${label}:${index + 1}: ${line
        .slice(from, from + LONGEST_LINE)
        .trim()
        .toWellFormed()}`,
    );
  }
}

/** Null: it is no text, or cannot be read. */
async function textIn(path: string, label: string): Promise<string | null> {
  try {
    const bytes = await bytesOf({ path, label }, LARGEST);
    return formOf(bytes) === 'other' ? decodedText(bytes, LARGEST) : null;
  } catch (thrown) {
    if (thrown instanceof FileRefusal) return null;
    throw thrown;
  }
}
