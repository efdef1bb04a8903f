/** Splits a sentence into its statements. */
import { RELATION } from './rules/people.ts';
import { CAPITAL } from './rules/rule.ts';
import { withoutLeadIn } from './wording.ts';

/** Words with which a statement about the user begins. */
const SELF = String.raw`(?:i|i['’](?:m|ve|d)|my|we|we['’](?:re|ve)|our)`;

/** Where a new statement may begin within a sentence. */
const CLAUSE_START = new RegExp(
  String.raw`[,;:–—]\s+(?:(?:and|but|so|because|since|as|yet|thus|plus|though|although|which is why|that['’]s why|therefore|also|then|or|please)\s+)*(?=(?:${SELF}|i['’]\w+|always|never|as someone|as an?|due to)\b)|(?<!\s)\s+(?:with|given|by|of|in|to|on|from|for|per)\s+(?=my\s(?:\p{L}+\s)?preferences?\sfor\b)|(?<!\s)\s+(?:and|but|because|since|so|though|although|which is why|that['’]s why|-)\s+(?=(?:${SELF}|i['’]\w+)\b)`,
  'giu',
);

/** What follows this is somebody else's statement: "My friend said: I …". */
const SAID_BY_OTHERS =
  /(?<!\bi(?:['’]ve| have)? (?:\w{1,20} )?)\b(?:says?|said|tells?|told (?:me|us|him|her|them)|wrote|writes|asked|replied|answered|goes|claims?|claimed|thinks?|thought)\b(?:[^,:;–—]{0,40}[,:;–—]|[^:;\n]{0,60}[:：])\s*["'“‘]?$/iu;

/** "My wife Ana and" before "I live in Lugo": the statement is about both. */
const TOGETHER = new RegExp(
  String.raw`^(?:(?:and|but|so)\s)?(?:(?:my|our)\s(?:[\p{L}-]{2,20}\s){0,2}?(?:${RELATION})(?:\s${CAPITAL}\p{L}{1,20}){0,2}|${CAPITAL}\p{L}{1,20})\sand\s$`,
  'iu',
);
/** The longest such beginning, in characters. */
const LONGEST_TOGETHER = 100;

/** True if a statement that begins there has a subject before it. */
function isTogether(sentence: string, start: number): boolean {
  return start <= LONGEST_TOGETHER && TOGETHER.test(sentence.slice(0, start));
}

/** How far back to look for who says a statement, in characters. */
const LOOKED_BACK = 200;

export function saidByOthers(sentence: string, start = sentence.length): boolean {
  return SAID_BY_OTHERS.test(sentence.slice(Math.max(0, start - LOOKED_BACK), start));
}

/** Where one statement ends and another begins. Each can change independently, so each becomes a memory. */
const JOINED = new RegExp(
  String.raw`(?:(?:,|(?<!\s))\s+(?:and|but|plus)(?:\s+that)?|[,;–—])\s+(?=${SELF}\s)`,
  'giu',
);

/** The object of the clause refers to something said before. */
const POINTS_BACK =
  /^(?:i|i['’]\w+|we|we['’]\w+)\s+(?:\S+\s+){1,3}?(?:it|them|this|that|these|those|one|ones|him|her|there)\b/iu;

/** Such an opening is the condition of the statement. */
const CONDITION = /^(?:when|whenever|while|after|before|once|unless|if|during|in|on|at|for)\s/iu;

/** Such an opening applies to everything that follows. */
const LEADS = /^(?:as (?:an?|someone)|due to|because|since|given|although|though|even though)\s/iu;

/** Time phrases before a statement: "This week I …", "Until Friday, …". */
const TIME_AHEAD =
  /^(?:(?:until|till|for|during|on|this|while)\b[^,.]{2,40},\s+|(?:this (?:week|weekend|month)|for this (?:trip|week|month)|for the next (?:\w+ )?(?:days?|weeks?|months?))\s+)/iu;

/**
 * Splits a sentence where each part is worth remembering on its own; a part that is not stays with the part before it.
 * @param isStatement called for each part except the first
 */
export function statementsOf(sentence: string, isStatement: (part: string) => boolean): string[] {
  if (CONDITION.test(sentence) || LEADS.test(sentence)) return [sentence];
  const joints = [...sentence.matchAll(JOINED)].map(({ index, 0: joint }) => ({
    index,
    start: index + joint.length,
  }));
  const starts = [0];
  for (const [place, { start }] of joints.entries()) {
    if (saidByOthers(sentence, start) || isTogether(sentence, start)) continue;
    const part = sentence.slice(start, joints[place + 1]?.index);
    if (!POINTS_BACK.test(part) && isStatement(part)) starts.push(start);
  }
  return starts.map((start, place) => withoutJoint(sentence.slice(start, starts[place + 1])));
}

function withoutJoint(part: string): string {
  return part.replace(/(?<![,;–—\s])[,;–—\s]+(?:(?:and|but|plus)\s+(?:that\s+)?)?$/iu, '');
}

/** A part of a sentence that may be a separate statement. */
export interface Clause {
  /** The words that rules are applied to. */
  readonly words: string;
  /** The words that are stored: longer than `words` if a pronoun refers back. */
  readonly told: string;
}

/** A longer clause is not a statement (learn-by-rules.ts), and reading every clause to its end would take quadratic time. In characters. */
const LONGEST_READ = 720;

/** The whole statement first, then the rest from each place where a new one begins. */
export function clausesOf(statement: string): Clause[] {
  const starts = [
    0,
    ...Array.from(statement.matchAll(CLAUSE_START), (match) => match.index + match[0].length),
  ].filter((start) => !saidByOthers(statement, start));
  const whole = withoutLeadIn(statement.slice(0, LONGEST_READ).trim());
  return starts.map((start) => {
    const words = withoutLeadIn(statement.slice(start, start + LONGEST_READ).trim());
    const needsAll = POINTS_BACK.test(words) || CONDITION.test(statement) || isTogether(statement, start);
    const told = needsAll ? whole : words;
    return { words: words.replace(TIME_AHEAD, ''), told };
  });
}

const TELLS_OF_USER = new RegExp(String.raw`^${SELF}\s+\S+\s+\S`, 'iu');

/** True for words that are about the user from the first word on. */
export function tellsOfUser(words: string): boolean {
  return TELLS_OF_USER.test(words);
}
