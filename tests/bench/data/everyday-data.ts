/** The set of everyday conversations: its README describes the form of a line. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Expectation } from '../memory/everyday-faults.ts';

export interface Step {
  readonly say: string;
  /** Goes on in the chat of the step before. */
  readonly same?: boolean;
  readonly expect?: Expectation;
  /** Adds to `expect` when a model is connected, or replaces keys of it. */
  readonly expectWithModel?: Expectation;
}

export interface Scenario {
  readonly id: string;
  readonly category: string;
  readonly language?: string;
  /** A set may say which half it holds out; else the hash of the id says it. */
  readonly heldOut?: boolean;
  readonly steps: readonly Step[];
}

export function readScenarios(dataDir: string): Scenario[] {
  return readdirSync(dataDir)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFileSync(join(dataDir, name), 'utf8').split('\n'))
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Scenario);
}

/** Scored and never shown: as the scenario says, else a third of the scenarios, chosen by the hash of their ids. */
export function isHeldOut({ id, heldOut }: Scenario): boolean {
  return heldOut ?? (createHash('sha256').update(id).digest()[0] ?? 0) % 3 === 0;
}

export function languageOf({ language = 'en' }: Scenario): 'english' | 'other' {
  return language === 'en' ? 'english' : 'other';
}
