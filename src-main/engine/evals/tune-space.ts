import * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';
import { canonicalJson } from '../model-clients/request-key.ts';

/** A value of a configuration: plain data, so that results can be saved. Name models and prompts here, and give them their meaning in `participant`. */
export type TuneValue = string | number | boolean | null;

/** What can be chosen: for each name its values. `samples` is how many runs of a task vote, and not passed on as a name of yours. */
export type TuneSpace = Readonly<Record<string, readonly TuneValue[]>>;

/** One choice for each name of a space. */
export type TuneConfiguration<Space extends TuneSpace = TuneSpace> = {
  readonly [Name in keyof Space]: Space[Name][number];
};

const spaceSchema = z.record(
  z.string().min(1),
  z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).min(1),
);

/** The most configurations that a space may have before a sample of them is drawn. */
const MOST = 1_000_000;

/** Throws `invalid_input` with the place of the fault. */
export function checkedSpace<Space extends TuneSpace>(space: Space): Space {
  const parsed = spaceSchema.safeParse(space);
  if (!parsed.success || Object.keys(space).length === 0)
    throw wrong('space', 'Give for each name a list of texts, numbers, booleans or null, with at least one.');
  for (const [name, values] of Object.entries(space))
    if (new Set(values).size < values.length) throw wrong(`space.${name}`, 'A value is there twice.');
  const samples = space['samples'] ?? [];
  if (samples.some((value) => !Number.isInteger(value) || Number(value) < 1))
    throw wrong('space.samples', 'Give whole numbers from 1 up.');
  if (sizeOf(space) > MOST) throw wrong('space', `There are more than ${MOST} configurations.`);
  return space;
}

function wrong(field: string, message: string): TuteeError {
  return new TuteeError('invalid_input', `${field}: ${message}`, { field });
}

export function sizeOf(space: TuneSpace): number {
  return Object.values(space).reduce((size, { length }) => size * length, 1);
}

/** The configuration at an index below `sizeOf`: the last name changes first. */
export function configurationAt(space: TuneSpace, index: number): TuneConfiguration {
  let rest = index;
  const chosen = Object.entries(space)
    .toReversed()
    .map(([name, values]) => {
      const value = values[rest % values.length] ?? null;
      rest = Math.floor(rest / values.length);
      return [name, value] as const;
    });
  return Object.fromEntries(chosen.toReversed());
}

export function configurationKey(configuration: TuneConfiguration): string {
  return canonicalJson(configuration);
}

/** `large · 0.2 · short` */
export function configurationName(configuration: TuneConfiguration): string {
  return Object.entries(configuration)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}

/** The same numbers from 0 up to, but not including, 1 for the same seed: Mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The items in an order drawn by lot. Fisher and Yates. */
export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [here, there] = [mixed[at], mixed[other]];
    if (here !== undefined && there !== undefined) [mixed[at], mixed[other]] = [there, here];
  }
  return mixed;
}

/** `count` different indexes below `size`, drawn by lot and in order; all of them when there are no more. */
export function drawIndexes(size: number, count: number, random: () => number): number[] {
  if (count >= size) return Array.from({ length: size }, (_, index) => index);
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(Math.floor(random() * size));
  return [...drawn].toSorted((a, b) => a - b);
}
