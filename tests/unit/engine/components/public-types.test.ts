/** Whoever extends or calls the engine can name every type in its signatures: each is exported too. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

interface Source {
  /** Name in this file -> the file and the name there. Of packages there is nothing. */
  readonly imported: ReadonlyMap<string, Place>;
  /** Name as exported -> where from. */
  readonly exported: ReadonlyMap<string, Place>;
  readonly declared: ReadonlyMap<string, Node>;
  /** Files of which everything is exported. */
  readonly all: readonly string[];
}

interface Place {
  readonly file: string;
  readonly name: string;
}

const ROOT = resolve(import.meta.dirname, '../../../..');
const sources = new Map<string, Source>();

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

function fileOf(from: string, specifier: string): string | null {
  const mapped = specifier.replace(/^#shared\//, `${ROOT}/shared/`).replace(/^#main\//, `${ROOT}/src-main/`);
  const file = mapped.startsWith('.') ? join(dirname(from), mapped) : mapped;
  return existsSync(file) ? file : null;
}

function read(file: string): Source {
  const known = sources.get(file);
  if (known !== undefined) return known;
  const imported = new Map<string, Place>();
  const exported = new Map<string, Place>();
  const declared = new Map<string, Node>();
  const all: string[] = [];
  const { program } = parseSync(file, readFileSync(file, 'utf8'));
  for (const statement of program.body as unknown as Node[]) {
    const from = isNode(statement['source']) ? fileOf(file, String(statement['source']['value'])) : null;
    const specifiers = (statement['specifiers'] ?? []) as Node[];
    if (statement.type === 'ImportDeclaration' && from !== null) {
      for (const one of specifiers)
        if (one.type === 'ImportSpecifier')
          imported.set(nameOf(one['local']), { file: from, name: nameOf(one['imported']) });
    } else if (statement.type === 'ExportAllDeclaration' && from !== null) all.push(from);
    else if (statement.type === 'ExportNamedDeclaration' && specifiers.length > 0) {
      for (const one of specifiers)
        exported.set(nameOf(one['exported']), { file: from ?? file, name: nameOf(one['local']) });
    }
    const declaration = isNode(statement['declaration']) ? statement['declaration'] : statement;
    for (const one of [declaration, ...((declaration['declarations'] ?? []) as Node[])]) {
      if (!isNode(one['id'])) continue;
      declared.set(nameOf(one['id']), one);
      if (declaration !== statement) exported.set(nameOf(one['id']), { file, name: nameOf(one['id']) });
    }
  }
  const source = { imported, exported, declared, all };
  sources.set(file, source);
  return source;
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  const name = node['name'] ?? node['value'];
  return typeof name === 'string' ? name : '';
}

/** Where everything that a file exports is declared. */
function exportsOf(file: string): Map<string, Place> {
  const { exported, all } = read(file);
  const places = new Map<string, Place>();
  for (const inner of all) for (const [name, place] of exportsOf(inner)) places.set(name, place);
  for (const [name, place] of exported) places.set(name, declaredAt(place));
  return places;
}

function declaredAt(place: Place): Place {
  const next = read(place.file).exported.get(place.name);
  return next === undefined || next.file === place.file ? place : declaredAt(next);
}

/** The names of types in a signature: not those in bodies of functions, nor those of private members. */
function* typesIn(node: unknown): Generator<string> {
  if (Array.isArray(node)) {
    for (const item of node) yield* typesIn(item);
    return;
  }
  if (!isNode(node)) return;
  const { type } = node;
  if (type === 'TSTypeReference' || type === 'TSInterfaceHeritage' || type === 'TSClassImplements')
    yield nameOf(node['typeName'] ?? node['expression']);
  if (
    node['accessibility'] === 'private' ||
    (isNode(node['key']) && node['key'].type === 'PrivateIdentifier')
  )
    return;
  for (const [key, inner] of Object.entries(node)) {
    const isBody = key === 'body' && isNode(inner) && inner.type === 'BlockStatement';
    // Values have types too, but what is inferred is not written.
    if (!isBody && key !== 'init' && key !== 'value') yield* typesIn(inner);
    else if (key === 'value' && isNode(inner) && /Function/.test(inner.type)) yield* typesIn(inner);
  }
}

function missing(entry: string): string[] {
  const places = exportsOf(entry);
  const keys = new Set([...places.values()].map(({ file, name }) => `${file}#${name}`));
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = ({ file, name }: Place, by: string): void => {
    const { declared, imported, exported } = read(file);
    if (seen.has(`${file}#${name}`)) return;
    seen.add(`${file}#${name}`);
    for (const used of typesIn(declared.get(name))) {
      const from = imported.get(used);
      if (from === undefined && !declared.has(used)) continue;
      const place = declaredAt(from ?? { file, name: used });
      if (keys.has(`${place.file}#${place.name}`)) continue;
      // What its file keeps to itself is part of the signature.
      if (from === undefined && !exported.has(used)) visit(place, by);
      else found.add(`${place.name} (${place.file.slice(ROOT.length + 1)}), used by ${by}`);
    }
  };
  for (const [name, place] of places) visit(place, name);
  return [...found].toSorted();
}

describe('the public types of the engine', () => {
  it('can all be named by a program', () => {
    const entry = join(ROOT, 'src-main/engine-library.ts');
    // It has seen classes, interfaces and functions.
    expect([...exportsOf(entry).keys()]).toEqual(
      expect.arrayContaining(['AssistantAgent', 'Memory', 'textMessage', 'OpenAIChatModel']),
    );
    expect(missing(entry)).toEqual([]);
  });

  it('would be missed', () => {
    expect(missing(join(ROOT, 'src-main/engine/run/task.ts'))).toContain(
      'ChatMessage (shared/agents/chat-messages.ts), used by GivenMessage',
    );
  });
});
