/** The regular expression literals in the source, and the places where others are built. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

export interface FoundPattern {
  readonly source: string;
  readonly flags: string;
  /** "src-main/chat/titles/title.ts:12"; of one that was built: every place on the way, the outermost last. */
  readonly where: string;
}

export interface SourcePatterns {
  readonly literals: readonly FoundPattern[];
  /** Places of `new RegExp(…)`. */
  readonly built: readonly string[];
}

export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));
export const productFolders = ['shared', 'src-main', 'src-renderer'] as const;

export function productFiles(): string[] {
  return productFolders.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter((path) => /\.tsx?$/.test(path)),
  );
}

export function patternsIn(
  path: string,
  text = readFileSync(join(projectRoot, path), 'utf8'),
): SourcePatterns {
  const { program, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new Error(`${path} cannot be read: ${errors[0].message}`);
  const literals: FoundPattern[] = [];
  const built: string[] = [];
  const place = (offset: number) => `${path}:${text.slice(0, offset).split('\n').length}`;
  const open: unknown[] = [program];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isPattern(node))
      literals.push({ source: node.regex.pattern, flags: node.regex.flags, where: place(node.start) });
    if (isConstruction(node)) built.push(place(node.start));
    open.push(
      ...Object.values<unknown>({ ...node }).filter((value) => typeof value === 'object' && value !== null),
    );
  }
  return { literals, built };
}

interface PatternNode {
  readonly start: number;
  readonly regex: { readonly pattern: string; readonly flags: string };
}

function isPattern(node: unknown): node is PatternNode {
  return (
    typeof node === 'object' &&
    node !== null &&
    'regex' in node &&
    node.regex !== null &&
    node.regex !== undefined
  );
}

interface ConstructionNode {
  readonly start: number;
  readonly callee: { readonly name: string };
}

function isConstruction(node: unknown): node is ConstructionNode {
  if (typeof node !== 'object' || node === null || !('type' in node) || !('callee' in node)) return false;
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return false;
  const { callee } = node;
  return typeof callee === 'object' && callee !== null && 'name' in callee && callee.name === 'RegExp';
}
