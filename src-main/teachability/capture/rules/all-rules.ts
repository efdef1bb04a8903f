import { constraintRules } from './constraints.ts';
import { definitionRules } from './definitions.ts';
import { factRules } from './facts.ts';
import { instructionRules } from './instructions.ts';
import { preferenceRules } from './preferences.ts';
import type { Rule } from './rule.ts';

/** In the order they are tried; the first that matches a clause names it. */
export const allRules: readonly Rule[] = [
  ...instructionRules,
  ...definitionRules,
  ...constraintRules,
  ...preferenceRules,
  ...factRules,
];

export function ruleFor(clause: string): Rule | undefined {
  return allRules.find(({ pattern, unless }) => pattern.test(clause) && unless?.test(clause) !== true);
}
