/** What parts of a regular expression match, and how much. */
import type { AST } from '@eslint-community/regexpp';
import { CharSet } from 'refa';
import type { CharRange } from 'refa';
import { toUnicodeSet } from 'regexp-ast-analysis';
import type { ReadonlyFlags } from 'regexp-ast-analysis';

type Consuming = Exclude<
  AST.Element,
  AST.Assertion | AST.Quantifier | AST.Group | AST.CapturingGroup | AST.Backreference
>;

/** The characters that parts match with the current flags. */
export class Chars {
  readonly all: CharSet;
  readonly #flags: ReadonlyFlags;
  readonly #word: CharSet;

  constructor(flags: string | ReadonlyFlags) {
    this.#flags =
      typeof flags !== 'string'
        ? flags
        : {
            ignoreCase: flags.includes('i'),
            unicode: flags.includes('u'),
            unicodeSets: flags.includes('v'),
            dotAll: flags.includes('s'),
            multiline: flags.includes('m'),
          };
    const wide = this.#flags.unicode === true || this.#flags.unicodeSets === true;
    this.all = CharSet.all(wide ? 0x10_ff_ff : 0xff_ff);
    this.#word = CharSet.empty(this.all.maximum).union(
      ranges(
        '09',
        'AZ',
        '__',
        'az',
        ...(wide && this.#flags.ignoreCase === true ? ['ſſ', '\u212a\u212a'] : []),
      ),
    );
  }

  get multiline(): boolean {
    return this.#flags.multiline === true;
  }

  /** For the inside of `(?i:…)` and `(?-i:…)`. */
  changed({ add, remove }: AST.Modifiers): Chars {
    const flags = { ...this.#flags };
    for (const name of ['ignoreCase', 'dotAll', 'multiline'] as const) {
      if (add[name]) flags[name] = true;
      if (remove?.[name] === true) flags[name] = false;
    }
    return new Chars(flags);
  }

  of(element: Consuming): CharSet {
    return toUnicodeSet(element, this.#flags).chars;
  }

  /** What must precede a lookbehind of one character; null: unknown. */
  before(assertion: AST.Assertion): CharSet | null {
    switch (assertion.kind) {
      case 'end':
      case 'word':
      case 'lookahead':
        return null;
      case 'start':
        return this.multiline ? this.#lineEnds() : CharSet.empty(this.all.maximum);
      case 'lookbehind': {
        const seen = assertion.alternatives.map(({ elements: [element, ...more] }) =>
          element === undefined || more.length > 0 ? null : this.#single(element),
        );
        return assertion.negate ? this.#noneOf(seen) : this.#oneOf(seen);
      }
    }
  }

  /** What is on the other side of a word boundary; null: it depends on the characters. */
  otherSide(chars: CharSet): CharSet | null {
    if (chars.isSubsetOf(this.#word)) return this.all.without(this.#word);
    return chars.isDisjointWith(this.#word) ? this.#word : null;
  }

  /** Null if it is not a single character. `^` in a lookbehind is the start of the text. */
  #single(element: AST.Element): CharSet | null {
    if (element.type === 'Assertion') return element.kind === 'start' ? this.before(element) : null;
    if (element.type === 'Character' || element.type === 'CharacterClass' || element.type === 'CharacterSet')
      return this.of(element);
    return null;
  }

  /** A longer lookbehind excludes less, so it is ignored. */
  #noneOf(seen: readonly (CharSet | null)[]): CharSet {
    return seen.reduce<CharSet>((left, one) => (one === null ? left : left.without(one)), this.all);
  }

  #oneOf(seen: readonly (CharSet | null)[]): CharSet | null {
    return seen.reduce((one, other) => (one === null || other === null ? null : one.union(other)));
  }

  #lineEnds(): CharSet {
    return CharSet.empty(this.all.maximum).union(ranges('\n\n', '\r\r', '\u2028\u2029'));
  }

  /** True if a row of these can only be ended by the end that `$` stands for. */
  reachesEnd(chars: CharSet): boolean {
    return chars.isAll || (this.multiline && chars.union(this.#lineEnds()).isAll);
  }
}

/** Pairs of first and last characters. */
function ranges(...ends: readonly string[]): CharRange[] {
  return ends.map((pair) => ({ min: pair.charCodeAt(0), max: pair.charCodeAt(1) }));
}

/** The maximum number of characters that a part can match. */
export function longestOf(node: AST.Element | AST.Alternative): number {
  switch (node.type) {
    case 'Alternative':
      return node.elements.reduce(
        (sum, element) => sum + (element.type === 'Assertion' ? 0 : longestOf(element)),
        0,
      );
    case 'Group':
    case 'CapturingGroup':
      return Math.max(...node.alternatives.map(longestOf));
    case 'Assertion':
      return 'alternatives' in node ? Math.max(...node.alternatives.map(longestOf)) : 0;
    case 'Quantifier': {
      const longest = node.element.type === 'Assertion' ? 0 : longestOf(node.element);
      return longest === 0 ? 0 : longest * node.max;
    }
    case 'Backreference':
      return node.ambiguous ? Infinity : longestOf(node.resolved);
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
    case 'ExpressionCharacterClass':
      return 1;
  }
}

/** True if a match that has reached the last part of an alternative can no longer fail: `…foo`, `…[\s\S]*$`. */
export function isLineTerminated({ elements }: AST.Alternative, chars: Chars): boolean {
  const last = elements.at(-1);
  if (last === undefined) return true;
  const before = elements.at(-2);
  if (mayBeEnd(last)) return before !== undefined && runsToEnd(before, chars);
  if (last.type !== 'Assertion') return !endsInAssertion(last);
  return last.kind === 'end' && before !== undefined && runsToEnd(before, chars);
}

/** `(?:…|$)` */
function mayBeEnd(element: AST.Element): boolean {
  return (
    (element.type === 'Group' || element.type === 'CapturingGroup') &&
    element.alternatives.some(
      ({ elements: [only, ...more] }) =>
        more.length === 0 && only?.type === 'Assertion' && only.kind === 'end',
    )
  );
}

function endsInAssertion(element: AST.Element): boolean {
  switch (element.type) {
    case 'Assertion':
      return true;
    case 'Group':
    case 'CapturingGroup':
      return element.alternatives.some(({ elements }) => endings(elements).some(endsInAssertion));
    case 'Quantifier':
      return endsInAssertion(element.element);
    case 'Backreference':
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
    case 'ExpressionCharacterClass':
      return false;
  }
}

/** The parts that may be the last one, because those after them may match nothing. */
function endings(elements: readonly AST.Element[]): readonly AST.Element[] {
  const found: AST.Element[] = [];
  for (const element of elements.toReversed()) {
    found.push(element);
    if (element.type !== 'Quantifier' || element.min > 0) break;
  }
  return found;
}

function runsToEnd(element: AST.Element, chars: Chars): boolean {
  if (element.type === 'CapturingGroup' || element.type === 'Group') {
    return element.alternatives.every(({ elements }) => {
      const last = elements.at(-1);
      return last !== undefined && runsToEnd(last, chars);
    });
  }
  if (element.type !== 'Quantifier' || element.max !== Infinity) return false;
  const { element: repeated } = element;
  return repeated.type === 'CharacterClass' || repeated.type === 'CharacterSet'
    ? chars.reachesEnd(chars.of(repeated))
    : false;
}
