import type { Environment } from '../run/run-context.ts';

export interface FixedEnvironmentOptions {
  /** The first time, in ms since 1970; default 2026-01-01. */
  readonly start?: number;
  /** How many ms later each time is than the one before; default 1. */
  readonly stepMs?: number;
  /** Before the numbers of the ids; default `id-`. */
  readonly prefix?: string;
}

/** Ids `id-1`, `id-2`, … and a clock of its own: with it and a scripted model a run is the same each time. */
export function fixedEnvironment({
  start = Date.UTC(2026, 0, 1),
  stepMs = 1,
  prefix = 'id-',
}: FixedEnvironmentOptions = {}): Environment {
  let ids = 0;
  let times = 0;
  return {
    newId: () => `${prefix}${(ids += 1)}`,
    now: () => start + stepMs * times++,
  };
}
