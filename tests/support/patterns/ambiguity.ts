/**
 * How the time of a regular expression grows with the text, from how many paths of its automaton can read the same text
 * (A. Weber, H. Seidl, "On the degree of ambiguity of finite automata", 1991):
 *
 * - exponential: a state can come back to itself on two paths that read the same;
 * - polynomial: a state and a later one can each go round on a text that also leads from the first to the second, so that
 *   the matcher may change over at any place of a long row.
 */
import type { CharSet } from 'refa';
import { automatonOf } from './automaton.ts';
import type { State } from './automaton.ts';
import { componentsOf } from './components.ts';

export interface Judgement {
  readonly growth: 'linear' | 'polynomial' | 'exponential';
  /** The parts of the pattern that can match the same text. Empty for a linear pattern. */
  readonly because: string;
}

const linear: Judgement = { growth: 'linear', because: '' };

export function judged(source: string, flags: string): Judgement {
  const { states, doubled, lookbehinds } = automatonOf(source, flags);
  const part = (at: number) => (at < 0 ? 'any place to begin at' : `…${source.slice(at, at + 24)}…`);
  if (doubled[0] !== undefined) return { growth: 'exponential', because: part(doubled[0]) };
  const meet = meeting();
  const loops = componentsOf(states, ({ next }) => next).filter(isLoop);
  for (const loop of loops) {
    const pair = twoWays(loop, meet);
    if (pair !== null)
      return { growth: 'exponential', because: `${part(pair[0].at)} and ${part(pair[1].at)}` };
  }
  if (lookbehinds[0] !== undefined) return { growth: 'polynomial', because: part(lookbehinds[0]) };
  for (const early of loops) {
    const reached = reachableFrom(early);
    for (const late of loops) {
      if (late === early || !late.some((state) => reached.has(state))) continue;
      const pair = changeOver(early, late, reached, meet);
      if (pair !== null)
        return { growth: 'polynomial', because: `${part(pair[0].at)} and ${part(pair[1].at)}` };
    }
  }
  return linear;
}

type Meet = (...sets: readonly CharSet[]) => boolean;

/** Whether all sets have a character in common; cached, because the same sets are asked for often. */
function meeting(): Meet {
  const known = new Map<CharSet, Map<CharSet, CharSet>>();
  const common = (one: CharSet, other: CharSet) => {
    const ofOne = known.get(one) ?? new Map<CharSet, CharSet>();
    known.set(one, ofOne);
    const found = ofOne.get(other) ?? one.intersect(other);
    ofOne.set(other, found);
    return found;
  };
  return (...sets) => !sets.reduce(common).isEmpty;
}

function isLoop(component: readonly State[]): boolean {
  const [one] = component;
  return component.length > 1 || one?.next.has(one) === true;
}

function reachableFrom(start: readonly State[]): Set<State> {
  const reached = new Set<State>(start);
  // The set grows while it is iterated.
  for (const state of reached) for (const next of state.next) reached.add(next);
  return reached;
}

/** Two different states that one state can reach, and return from, on the same text. */
function twoWays(loop: readonly State[], meet: Meet): readonly [State, State] | null {
  const inside = new Set(loop);
  const pairs = new Pairs(inside, inside, meet);
  const starts = loop.map((state) => pairs.of(state, state));
  for (const component of componentsOf(starts, (pair) => pairs.next(pair))) {
    if (!component.some(([one, other]) => one === other)) continue;
    const apart = component.find(([one, other]) => one !== other);
    if (apart !== undefined) return apart;
  }
  return null;
}

/** A state of one loop and a state of a later one between which the matcher may switch in each round. */
function changeOver(
  early: readonly State[],
  late: readonly State[],
  reached: ReadonlySet<State>,
  meet: Meet,
): readonly [State, State] | null {
  // Where the match may end it does not fail, so nothing backtracks from there.
  const failing = late.filter(({ ends }) => !ends);
  const pairs = new Pairs(new Set(early), new Set(failing), meet);
  const starts = early.flatMap((one) =>
    failing.filter((other) => meet(one.chars, other.chars)).map((other) => pairs.of(one, other)),
  );
  for (const round of componentsOf(starts, (pair) => pairs.next(pair))) {
    const [first] = round;
    if (first === undefined || (round.length === 1 && !pairs.next(first).includes(first))) continue;
    if (changesOver(first, new Set(round), pairs, reached, meet)) return first;
  }
  return null;
}

/**
 * Whether a third path leads from the first of a pair to the second while both loop. Any pair of the round will do as start and end,
 * because each leads to every other.
 */
function changesOver(
  start: Pair,
  round: ReadonlySet<Pair>,
  pairs: Pairs,
  reached: ReadonlySet<State>,
  meet: Meet,
): boolean {
  const seen = new Map<Pair, Set<State>>([[start, new Set([start[0]])]]);
  const open: (readonly [State, Pair])[] = [[start[0], start]];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const [state, at] = step;
    for (const later of pairs.next(at)) {
      if (!round.has(later)) continue;
      const known = seen.get(later) ?? new Set<State>();
      seen.set(later, known);
      for (const next of state.next) {
        if (known.has(next) || !reached.has(next)) continue;
        if (!meet(next.chars, later[0].chars, later[1].chars)) continue;
        if (next === later[1]) return true;
        known.add(next);
        open.push([next, later]);
      }
    }
  }
  return false;
}

type Pair = readonly [State, State];

/** Two paths that read the same text, each within its own states. */
class Pairs {
  readonly #made = new Map<State, Map<State, Pair>>();
  readonly #next = new Map<Pair, Pair[]>();
  readonly #first: ReadonlySet<State>;
  readonly #second: ReadonlySet<State>;
  readonly #meet: Meet;

  constructor(first: ReadonlySet<State>, second: ReadonlySet<State>, meet: Meet) {
    this.#first = first;
    this.#second = second;
    this.#meet = meet;
  }

  of(one: State, other: State): Pair {
    const ofOne = this.#made.get(one) ?? new Map<State, Pair>();
    this.#made.set(one, ofOne);
    const pair = ofOne.get(other) ?? ([one, other] as const);
    ofOne.set(other, pair);
    return pair;
  }

  next(pair: Pair): readonly Pair[] {
    const known = this.#next.get(pair);
    if (known !== undefined) return known;
    const next: Pair[] = [];
    for (const one of pair[0].next) {
      if (!this.#first.has(one)) continue;
      for (const other of pair[1].next) {
        if (this.#second.has(other) && this.#meet(one.chars, other.chars)) next.push(this.of(one, other));
      }
    }
    this.#next.set(pair, next);
    return next;
  }
}
