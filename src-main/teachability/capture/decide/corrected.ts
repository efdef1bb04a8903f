/**
 * Finds the memory that a statement corrects if no rule knows their subject: the one that shares most of its content words. Only for
 * statements that say themselves that something changed or was wrong.
 */
import type { Memory } from '#shared/memory/memory.ts';
import { isAboutOtherPerson } from './other-person.ts';
import { countContained, contentWords } from './shared-words.ts';

/** The minimum share of the old words that the statement repeats; a number in place of another one counts as repeated. */
const LEAST_SHARE = 0.33;
/** The minimum margin over the second best. */
const APART = 0.1;

/** @param near active memories that could be meant */
export function correctedBy(text: string, near: readonly Memory[]): Memory | undefined {
  const said = wordsIn(text);
  const [best, next] = near
    .filter((memory) => !isAboutOtherPerson(memory.text, text))
    .map((memory) => ({ memory, share: shareOf(wordsIn(memory.text), said, memory.text, text) }))
    .sort((one, other) => other.share - one.share);
  if (best === undefined || best.share < LEAST_SHARE) return undefined;
  return next !== undefined && best.share - next.share < APART ? undefined : best.memory;
}

function wordsIn(text: string): string[] {
  return contentWords(text);
}

function shareOf(old: readonly string[], now: readonly string[], oldText: string, text: string): number {
  if (old.length === 0) return 0;
  const held = countContained(old, now);
  // A single shared word is weak evidence; then one name must stand in place of another.
  if (held === 1 && old.length > 2 && !(hasName(oldText) && hasName(text)) && !hasNumber(text)) return 0;
  const number = held > 0 && hasNumber(oldText) && hasNumber(text) && !sameNumber(oldText, text) ? 1 : 0;
  return Math.min(1, (held + number) / old.length);
}

const NUMBER = /\p{N}+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/iu;

/** A capitalised word that is not the first one. */
function hasName(text: string): boolean {
  return /(?<=\s)\p{Lu}\p{Ll}/u.test(text);
}

function hasNumber(text: string): boolean {
  return NUMBER.test(text);
}

function sameNumber(one: string, other: string): boolean {
  return NUMBER.exec(one)?.[0] === NUMBER.exec(other)?.[0];
}
