/**
 * The rules that recognise implicit statements and wishes in English; other languages are in languages/. This folder owns which wordings
 * match and which are rejected (guards.ts); it knows nothing of memories or of the rest of the message.
 */
import { normalized } from '../../understand/normalized-words.ts';
import { belongingRules } from './belongings.ts';
import { constraintRules } from './constraints.ts';
import { definitionRules } from './definitions.ts';
import { factRules } from './facts.ts';
import { habitRules } from './habits.ts';
import { instructionRules } from './instructions.ts';
import { peopleRules } from './people.ts';
import { preferenceRules } from './preferences.ts';
import type { Rule } from './rule.ts';
import { tasteRules } from './tastes.ts';
import { workRules } from './work.ts';

/** In the order in which they are tried; the first match wins. */
const allRules: readonly Rule[] = [
  ...instructionRules,
  ...definitionRules,
  ...constraintRules,
  ...preferenceRules,
  ...tasteRules,
  ...factRules,
  ...peopleRules,
  ...workRules,
  ...belongingRules,
  ...habitRules,
];

/** The first rule that matches a clause; undefined if none does. */
export function ruleFor(clause: string): Rule | undefined {
  const read = normalized(clause);
  return allRules.find(({ pattern, unless }) => pattern.test(read) && unless?.test(read) !== true);
}

/** All patterns that `ruleFor` may try. Used to compile them in advance. */
export function rulePatterns(): RegExp[] {
  return allRules.flatMap(({ pattern, unless }) => (unless === undefined ? [pattern] : [pattern, unless]));
}
