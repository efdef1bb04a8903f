/** What a scenario of everyday conversations expects of a step; patterns are regular expressions that ignore case. */
export interface Expectation {
  readonly stored?: string | readonly string[];
  readonly absent?: string | readonly string[];
  readonly learns?: boolean;
  readonly adds?: number;
  readonly used?: string | readonly string[];
  readonly unused?: string | readonly string[];
  readonly usesNone?: boolean;
  readonly usesAtMost?: number;
  readonly answer?: string | readonly string[];
}

export interface Got {
  readonly answer: string;
  /** Texts of the memories that the receipt of the answer counts as used. */
  readonly used: readonly string[];
}

/** What is wrong after a step, in words; empty when it went as expected. `before`, `after`: texts of the active memories. */
export function faultsOf(
  expect: Expectation,
  got: Got,
  before: readonly string[],
  after: readonly string[],
): string[] {
  const learned = after.filter((text) => !before.includes(text));
  const faults = [
    ...list(expect.stored).flatMap((one) =>
      some(after, one) ? [] : [`not stored: ${one}, but ${after.join(' | ')}`],
    ),
    ...list(expect.absent).flatMap((one) =>
      some(after, one) ? [`still there: ${one}, in ${after.join(' | ')}`] : [],
    ),
    ...list(expect.answer).flatMap((one) =>
      some([got.answer], one) ? [] : [`the answer lacks ${one}: ${got.answer}`],
    ),
  ];
  if (expect.learns === false && (after.length !== before.length || learned.length > 0))
    faults.push(`learned: ${learned.join(' | ') || 'something went'}`);
  if (expect.adds !== undefined && after.length - before.length > expect.adds)
    faults.push(`added ${after.length - before.length}, at most ${expect.adds}: ${learned.join(' | ')}`);
  return [...faults, ...usedFaults(expect, got)];
}

export function usedFaults(expect: Expectation, { used }: Pick<Got, 'used'>): string[] {
  const faults = [
    ...list(expect.used).flatMap((one) => (some(used, one) ? [] : [`not used: ${one}`])),
    ...list(expect.unused).flatMap((one) => (some(used, one) ? [`used needlessly: ${one}`] : [])),
  ];
  if (expect.usesNone === true && used.length > 0) faults.push(`used ${used.join(' | ')}`);
  if (expect.usesAtMost !== undefined && used.length > expect.usesAtMost)
    faults.push(`used ${used.length}, at most ${expect.usesAtMost}`);
  return faults;
}

function list(patterns: string | readonly string[] | undefined): readonly string[] {
  return patterns === undefined ? [] : typeof patterns === 'string' ? [patterns] : patterns;
}

function some(texts: readonly string[], pattern: string): boolean {
  const expression = new RegExp(pattern, 'iu');
  return texts.some((text) => expression.test(text));
}
