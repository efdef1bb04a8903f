/** Finds positions in a JSON text, so that a fault known by its path can be shown at its line. */
import type { Path } from './component-json.ts';

/**
 * The index where the value at a path begins, else where the innermost existing value around it begins. `text` must
 * be valid JSON.
 */
export function positionOf(text: string, path: Path): number {
  const scanner = { text, at: 0 };
  skipSpace(scanner);
  let found = scanner.at;
  for (const key of path) {
    if (!enter(scanner, key)) break;
    found = scanner.at;
  }
  return found;
}

/** The line of a position, counted from 1. */
export function lineOf(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

interface Scanner {
  readonly text: string;
  at: number;
}

/** Moves to the value under a key or index; false when there is none. */
function enter(scanner: Scanner, key: string | number): boolean {
  const open = scanner.text[scanner.at];
  if (open !== '{' && open !== '[') return false;
  scanner.at += 1;
  for (let index = 0; ; index += 1) {
    skipSpace(scanner);
    const next = scanner.text[scanner.at];
    if (next === undefined || next === '}' || next === ']') return false;
    let name: string | number = index;
    if (open === '{') {
      name = readString(scanner);
      skipSpace(scanner);
      scanner.at += 1;
      skipSpace(scanner);
    }
    if (name === key) return true;
    skipValue(scanner);
    skipSpace(scanner);
    if (scanner.text[scanner.at] === ',') scanner.at += 1;
  }
}

function skipSpace(scanner: Scanner): void {
  while (/\s/.test(scanner.text[scanner.at] ?? '')) scanner.at += 1;
}

function readString(scanner: Scanner): string {
  const start = scanner.at;
  scanner.at += 1;
  while (scanner.at < scanner.text.length && scanner.text[scanner.at] !== '"') {
    scanner.at += scanner.text[scanner.at] === '\\' ? 2 : 1;
  }
  scanner.at += 1;
  return JSON.parse(scanner.text.slice(start, scanner.at)) as string;
}

function skipValue(scanner: Scanner): void {
  let depth = 0;
  while (scanner.at < scanner.text.length) {
    const character = scanner.text[scanner.at];
    if (character === '"') {
      readString(scanner);
      if (depth === 0) return;
      continue;
    }
    if (depth === 0 && (character === ',' || character === '}' || character === ']')) return;
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    scanner.at += 1;
    if (depth === 0 && (character === '}' || character === ']')) return;
  }
}
