import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A source file: its path from the project root with forward slashes, its length, and its imports. */
export interface SourceModule {
  readonly path: string;
  readonly lines: number;
  /** Paths of the project's own files and names of packages ("react", "node:fs"), type imports included. */
  readonly imports: readonly string[];
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const statements = [
  /^(?:import|export)\s+(?:type\s+)?[\w\s{},*$]+?\sfrom\s+'([^']+)'/gm,
  /^import\s+'([^']+)'/gm,
  /\bimport\(\s*'([^']+)'\s*\)/g,
];
const aliases: readonly (readonly [string, string])[] = [
  ['#shared/', 'shared/'],
  ['#main/', 'src-main/'],
  ['#renderer/', 'src-renderer/'],
];

/** All TypeScript files of the project. The formatter guarantees uniform quotes and layout. */
export function readModules(): SourceModule[] {
  const folders = ['shared', 'src-main', 'src-renderer', 'scripts', 'tests'];
  return folders
    .flatMap(sourceFiles)
    .map((path) => parseModule(path, readFileSync(join(root, path), 'utf8')));
}

export function parseModule(path: string, source: string): SourceModule {
  const specifiers = statements.flatMap((pattern) =>
    [...source.matchAll(pattern)].map((match) => match[1] ?? ''),
  );
  return {
    path,
    lines: source.trimEnd().split('\n').length,
    imports: [...new Set(specifiers.map((specifier) => resolve(path, specifier)))],
  };
}

/** True for imports of the project's own files. */
export function isOwnFile(imported: string): boolean {
  return imported.includes('/') && existsSync(join(root, imported));
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => /\.tsx?$/.test(path));
}

function resolve(importer: string, specifier: string): string {
  const alias = aliases.find(([prefix]) => specifier.startsWith(prefix));
  if (alias !== undefined) return alias[1] + specifier.slice(alias[0].length);
  return specifier.startsWith('.') ? posix.join(posix.dirname(importer), specifier) : specifier;
}
