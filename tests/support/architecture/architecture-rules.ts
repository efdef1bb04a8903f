import { entryModules, mayGrow, mayKnow, mostFiles, subfolders } from '../../../scripts/folder-edges.ts';
import { isOwnFile, type SourceModule } from './import-graph.ts';

/** The composition root and the entries may import every folder of the main side; no folder may import them. */
const entries = 'src-main';
/** Tools and tests may import everything. */
const free = new Set(['scripts', 'tests']);

/** Packages that only these folders may import. */
const ownersOfPackages: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^electron$/, ['src-main/shells/electron']],
  [/^(react|react-dom|@mantine|zustand|wouter)(\/|$)/, ['src-renderer']],
  [/^(better-sqlite3|sqlite-vec)$/, ['src-main/store', 'src-main/startup']],
  [/^(hono|ws|open)$/, ['src-main/shells/web']],
  [/^@hono\//, ['src-main/shells/web', 'src-main/memory-server']],
  [/^@modelcontextprotocol\/server/, ['src-main/memory-server']],
  [/^@modelcontextprotocol\/client/, ['src-main/tool-servers']],
  [/^openai(\/|$)/, ['src-main/models']],
  [/^(quickjs-wasi|@bjorn3\/browser_wasi_shim)$/, ['src-main/code']],
];
const withoutNode = new Set(['shared', 'src-renderer']);
/** All packages that these folders may import. The engine is given files, servers and databases and never accesses them itself. */
const onlyPackages: Readonly<Record<string, readonly string[]>> = {
  // node:vm: a pattern of a data set can be stopped there.
  'src-main/engine': ['zod', 'node:crypto', 'node:vm'],
};
export const mostLines = 400;

/** The folder that the rules are about: one level below src-main, two below shells, otherwise the top folder. */
export function folderOf(path: string): string {
  const [top = '', second = '', third = '', fourth = ''] = path.split('/');
  if (top !== 'src-main' || third === '') return top;
  return second === 'shells' && fourth !== '' ? `${top}/${second}/${third}` : `${top}/${second}`;
}

/** Every violation of the rules as one line that names the file and what it must not do. */
export function findViolations(modules: readonly SourceModule[]): string[] {
  return [...modules.flatMap(violationsOf), ...folderCycles(modules), ...crowdedFolders(modules)];
}

function violationsOf(module: SourceModule): string[] {
  const folder = folderOf(module.path);
  const found = module.imports.flatMap(
    (imported) =>
      breach(folder, imported) ??
      roomBreach(module.path, imported) ??
      doorBreach(module.path, imported) ??
      [],
  );
  const long = module.lines > mostLines ? [`has ${module.lines} lines, more than ${mostLines}`] : [];
  return [...found, ...long].map((reason) => `${module.path} ${reason}`);
}

function breach(folder: string, imported: string): string | null {
  if (free.has(folder)) return null;
  if (!isOwnPath(imported)) return packageBreach(folder, imported);
  const target = folderOf(imported);
  if (target === folder || imported === 'package.json') return null;
  const known = folder === entries ? Object.keys(mayKnow) : mayKnow[folder];
  if (known === undefined) return 'is in a folder that the rules do not know';
  if (folder === entries && target === 'src-renderer') return `may not know ${imported}`;
  return known.includes(target) ? null : `may not know ${imported}`;
}

/** A subfolder may only import the subfolders that folder-edges.ts lists for it. */
function roomBreach(path: string, imported: string): string | null {
  const folder = Object.keys(subfolders).find((each) => path.startsWith(`${each}/`));
  if (folder === undefined || !imported.startsWith(`${folder}/`)) return null;
  const own = roomOf(folder, path);
  const target = roomOf(folder, imported);
  if (own === '.' || own === target) return null;
  const known = subfolders[folder]?.[own];
  if (known === undefined) return 'is in a subfolder that the rules do not know';
  return known.includes(target) ? null : `may not know the subfolder of ${imported}`;
}

function roomOf(folder: string, path: string): string {
  const [first = '', second] = path.slice(folder.length + 1).split('/');
  return second === undefined ? '.' : first;
}

/** Modules of a folder with entryModules may only be imported through them. */
function doorBreach(path: string, imported: string): string | null {
  if (free.has(folderOf(path))) return null;
  const folder = Object.keys(entryModules).find((each) => imported.startsWith(`${each}/`));
  if (folder === undefined || path.startsWith(`${folder}/`)) return null;
  const name = imported.slice(folder.length + 1).replace(/\.tsx?$/, '');
  return entryModules[folder]?.includes(name)
    ? null
    : `may import ${folder} only through its entry modules, not ${imported}`;
}

function crowdedFolders(modules: readonly SourceModule[]): string[] {
  const files = Map.groupBy(modules, ({ path }) => path.slice(0, path.lastIndexOf('/')));
  return [...files].flatMap(([folder, { length }]) =>
    length <= mostFiles || mayGrow.has(folder) || free.has(folderOf(`${folder}/`))
      ? []
      : [`${folder} holds ${length} modules, more than ${mostFiles}`],
  );
}

function packageBreach(folder: string, name: string): string | null {
  if (withoutNode.has(folder) && name.startsWith('node:')) return `may not use ${name}`;
  if (onlyPackages[folder]?.includes(name) === false) return `may not use the package ${name}`;
  const owner = ownersOfPackages.find(([pattern]) => pattern.test(name));
  return owner === undefined || owner[1].includes(folder) ? null : `may not use the package ${name}`;
}

function isOwnPath(imported: string): boolean {
  return /^(shared|src-main|src-renderer|scripts|tests)\//.test(imported) || isOwnFile(imported);
}

/** Includes type imports, because a cycle of types couples two folders as well. */
function folderCycles(modules: readonly SourceModule[]): string[] {
  const edges = new Map<string, Set<string>>();
  for (const { path, imports } of modules) {
    const from = folderOf(path);
    const targets = imports.filter(isOwnPath).map(folderOf);
    edges.set(from, new Set([...(edges.get(from) ?? []), ...targets.filter((target) => target !== from)]));
  }
  return [...edges.keys()]
    .filter((folder) => reaches(folder, folder, edges, new Set()))
    .map((folder) => `${folder} is part of a cycle between folders`);
}

function reaches(
  from: string,
  goal: string,
  edges: ReadonlyMap<string, ReadonlySet<string>>,
  seen: Set<string>,
): boolean {
  for (const next of edges.get(from) ?? []) {
    if (next === goal) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    if (reaches(next, goal, edges, seen)) return true;
  }
  return false;
}
