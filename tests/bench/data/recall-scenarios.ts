/** Reads scenarios.txt and tasks.txt of tests/fixtures/recall; the README.md there describes the form. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../fixtures/recall/', import.meta.url));

/** One request to a store of a few memories. */
export interface RecallScenario {
  readonly language: string;
  readonly request: string;
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
  /** True: a request for work on a text, for one, or for code. */
  readonly isTask: boolean;
  /** True: no constant and no sentence of the recipes may be chosen by it. */
  readonly heldOut: boolean;
}

const SCENARIO = /\n(?=\[[a-z]{2}\]\n)/u;

export function readScenarios(): RecallScenario[] {
  const scenariosIn = (file: string) => readFileSync(`${folder}${file}`, 'utf8').split(SCENARIO).slice(1);
  return [
    ...scenariosIn('scenarios.txt').map((text) => readScenario(text, false)),
    ...scenariosIn('tasks.txt').map((text) => readScenario(text, true)),
  ];
}

function readScenario(text: string, isTask: boolean): RecallScenario {
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
    isTask,
    heldOut: (createHash('sha256').update(request).digest()[0] ?? 0) % 2 === 1,
  };
}
