/** Reads tests/fixtures/recall; its README.md describes the form. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../fixtures/recall/', import.meta.url));

/** wordless: shares no informative word with the memory. join: needs several memories. none: no memory bears on it. */
export type QuestionKind = 'wordless' | 'worded' | 'join' | 'none';

export interface PairQuestion {
  readonly kind: QuestionKind;
  readonly text: string;
  /** What the memories it needs hold, each a part of one's text; empty for `none`. */
  readonly needs: readonly string[];
}

export interface Person {
  readonly name: string;
  readonly language: string;
  /** True: no constant may be chosen by this person's figures. */
  readonly heldOut: boolean;
  readonly memories: readonly string[];
  readonly questions: readonly PairQuestion[];
}

export function readPeople(): Person[] {
  const more = linesOf('more.txt');
  const unrelated = linesOf('unrelated.txt');
  return readdirSync(`${folder}people`)
    .sort()
    .map((file) => readPerson(file, more, unrelated));
}

function readPerson(file: string, more: readonly string[], unrelated: readonly string[]): Person {
  const [, language = 'en'] = /# language: (\w+)/u.exec(read(`people/${file}`)) ?? [];
  const heldOut = inSecondHalf(file);
  const memories: string[] = [];
  const questions: PairQuestion[] = unrelated
    .filter((text) => inSecondHalf(text) === heldOut)
    .map((text) => ({ kind: 'none', text, needs: [] }));
  for (const line of linesOf(`people/${file}`)) {
    if (line.startsWith('~ ')) questions.push({ kind: 'none', text: line.slice(2), needs: [] });
    else if (line.startsWith('+ ')) {
      const [text = '', parts = ''] = line.slice(2).split(' => ');
      questions.push({ kind: 'join', text, needs: parts.split(' & ') });
    } else {
      const [memory = '', wordless = '-', worded = '-'] = line.split('::').map((part) => part.trim());
      memories.push(memory);
      if (wordless !== '-') questions.push({ kind: 'wordless', text: wordless, needs: [memory] });
      if (worded !== '-') questions.push({ kind: 'worded', text: worded, needs: [memory] });
    }
  }
  return {
    name: file.replace(/\.txt$/u, ''),
    language,
    heldOut,
    memories: [...memories, ...more],
    questions,
  };
}

function inSecondHalf(text: string): boolean {
  return (createHash('sha256').update(text).digest()[0] ?? 0) % 2 === 1;
}

function linesOf(file: string): string[] {
  return read(file)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function read(file: string): string {
  return readFileSync(`${folder}${file}`, 'utf8');
}
