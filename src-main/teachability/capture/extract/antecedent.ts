/** Resolves pronouns at the start of a sentence: in "A gift for my dad? He is 70", "he" is the user's dad. */
import { RELATION } from './rules/people.ts';

const SOMEBODY = new RegExp(
  String.raw`\b(?:my|our)\s+(?:(?:older|younger|elder|little|big|twin|late|best|new|two|three)\s+)*(?!boss|manager|colleague|doctor|dentist|therapist|teacher|supervisor|advisor|landlord|neighbou?r)(?:${RELATION})\b(?!['’]s)`,
  'giu',
);
/** Matches only statements about who somebody is, not about what they did. */
const OF_THEM =
  /^(?:he|she|they)(?:['’]s|['’]re|\s+(?:is|are|has|have|loves?|likes?|hates?|adores?|lives?|works?|plays?|speaks?|studies|study|collects?|prefers?|can['’]t|doesn['’]t|don['’]t|never|always|only))\s+(?!going|coming|asking|looking|been|just|here|there|right|wrong|also\s+(?:asked|said)|to\b)/iu;

/** The sentence with the pronoun replaced by the person, if the previous sentence mentions exactly one person of the user's. */
export function withPerson(sentence: string, before: string | undefined): string {
  const pronoun = /^\p{L}+/u.exec(sentence)?.[0] ?? '';
  const people = [...(before ?? '').matchAll(SOMEBODY)].map(([words]) => words);
  const [person] = people;
  if (person === undefined || people.length > 1 || !OF_THEM.test(sentence)) return sentence;
  return person.charAt(0).toUpperCase() + person.slice(1) + sentence.slice(pronoun.length);
}
