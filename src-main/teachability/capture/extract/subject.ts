/**
 * Names what a memory is about in a normal form, if rules can: "my favourite colour", "where I live". A newer memory with the same subject
 * supersedes the older, so a subject is named only if one value can hold at a time.
 */
import type { MemoryKind } from '#shared/memory/memory.ts';
import { limits } from '#shared/text.ts';
import { stemsOf } from '../../recall/terms.ts';
import { normalized } from '../understand/normalized-words.ts';
import { RELATION } from './rules/people.ts';
import { TECHNOLOGY } from './rules/technology.ts';
import { shapeInOtherLanguage } from './rules/languages/other-languages.ts';

interface SubjectRule {
  readonly pattern: RegExp;
  /** Builds the subject from the groups of the match; null: it is not about one thing after all. */
  readonly subject: (groups: Readonly<Record<string, string | undefined>>) => string | null;
}

const is = String.raw`(?:['’]s|\s+(?:is|are)(?:\s+(?:now|actually|still|really))?)`;

/** Attributes of which a person has one at a time. */
const SINGLE =
  'name|first name|last name|surname|full name|middle name|nickname|birthday|date of birth|age|height|weight|blood type|shoe size|star sign|nationality|native language|mother tongue|address|home address|hometown|home town|time ?zone|phone number|mobile number|email|email address|e-mail|job title|major|salary|wedding anniversary|anniversary|pronouns|lucky number|shirt size|dress size|wifi password';
/** As SINGLE, for nouns that are mentioned in many ways: only statements of what they are count, not "my car is in the garage". */
const SINGLE_THING = 'job|profession|occupation|employer|company|school|university|car|landlord|boss|manager';

/** Relations of which a person may have several; another name may be another person. */
const SEVERAL =
  /^(?:where )?my (?:[\p{L}-]+ ){0,2}(?:sisters?|brothers?|siblings?|sons?|daughters?|child|children|kids?|baby|twins?|grandmother|grandma|grandfather|grandpa|gran|nan|grandsons?|granddaughters?|toddlers?|teenagers?|aunts?|uncles?|cousins?|nieces?|nephews?|roommate|flatmate|housemate|neighbou?r|friend|colleague|mentor|doctor|teacher|dogs?|cats?|puppy|kitten|pets?|horses?|hamster|rabbits?|guinea pigs?|tortoise|pony|budgie|parrot|birds?|goldfish)(?: lives$|['’]s )/u;

/** False if only one value of a subject can hold at a time. */
export function mayBeSeveral(subject: string): boolean {
  return SEVERAL.test(subject);
}

/** Words after "I live in" and similar that are not places: "a small flat", "at night". */
const NO_PLACE = String.raw`(?!(?:${TECHNOLOGY}|an?|the (?:past|moment|middle|same)|my|our|your|his|her|their|this|that|these|those|it|one|two|fear|peace|harmony|hope|constant|luxury|poverty|style|night|nights|home|weekends?|day|least|most|present|first|times|school|remote)\b|\S+\s+v?\d)`;

/** Adverbs of time before a verb. */
const LATELY = '(?:just |recently |now |currently |actually |still |no longer )*';

/** Followed by a name, not by a manner. */
const NAMED_BY_YOU = String.raw`(?:please )?(?:call|address) me(?! (?:(?:in)?formally|politely|casually|directly|with|by|in)\b)`;

const subjectRules: readonly SubjectRule[] = [
  { pattern: new RegExp(String.raw`^my\s+(?:first\s+|full\s+)?name${is}\s`, 'iu'), subject: () => 'my name' },
  {
    pattern: new RegExp(
      String.raw`^(?:i(?:['’]m| am) called|i go by|${NAMED_BY_YOU}|people call me)\s`,
      'iu',
    ),
    subject: () => 'my name',
  },
  {
    pattern: new RegExp(
      String.raw`^my\s+(?<what>(?:(?:second|least|most|all-time)\s+)?(?:favou?rite|preferred)\s+[\p{L}-][\p{L}\s-]{1,39}?)${is}\s`,
      'iu',
    ),
    subject: ({ what }) => `my ${plain(what)}`,
  },
  {
    pattern: new RegExp(
      String.raw`^(?!it\b|this\b|that\b|he\b|she\b)(?:[\p{L}\p{N}][\p{L}\p{N}\s'’-]{0,40})\s(?:is|are)\s+my\s+(?<what>favou?rite\s+[\p{L}\s-]{2,40}?)[.!]?$`,
      'iu',
    ),
    subject: ({ what }) => `my ${plain(what)}`,
  },
  {
    pattern: new RegExp(
      String.raw`^my\s+(?<who>(?:[\p{L}-]+\s+){0,2}?(?:${RELATION}))(?:\s+(?:is|are)(?: now| actually)?\s+(?:called|named)|['’]s?\s+(?:first\s+)?name\s+is|\s+goes by)\s`,
      'iu',
    ),
    subject: ({ who }) => `my ${plain(who)}'s name`,
  },
  {
    pattern: new RegExp(
      String.raw`^my\s+(?<who>(?:[\p{L}-]+\s+){0,2}?(?:${RELATION}))\s+(?:now\s+)?(?:lives?|moved)\s`,
      'iu',
    ),
    subject: ({ who }) => `where my ${plain(who)} lives`,
  },
  {
    pattern: new RegExp(
      String.raw`^my\s+(?<who>(?:[\p{L}-]+\s+){0,2}?(?:${RELATION}))['’]s\s+(?<what>birthday|age|job|phone number|email|address|favou?rite\s+[\p{L}]+)${is}\s`,
      'iu',
    ),
    subject: ({ who, what }) => `my ${plain(who)}'s ${plain(what)}`,
  },
  {
    pattern: new RegExp(String.raw`^my\s+(?:new\s+|current\s+)?(?<what>${SINGLE})${is}\s`, 'iu'),
    subject: ({ what }) => `my ${plain(what)}`,
  },
  {
    pattern: new RegExp(
      String.raw`^i(?:(?:['’]ve| have)?\s+${LATELY}(?:live|reside|moved|relocated)|(?:['’]ve| have)\s+${LATELY}(?:lived|been living))\s+(?:back )?(?:in|at|to)\s+${NO_PLACE}`,
      'iu',
    ),
    subject: () => 'where I live',
  },
  {
    pattern: new RegExp(
      String.raw`^i(?:['’]m| am)\s+(?:now |currently |no longer )*(?:based|living|located)\s+in\s+${NO_PLACE}`,
      'iu',
    ),
    subject: () => 'where I live',
  },
  {
    pattern: new RegExp(
      String.raw`^i(?:['’]m| am|['’]ve| have)?\s*(?:now |currently |recently |just |no longer )*(?:(?:work|working|employed|started|started working|started a (?:new )?job)\s+(?:at|for|with)|joined)\s+(?!(?:an?|as|my|night|nights|home|weekends?|day|least|most|first|times|myself|free|the (?:gym|army|club|team|moment|weekend|call|chat|meeting))\b)`,
      'iu',
    ),
    subject: () => 'where I work',
  },
  {
    pattern: new RegExp(
      String.raw`^[Mm]y\s+(?:new\s+|current\s+)?(?:employer|company)${is}\s+(?:called\s+)?(?:the\s+)?\p{Lu}`,
      'u',
    ),
    subject: () => 'where I work',
  },
  {
    pattern: new RegExp(
      String.raw`^my\s+(?:new\s+|current\s+)?(?<what>${SINGLE_THING})${is}\s+(?:(?:an?|the|called|named|as|at|now)\s|\p{L}+ing[.!]?$)`,
      'iu',
    ),
    subject: ({ what }) => `my ${plain(what)}`,
  },
  {
    pattern: new RegExp(
      String.raw`^[Mm]y\s+(?:new\s+|current\s+)?(?<what>${SINGLE_THING})${is}\s+\p{Lu}`,
      'u',
    ),
    subject: ({ what }) => `my ${plain(what)}`,
  },
  {
    pattern: /^i(?:['’]m| am)?\s*(?:now |currently )*(?:work|working|employed)\s+as\s/iu,
    subject: () => 'my job',
  },
  {
    pattern:
      /^i(?:['’]m| am)\s+(?:now |already )?(?:\d{1,3}(?:[\s-]years?[\s-]old|\s+(?:now|and)\b|[.!]?$)|in my \p{L}+ties)|^i (?:just )?turned \d{1,3}\b/iu,
    subject: () => 'my age',
  },
  {
    pattern:
      /^i(?:['’]m| am)\s+(?:now |no longer |not |mostly |strictly |actually )*(?:an? )?(?:strict |lifelong )?(?:vegan|vegetarian|pescatarian|pescetarian|flexitarian|omnivore|carnivore)(?: (?:now|any ?more|again|these days))?[.!]?$/iu,
    subject: () => 'my diet',
  },
  {
    pattern:
      /^i(?:['’]m| am)\s+(?:now |no longer |happily |recently |newly |not )*(?:married|single|divorced|engaged|widowed|separated)(?: (?:now|to .{2,60}))?[.!]?$/iu,
    subject: () => 'whether I am married',
  },
  { pattern: /^i was born on\s/iu, subject: () => 'my birthday' },
  { pattern: /^i was born in\s+\p{Lu}/u, subject: () => 'where I was born' },
  {
    pattern:
      /^i\s+(?:now |really |strongly |much |generally |usually )*prefer\s+(?<one>[\p{L}\p{N}'’-][\p{L}\p{N}\s'’-]{1,49}?)\s+(?:over|to|rather than|instead of)\s+(?<other>[\p{L}\p{N}'’-][\p{L}\p{N}\s'’-]{1,49}?)(?:\s+(?:for|when|because|since|due|in|at|on)\b.*|[.,!].*)?$/iu,
    subject: ({ one, other }) => betweenTwo(one, other),
  },
  {
    pattern:
      /^i\s+(?:(?:really|now|no longer|don['’]?t|do not|absolutely|still|strongly|also)\s+)*(?:like|love|enjoy|dislike|hate|adore|can['’]t stand|cannot stand)\s+(?<what>[\p{L}\p{N}'’-]+(?:\s+[\p{L}\p{N}'’-]+){0,2}?)(?:\s+any ?more|\s+anymore)?[.!]?$/iu,
    subject: ({ what }) => `what I think of ${plain(what)}`,
  },
  {
    pattern: /^(?<what>the\s+[\p{L}-]+\s+of\s+[\p{L}\p{N}-][\p{L}\p{N}\s-]{1,59}?)\s+(?:is|are|equals)\s/iu,
    subject: ({ what }) => plain(what),
  },
  {
    pattern:
      /^(?:when(?:ever)? i say|by)\s+["“']?(?<what>[\p{L}\p{N}-][\p{L}\p{N}\s-]{0,39}?)["”']?,?\s+i mean\s/iu,
    subject: ({ what }) => `the meaning of ${plain(what)}`,
  },
  {
    pattern: /^["“']?(?<what>[\p{L}\p{N}-]{2,30})["”']?\s+(?:means|stands for)\s/iu,
    subject: ({ what }) => `the meaning of ${plain(what)}`,
  },
];

const instructionRules: readonly SubjectRule[] = [
  {
    pattern:
      /\b(?:answer|reply|respond|write|speak|talk)\b[^.]{0,30}\bin\s+(?:\w+\s+)?(?:english|german|french|spanish|portuguese|italian|dutch|polish|turkish|russian|ukrainian|arabic|hindi|chinese|japanese|korean|swedish|norwegian|danish|finnish|greek|czech)\s*[.!]?$/iu,
    subject: () => 'the language of answers',
  },
  {
    pattern:
      /^(?:please )?(?:be|keep (?:it|your answers|answers|replies|your replies))\s+(?:\w+\s+)?(?:brief|short|concise|detailed|long|thorough)\s*[.!]?$/iu,
    subject: () => 'the length of answers',
  },
  {
    pattern:
      /^(?:please )?(?:always |only )*(?:use|write|give|show|convert)\b[^.]{0,40}\b(?:celsius|fahrenheit)\b[^.]{0,20}$/iu,
    subject: () => 'units of temperature',
  },
  {
    pattern: /\b(?:metric|imperial)\b(?:\s+(?:units|system|measurements))?\s*[.!]?$/iu,
    subject: () => 'units of measurement',
  },
  { pattern: new RegExp(String.raw`^${NAMED_BY_YOU}\s`, 'iu'), subject: () => 'my name' },
];

/** The subject of a statement in normal form; null if no rule can name it. */
export function subjectOf(text: string, kind: MemoryKind): string | null {
  const rules = kind === 'instruction' ? instructionRules : subjectRules;
  const read = normalized(text);
  for (const { pattern, subject } of rules) {
    const match = pattern.exec(read);
    if (match !== null) return bounded(subject(match.groups ?? {}));
  }
  return kind === 'instruction' ? null : (shapeInOtherLanguage(text)?.subject ?? null);
}

function bounded(subject: string | null): string | null {
  return subject === null || subject.length > limits.cueText ? null : subject;
}

/** Lower case, single spaces, British spelling of the words that differ most. */
function plain(words: string | undefined): string {
  return (words ?? '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/\bfavorite\b/gu, 'favourite')
    .replace(/\bcolor/gu, 'colour')
    .replace(/\b(?:current|new)\s/gu, '')
    .replace(/\b(?:mom|mum)\b/gu, 'mother')
    .replace(/\bdad\b/gu, 'father');
}

/** "tea over coffee" and "coffee over tea" have the same subject. */
function betweenTwo(one: string | undefined, other: string | undefined): string | null {
  const sides = [one, other].map((side) => stemsOf(side ?? '').join(' ')).filter((side) => side !== '');
  return sides.length === 2 ? `preference between ${sides.sort().join(' and ')}` : null;
}
