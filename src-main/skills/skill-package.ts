/** The files of one or several skills, wherever they came from: each folder with a SKILL.md is one. */
import { TuteeError } from '#shared/errors.ts';
import { skillLimits } from '#shared/tools/skill-limits.ts';
import { checkWritableName } from '../files/file-names.ts';
import { FileRefusal } from '../files/file-refusal.ts';
import type { SkillFiles } from './ports.ts';

export interface SkillPackage {
  /** SKILL.md. */
  readonly text: string;
  /** The other files, by their path in its folder. */
  readonly files: SkillFiles;
}

/** What systems and tools leave behind. */
const LITTER = /^(?:\..*|__MACOSX|__pycache__|node_modules|Thumbs\.db|desktop\.ini)$/i;

/** Throws `invalid_input` when there is no skill, or what is there cannot be kept. */
export function packagesIn(given: SkillFiles): SkillPackage[] {
  const all = [...given].filter(([path]) => !path.split('/').some((part) => LITTER.test(part)));
  const heads = all
    .filter(([path]) => /^(?:.*\/)?SKILL\.md$/i.test(path))
    .toSorted(([one], [other]) => one.split('/').length - other.split('/').length);
  if (heads.length === 0)
    throw new TuteeError('invalid_input', 'There is no SKILL.md in it, so it is no skill.', {
      field: 'path',
    });
  const roots: string[] = [];
  // One within another belongs to it.
  for (const [path] of heads) {
    const root = path.slice(0, path.lastIndexOf('/') + 1);
    if (!roots.some((outer) => root.startsWith(outer))) roots.push(root);
  }
  if (roots.length > skillLimits.atOnce)
    throw new TuteeError('invalid_input', 'There are more than 20 skills in it. Add them one by one.', {
      field: 'path',
    });
  return roots.map((root) => {
    const own = all.filter(([path]) => path.startsWith(root));
    const files = new Map(own.map(([path, bytes]) => [path.slice(root.length), bytes]));
    return toPackage(files);
  });
}

function toPackage(all: ReadonlyMap<string, Uint8Array>): SkillPackage {
  const head = [...all.keys()].find((path) => path.toLowerCase() === 'skill.md') ?? '';
  const text = decoded(all.get(head) ?? new Uint8Array());
  const files = new Map([...all].filter(([path]) => path !== head));
  if (files.size > skillLimits.files)
    throw new TuteeError('invalid_input', 'A skill has more than 200 files.', { field: 'path' });
  const bytes = [...files.values()].reduce((sum, one) => sum + one.length, 0);
  if (bytes > skillLimits.bytes)
    throw new TuteeError('invalid_input', 'A skill has more than 5 MB of files.', { field: 'path' });
  for (const path of files.keys()) checkPath(path);
  const names = new Set([...files.keys()].map((path) => path.normalize('NFC').toLowerCase()));
  if (names.size < files.size)
    throw new TuteeError('invalid_input', 'Two files of a skill differ only in case.', { field: 'path' });
  return { text, files };
}

/** Throws `invalid_input` for a path that not every system can have within a folder. */
function checkPath(path: string): void {
  try {
    const parts = path.split('/');
    if (
      parts.length > skillLimits.depth ||
      parts.some((part) => part === '' || part === '.' || part === '..')
    )
      throw new FileRefusal(`“${path.slice(0, 100)}” is not a path within a folder.`);
    if (path.includes('\\')) throw new FileRefusal(`“${path.slice(0, 100)}” has a backslash in its name.`);
    for (const part of parts) checkWritableName(part);
  } catch (thrown) {
    if (!(thrown instanceof FileRefusal)) throw thrown;
    throw new TuteeError('invalid_input', thrown.message, { field: 'path' });
  }
}

function decoded(bytes: Uint8Array): string {
  if (bytes.length > skillLimits.text)
    throw new TuteeError('invalid_input', 'SKILL.md has more than 200 kB. Move parts of it to other files.', {
      field: 'path',
    });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new TuteeError('invalid_input', 'SKILL.md is no text in UTF-8.', { field: 'path' });
  }
}
