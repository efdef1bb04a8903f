/** Messages written by hand with what each must teach, and metrics of a capture method on them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { MemoryKind } from '#shared/memory/memory.ts';

const kinds: Readonly<Record<string, MemoryKind>> = {
  f: 'fact',
  p: 'preference',
  i: 'instruction',
  s: 'skill',
};

interface Expected {
  readonly kinds: readonly MemoryKind[];
  readonly words: readonly string[];
  readonly without: readonly string[];
}

export interface Sample {
  readonly message: string;
  /** Empty: nothing may be learned. */
  readonly teaches: readonly Expected[];
  /** Rules are developed on the seen half only; the held-out half measures how well they generalise. */
  readonly half: 'seen' | 'held';
}

export interface Learned {
  readonly text: string;
  readonly kind: MemoryKind;
}

export interface Figures {
  /** The share of expected statements that are kept. */
  readonly recall: number;
  /** The share of kept statements that are expected. */
  readonly precision: number;
  /** The share of correctly kept statements that have the right kind. */
  readonly kind: number;
  /** The share of messages without teachings for which something is kept. */
  readonly falseRate: number;
  readonly expected: number;
  readonly kept: number;
  /** One line for each error. */
  readonly faults: readonly string[];
}

export function samplesOf(file: string): Sample[] {
  return readFileSync(new URL(`../../fixtures/capture/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(toSample);
}

function toSample(line: string): Sample {
  const [said = '', teaches] = line.split(' => ');
  const half = (createHash('sha256').update(said).digest()[0] ?? 0) % 2 === 0 ? 'seen' : 'held';
  return {
    message: said.replaceAll('⏎', '\n'),
    teaches: teaches === undefined ? [] : teaches.split(' | ').map(toExpected),
    half,
  };
}

function toExpected(written: string): Expected {
  const [letters = '', rest = ''] = written.split(': ');
  const [words = '', without] = rest.split(' ! ');
  return {
    kinds: letters.split('').map((letter) => {
      const kind = kinds[letter];
      if (kind === undefined) throw new Error(`No kind of memory has the letter "${letter}": ${written}`);
      return kind;
    }),
    words: listed(words),
    without: without === undefined ? [] : listed(without),
  };
}

function listed(words: string): string[] {
  return words.split(' & ').map((word) => word.trim().toLowerCase());
}

export function measured(
  samples: readonly Sample[],
  learn: (message: string) => readonly Learned[],
): Figures {
  let [expected, kept, right, kindly, teachless, spoilt] = [0, 0, 0, 0, 0, 0];
  const faults: string[] = [];
  for (const { message, teaches } of samples) {
    const learned = [...learn(message)];
    expected += teaches.length;
    kept += learned.length;
    if (teaches.length === 0) teachless += 1;
    if (teaches.length === 0 && learned.length > 0) spoilt += 1;
    for (const one of teaches) {
      const at = learned.findIndex(({ text }) => holds(text, one));
      const [found] = at < 0 ? [] : learned.splice(at, 1);
      if (found === undefined) {
        faults.push(`missed  ${one.words.join(' & ')} of: ${message}`);
        continue;
      }
      right += 1;
      if (one.kinds.includes(found.kind)) kindly += 1;
      else faults.push(`kind    ${found.kind}: ${found.text}`);
    }
    faults.push(...learned.map(({ text }) => `wrong   ${text} of: ${message}`));
  }
  return {
    recall: share(right, expected),
    precision: share(right, kept),
    kind: share(kindly, right),
    falseRate: share(spoilt, teachless),
    expected,
    kept,
    faults,
  };
}

function holds(text: string, { words, without }: Expected): boolean {
  const plain = text.toLowerCase().replaceAll('’', "'");
  return words.every((word) => plain.includes(word)) && !without.some((word) => plain.includes(word));
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : Math.round((part / whole) * 1_000) / 1_000;
}
