/**
 * Memories as Markdown, for reading, printing and editing by hand, and for import. Text, kind, cues, tags and flags
 * survive; history, sources and counts do not (the JSON file has them). Documented in docs/memory-file.md.
 */
import { TuteeError } from '#shared/errors.ts';
import type { Cue, Memory, MemoryKind, MemoryScope } from '#shared/memory/memory.ts';
import type { ScopeName } from '#shared/project.ts';
import { escapeBlock, escapeLine, unescapeText } from './markdown-escape.ts';

const markdownVersion = 2;
const marker = /^<!-- tutee-memories (\d+) -->$/m;

const headings: Readonly<Record<MemoryKind, string>> = {
  fact: 'Facts',
  preference: 'Preferences',
  instruction: 'Instructions',
  skill: 'Skills',
};
const kinds = Object.entries(headings) as [MemoryKind, string][];

export interface MarkdownMemory {
  readonly kind: MemoryKind;
  readonly text: string;
  readonly cues: Cue[];
  readonly tags: string[];
  readonly pinned: boolean;
  readonly private: boolean;
  readonly paused: boolean;
  readonly scope: MemoryScope;
  /** Name of its assistant or project; null when the file does not say. */
  readonly scopeName: string | null;
}

/** True for a file from `writeMarkdown`, even if edited. */
export function isOwnMarkdown(text: string): boolean {
  return marker.test(text);
}

/** Writes active and paused memories, grouped by kind. */
export function writeMarkdown(
  memories: readonly Memory[],
  exportedAt: number,
  names: readonly ScopeName[],
): string {
  const shown = memories.filter(({ status }) => status === 'active' || status === 'paused');
  const named = new Map(names.map(({ scope, name }) => [keyOf(scope), name]));
  const sections = kinds.flatMap(([kind, heading]) => {
    const items = shown
      .filter((memory) => memory.kind === kind)
      .map((memory) => writeItem(memory, named.get(keyOf(memory.scope))));
    return items.length === 0 ? [] : [`## ${heading}\n\n${items.join('\n')}`];
  });
  const day = new Date(exportedAt).toISOString().slice(0, 10);
  const count = shown.length === 1 ? '1 memory' : `${shown.length.toLocaleString('en')} memories`;
  const head = `# What Tutee remembers\n\n<!-- tutee-memories ${markdownVersion} -->\n${count}, ${day}.`;
  return `${[head, ...sections].join('\n\n')}\n`;
}

function writeItem(memory: Memory, scopeName: string | undefined): string {
  const { text, cues, tags, pinned, private: isPrivate, status, scope } = memory;
  const details = [
    ...cues.map((cue) => `${cueLabels[cue.kind]}: ${escapeLine(cue.text)}`),
    ...tags.map((tag) => `Tag: ${escapeLine(tag)}`),
    ...(pinned ? ['Pinned'] : []),
    ...(isPrivate ? ['Private'] : []),
    ...(status === 'paused' ? ['Paused'] : []),
    ...(scope.type === 'everywhere'
      ? []
      : [`Only in: ${scope.type} ${scope.id}${scopeName === undefined ? '' : ` ${escapeLine(scopeName)}`}`]),
  ];
  return [`- ${escapeBlock(text, '  ')}`, ...details.map((detail) => `  - ${detail}`)].join('\n');
}

const cueLabels: Readonly<Record<Cue['kind'], string>> = {
  question: 'Answers',
  task: 'Helps to',
  topic: 'About',
};

/** Reads a file. Throws `invalid_input` for a newer version. Ignores anything but list items. */
export function readMarkdown(text: string): MarkdownMemory[] {
  if (Number(marker.exec(text)?.[1] ?? 0) > markdownVersion) {
    throw new TuteeError(
      'invalid_input',
      'This file was not taken in. It was written by a newer Tutee. Install the newest version to read it.',
    );
  }
  let kind: MemoryKind = 'fact';
  const items: { readonly kind: MemoryKind; readonly lines: string[] }[] = [];
  let open = false;
  for (const line of text.split(/\r\n|\n/u)) {
    const heading = /^#+\s+(\S.*)$/u.exec(line)?.[1]?.trimEnd();
    if (heading !== undefined) kind = kinds.find(([, name]) => name === heading)?.[0] ?? kind;
    const continues: boolean = open && (line.startsWith('  ') || line.trim() === '');
    open = line.startsWith('- ') || continues;
    if (continues) items.at(-1)?.lines.push(line.slice(2));
    else if (open) items.push({ kind, lines: [line.slice(2)] });
  }
  return items.map(readItem);
}

function readItem({
  kind,
  lines,
}: {
  readonly kind: MemoryKind;
  readonly lines: readonly string[];
}): MarkdownMemory {
  const firstDetail = lines.findIndex((line, index) => index > 0 && line.startsWith('- '));
  const textLines = firstDetail === -1 ? lines : lines.slice(0, firstDetail);
  const details = firstDetail === -1 ? [] : lines.slice(firstDetail).filter((line) => line.startsWith('- '));
  const names = details.map((line) => line.slice(2).trim());
  return {
    kind,
    text: unescapeText(textLines.join('\n')).trim(),
    cues: details.flatMap(readCue),
    tags: [...new Set(details.flatMap(readTag))],
    pinned: names.includes('Pinned'),
    private: names.includes('Private'),
    paused: names.includes('Paused'),
    scope: { type: 'everywhere' },
    scopeName: null,
    ...names.map(readScope).find((scope) => scope !== null),
  };
}

function readCue(line: string): Cue[] {
  const [, label = '', text = ''] = /^- ([^:]+): (.*)$/su.exec(line) ?? [];
  const kind = (['question', 'task', 'topic'] as const).find((each) => cueLabels[each] === label);
  return kind === undefined ? [] : [{ kind, text: unescapeText(text).trim() }];
}

function readTag(line: string): string[] {
  const [, tag = ''] = /^- Tag: (.*)$/su.exec(line) ?? [];
  return tag.trim() === '' ? [] : [unescapeText(tag).trim()];
}

function readScope(detail: string): Pick<MarkdownMemory, 'scope' | 'scopeName'> | null {
  const [, type, id = '', name = ''] = /^Only in: (assistant|project) (\S+)(?: (.*))?$/su.exec(detail) ?? [];
  if (type !== 'assistant' && type !== 'project') return null;
  const scopeName = unescapeText(name).trim();
  return { scope: { type, id }, scopeName: scopeName === '' ? null : scopeName };
}

function keyOf(scope: MemoryScope): string {
  return JSON.stringify(scope);
}
