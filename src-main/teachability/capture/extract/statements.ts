/** Takes a sentence apart into the statements it makes. */
import { withoutLeadIn } from './wording.ts';

/** With these a statement about the user begins. */
const SELF = String.raw`(?:i|i['’](?:m|ve|d)|my|we|we['’](?:re|ve)|our)`;

/** Where a new statement may begin inside a sentence. */
const CLAUSE_START = new RegExp(
  String.raw`[,;:–—]\s+(?:(?:and|but|so|because|since|as|yet|thus|plus|though|although|which is why|that['’]s why|therefore|also|then|or|please)\s+)*(?=(?:${SELF}|i['’]\w+|always|never|as someone|as an?|due to)\b)|(?<!\s)\s+(?:and|but|because|since|so|though|although|which is why|that['’]s why|-)\s+(?=(?:${SELF}|i['’]\w+)\b)`,
  'giu',
);

/** What follows is somebody else's: "My friend said: I …". */
const SAID_BY_OTHERS =
  /(?<!\bi(?:['’]ve| have)? (?:\w{1,20} )?)\b(?:says?|said|tells?|told (?:me|us|him|her|them)|wrote|writes|asked|replied|answered|goes|claims?|claimed|thinks?|thought)\b[^,:;–—]{0,40}[,:;–—]\s*["'“‘]?$/iu;

/** So much before a statement is enough to see who says it. */
const LOOKED_BACK = 200;

export function saidByOthers(sentence: string, start = sentence.length): boolean {
  return SAID_BY_OTHERS.test(sentence.slice(Math.max(0, start - LOOKED_BACK), start));
}

/** Here one statement ends and another begins: each may change without the other, so each is a memory of its own. */
const JOINED = new RegExp(
  String.raw`(?:(?:,|(?<!\s))\s+(?:and|but|plus)(?:\s+that)?|[,;–—])\s+(?=${SELF}\s)`,
  'giu',
);

/** The object of the clause is something said before. */
const POINTS_BACK =
  /^(?:i|i['’]\w+|we|we['’]\w+)\s+(?:\S+\s+){1,3}?(?:it|them|this|that|these|those|one|ones|him|her|there)\b/iu;

/** Such a sentence tells under which condition its statement holds. */
const CONDITION = /^(?:when|whenever|while|after|before|once|unless|if|during|in|on|at|for)\s/iu;

/** Such an opening belongs to all that follows. */
const LEADS = /^(?:as (?:an?|someone)|due to|because|since|given|although|though|even though)\s/iu;

/** Words of time before a statement: "This week I …", "Until Friday, …". */
const TIME_AHEAD =
  /^(?:(?:until|till|for|during|on|this|while)\b[^,.]{2,40},\s+|(?:this (?:week|weekend|month)|for this (?:trip|week|month)|for the next (?:\w+ )?(?:days?|weeks?|months?))\s+)/iu;

/**
 * A sentence taken apart where each part is worth remembering by itself; what is not stays with the part before it.
 * @param isStatement asked of each part but the first.
 */
export function statementsOf(sentence: string, isStatement: (part: string) => boolean): string[] {
  if (CONDITION.test(sentence) || LEADS.test(sentence)) return [sentence];
  const joints = [...sentence.matchAll(JOINED)].map(({ index, 0: joint }) => ({
    index,
    start: index + joint.length,
  }));
  const starts = [0];
  for (const [place, { start }] of joints.entries()) {
    if (saidByOthers(sentence, start)) continue;
    const part = sentence.slice(start, joints[place + 1]?.index);
    if (!POINTS_BACK.test(part) && isStatement(part)) starts.push(start);
  }
  return starts.map((start, place) => withoutJoint(sentence.slice(start, starts[place + 1])));
}

function withoutJoint(part: string): string {
  return part.replace(/(?<![,;–—\s])[,;–—\s]+(?:(?:and|but|plus)\s+(?:that\s+)?)?$/iu, '');
}

/** A part of a sentence that may be a statement of its own. */
export interface Clause {
  /** What the rules look at. */
  readonly words: string;
  /** What is stored: more than `words` where a pronoun points back. */
  readonly told: string;
}

/** A longer clause is no statement (learn-by-rules.ts): read to its end, each of many would cost what all of them cost. */
const LONGEST_READ = 720;

/** The whole statement first, then from each place where a new one begins. */
export function clausesOf(statement: string): Clause[] {
  const starts = [
    0,
    ...Array.from(statement.matchAll(CLAUSE_START), (match) => match.index + match[0].length),
  ].filter((start) => !saidByOthers(statement, start));
  const whole = withoutLeadIn(statement.slice(0, LONGEST_READ).trim());
  return starts.map((start) => {
    const words = withoutLeadIn(statement.slice(start, start + LONGEST_READ).trim());
    const needsAll = POINTS_BACK.test(words) || CONDITION.test(statement);
    const told = needsAll ? whole : words;
    return { words: words.replace(TIME_AHEAD, ''), told };
  });
}

const TELLS_OF_USER = new RegExp(String.raw`^${SELF}\s+\S+\s+\S`, 'iu');

/** True for words that tell of the user from their first word on. */
export function tellsOfUser(words: string): boolean {
  return TELLS_OF_USER.test(words);
}
