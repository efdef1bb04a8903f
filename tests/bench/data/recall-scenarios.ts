/** Reads tests/fixtures/recall/scenarios.txt; the README.md beside it describes the form. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../../fixtures/recall/scenarios.txt', import.meta.url));

/** One request to a store of a few memories. */
export interface RecallScenario {
  readonly language: string;
  readonly request: string;
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
  /** True: no constant and no sentence of the recipes may be chosen by it. */
  readonly heldOut: boolean;
}

const SCENARIO = /\n(?=\[[a-z]{2}\]\n)/u;

export function readScenarios(): RecallScenario[] {
  const [, ...scenarios] = readFileSync(file, 'utf8').split(SCENARIO);
  return scenarios.map(readScenario);
}

function readScenario(text: string): RecallScenario {
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const starting = (sign: string, some: readonly string[]) =>
    some.filter((line) => line.startsWith(`${sign} `)).map((line) => line.slice(2));
  // A request may have several lines, with signs of its own.
  const end = lines.findIndex((line) => line.startsWith('+ ') || line.startsWith('- '));
  const request = lines.slice(0, end).join('\n').replace(/^\? /u, '');
  const memories = lines.slice(end);
  return {
    language: head.slice(1, -1),
    request,
    wanted: starting('+', memories),
    unwanted: starting('-', memories),
    heldOut: (createHash('sha256').update(request).digest()[0] ?? 0) % 2 === 1,
  };
}
