/**
 * A regular expression as a position automaton (Glushkov): one state for each character of the pattern, and an edge from each to
 * those that may match next. What a backtracking matcher may try is a path through it. The expression is widened where that
 * cannot hide a slow path: most assertions are taken to hold, a lookahead is a branch that leads nowhere, a back reference
 * matches anything, and a bounded repeat of something short is two of it.
 */
import { RegExpParser } from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';
import type { CharSet } from 'refa';
import { Chars, isLineTerminated, longestOf } from './pattern-parts.ts';

export interface State {
  readonly chars: CharSet;
  /** Its position in the source of the pattern; -1 for the text before a match. */
  readonly at: number;
  readonly next: Set<State>;
  /** True if the match may end here whatever follows, so that the matcher never backtracks from later parts. */
  ends: boolean;
}

export interface Automaton {
  readonly states: readonly State[];
  /** Offsets of repeats of which one round can match in two ways: exponential. */
  readonly doubled: readonly number[];
  /** Offsets of lookbehinds without a fixed length: wherever they are tried they scan the preceding text. */
  readonly lookbehinds: readonly number[];
}

/** The character that must precede a position. */
interface Before {
  /** Null: any. The empty set: only the start of the text. */
  readonly after: CharSet | null;
  /** True: a word boundary. */
  readonly boundary: boolean;
}

/** A state that may come next. */
interface Entry {
  readonly state: State;
  readonly after: CharSet | null;
}

interface Part {
  readonly first: readonly Entry[];
  readonly last: readonly State[];
  /** False: matches at least one character. Otherwise what must precede it for an empty match. */
  readonly empty: false | Before;
}

/** A repeat of at least this many counts as unbounded: tried at each position of a text, it takes that many steps. */
const MANY = 400;

const anywhere: Before = { after: null, boundary: false };
const nothing: Part = { first: [], last: [], empty: anywhere };
const parser = new RegExpParser({ ecmaVersion: 2025 });

export function automatonOf(source: string, flags: string): Automaton {
  const mode = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') };
  const pattern = parser.parsePattern(source, 0, source.length, mode);
  return new Builder(flags).build(pattern, flags.includes('y'));
}

class Builder {
  readonly #states: State[] = [];
  readonly #doubled: number[] = [];
  readonly #lookbehinds: number[] = [];
  #chars: Chars;

  constructor(flags: string) {
    this.#chars = new Chars(flags);
  }

  build(pattern: AST.Pattern, sticky: boolean): Automaton {
    const { first } = this.#either(pattern.alternatives, true);
    if (!sticky) this.#searchFor(first);
    return { states: this.#states, doubled: this.#doubled, lookbehinds: this.#lookbehinds };
  }

  /** A search tries the pattern at every position, so any text may precede it. */
  #searchFor(first: readonly Entry[]): void {
    const open = first.filter(({ after }) => after?.isEmpty !== true);
    if (open.length === 0) return;
    const before = this.#add(this.#chars.all, -1);
    before.next.add(before);
    for (const { state, after } of open) {
      if (after === null) before.next.add(state);
      else {
        const neighbour = this.#add(after, -1);
        before.next.add(neighbour);
        neighbour.next.add(state);
      }
    }
  }

  #either(alternatives: readonly AST.Alternative[], outermost = false): Part {
    const parts = alternatives.map((alternative) => {
      const part = this.#sequence(alternative.elements);
      if (outermost && isLineTerminated(alternative, this.#chars))
        for (const state of part.last) state.ends = true;
      return part;
    });
    const empties = parts.flatMap(({ empty }) => (empty === false ? [] : [empty]));
    return {
      first: parts.flatMap(({ first }) => first),
      last: parts.flatMap(({ last }) => last),
      empty: empties.length === 0 ? false : eitherOf(empties),
    };
  }

  #sequence(elements: readonly AST.Element[]): Part {
    // From left to right, because flags and states are in source order.
    return elements
      .map((element) => this.#element(element))
      .reduceRight((rest, part) => this.#join(part, rest), nothing);
  }

  #join(one: Part, rest: Part): Part {
    this.#link(one.last, rest.first);
    const passed = one.empty;
    return {
      first:
        passed === false
          ? one.first
          : [...one.first, ...rest.first.map((entry) => this.#behind(entry, passed))],
      last: rest.empty === false ? rest.last : [...one.last, ...rest.last],
      empty: passed === false || rest.empty === false ? false : bothOf(passed, rest.empty),
    };
  }

  /** A boundary before a word character means that no word character precedes it. */
  #behind({ state, after }: Entry, passed: Before): Entry {
    const other = passed.boundary ? this.#chars.otherSide(state.chars) : null;
    return { state, after: both(both(after, passed.after), other) };
  }

  /** @returns true if the edge existed already */
  #link(last: readonly State[], first: readonly Entry[]): boolean {
    let again = false;
    for (const from of last) {
      for (const { state, after } of first) {
        if (after !== null && after.isDisjointWith(from.chars)) continue;
        again ||= from.next.has(state);
        from.next.add(state);
      }
    }
    return again;
  }

  #element(element: AST.Element): Part {
    switch (element.type) {
      case 'Group':
        return this.#group(element);
      case 'CapturingGroup':
        return this.#either(element.alternatives);
      case 'Quantifier':
        return this.#repeat(element);
      case 'Assertion':
        return this.#assertion(element);
      case 'Backreference':
        return this.#anything(element);
      case 'Character':
      case 'CharacterClass':
      case 'CharacterSet':
      case 'ExpressionCharacterClass':
        return this.#one(this.#chars.of(element), element.start);
    }
  }

  #anything(reference: AST.Backreference): Part {
    const one = this.#one(this.#chars.all, reference.start);
    return longestOf(reference) === 1 ? one : this.#star(one, reference.start);
  }

  #group(group: AST.Group): Part {
    const outer = this.#chars;
    if (group.modifiers !== null) this.#chars = outer.changed(group.modifiers);
    const part = this.#either(group.alternatives);
    this.#chars = outer;
    return part;
  }

  #repeat({ element, min, max, start }: AST.Quantifier): Part {
    if (max === 0 || longestOf(element) === 0) return max === 0 ? nothing : this.#element(element);
    if (max > MANY) {
      const star = this.#star(this.#element(element), start);
      return min === 0 ? optional(star) : star;
    }
    // Two rounds are as informative as thousands: whether one round and the next can match the same text.
    const rounds = Math.min(max, 2);
    const parts = Array.from({ length: rounds }, (_, round) => {
      const part = this.#element(element);
      return round < min ? part : optional(part);
    });
    return parts.reduceRight((rest, part) => this.#join(part, rest), nothing);
  }

  #star(part: Part, at: number): Part {
    if (this.#link(part.last, part.first)) this.#doubled.push(at);
    return part;
  }

  #assertion(assertion: AST.Assertion): Part {
    if (assertion.kind === 'lookahead') {
      const { first } = this.#either(assertion.alternatives);
      return { first, last: [], empty: anywhere };
    }
    if (assertion.kind === 'lookbehind' && longestOf(assertion) === Infinity)
      this.#lookbehinds.push(assertion.start);
    const boundary = assertion.kind === 'word' && !assertion.negate;
    return { first: [], last: [], empty: { after: this.#chars.before(assertion), boundary } };
  }

  #one(chars: CharSet, at: number): Part {
    const state = this.#add(chars, at);
    return { first: [{ state, after: null }], last: [state], empty: false };
  }

  #add(chars: CharSet, at: number): State {
    const state = { chars, at, next: new Set<State>(), ends: false };
    this.#states.push(state);
    return state;
  }
}

function optional(part: Part): Part {
  return { ...part, empty: anywhere };
}

function both(one: CharSet | null, other: CharSet | null): CharSet | null {
  return one === null ? other : other === null ? one : one.intersect(other);
}

function bothOf(one: Before, other: Before): Before {
  return { after: both(one.after, other.after), boundary: one.boundary || other.boundary };
}

function eitherOf(ways: readonly Before[]): Before {
  return ways.reduce((one, other) => ({
    after: one.after === null || other.after === null ? null : one.after.union(other.after),
    boundary: one.boundary && other.boundary,
  }));
}
