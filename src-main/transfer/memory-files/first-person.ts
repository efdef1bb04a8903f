/**
 * Rephrases "User likes tea" as the user would say it: "I like tea." Uses rules for how such lists are phrased in
 * English and leaves anything else unchanged. The results wait for review, so odd phrasing is seen before it counts.
 */

/** Verbs with which memory lists begin when they omit the subject. */
const verbs =
  'is|has|likes|loves|enjoys|prefers|wants|needs|lives|works|uses|owns|plays|speaks|studies|studied|dislikes|hates|avoids|plans|hopes|drives|drinks|eats|runs|reads|writes|watches|teaches|learns|collects|supports|believes|thinks|feels|goes|travels|cooks|codes|programs|builds|manages|leads|tends|identifies|practices|practises|keeps|knows|moved|grew|was|does|values|appreciates|struggles|suffers|takes|follows|makes|attends|volunteers|considers|intends|aims|finds|celebrates|visits|rides|swims|sings|paints|listens';
const adverbs = '(?:(?:also|now|often|still|always|never|sometimes|just|once|both|[a-z]+ly)\\s+)*';

const startsWithVerb = new RegExp(`^${adverbs}(?:${verbs})(?:n['’]t)?\\b`, 'iu');

/** Labels in lists of "label: value", and the sentence for each. */
const labels: readonly (readonly [RegExp, (value: string) => string])[] = [
  [/^(?:(?:full|first|preferred)?\s*name)$/iu, (value) => `My name is ${value}`],
  [/^(?:location|city|lives in|home|based in|residence|lives)$/iu, (value) => `I live in ${value}`],
  [/^(?:occupation|job|profession|role|job title)$/iu, (value) => `My job is ${value}`],
  [/^(?:employer|company|workplace|works at)$/iu, (value) => `I work at ${value}`],
  [/^(?:age)$/iu, (value) => `I am ${value}`],
  [/^(?:likes|enjoys|loves)$/iu, (value) => `I like ${value}`],
  [/^(?:dislikes|hates)$/iu, (value) => `I dislike ${value}`],
  [/^(?:interests|hobbies)$/iu, (value) => `My interests are ${value}`],
  [/^(?:allergies|allergy|allergic to)$/iu, (value) => `I am allergic to ${value}`],
  [/^(?:languages|languages spoken)$/iu, (value) => `I speak ${value}`],
  [
    /^(?:birthday|date of birth|nationality|pronouns|time ?zone|native language|favou?rite [\p{L}\s]{2,30}|email|diet|hometown|gender|partner|spouse|wife|husband|sister|brother|mother|father|son|daughter|dog|cat|pet|car)$/iu,
    () => '',
  ],
];

/**
 * Rephrases a statement in the first person. @param name the name that the list uses for the user, besides "the user";
 * null when unknown.
 */
export function inFirstPerson(statement: string, name: string | null): string {
  const plain = statement.replace(/\s+/gu, ' ').trim();
  return finished(labelled(plain) ?? reworded(plain, name));
}

function labelled(text: string): string | null {
  const [, label = '', value = ''] = /^([\p{L} ]{2,40})\s*[:–—]\s+(\S.*)$/su.exec(text) ?? [];
  const found = labels.find(([pattern]) => pattern.test(label.trim()));
  if (found === undefined) return null;
  const said = found[1](value);
  return said === '' ? `My ${label.trim().toLowerCase()} is ${value}` : said;
}

function reworded(text: string, name: string | null): string {
  const user = name === null ? '(?:the )?user' : `(?:(?:the )?user|${namePattern(name)})`;
  const owned = new RegExp(`^(?:${user}['’]s?|their|your)\\s+`, 'iu');
  if (owned.test(text)) return inner(text.replace(owned, 'My '), user);
  const you = /^you(?:(['’](?:re|ve|d|ll))|\s+)(.*)$/isu.exec(text);
  if (you !== null) return inner(fromYou(you[1] ?? '', you[2] ?? ''), user);
  const third = new RegExp(`^(?:${user}|they|he|she)(['’]s|\\s+)(.+)$`, 'isu').exec(text);
  if (third !== null) {
    const rest = third[1]?.trim() === '' ? (third[2] ?? '') : `is ${third[2]?.trim() ?? ''}`;
    return inner(`I ${firstPersonVerbs(rest)}`, user);
  }
  return startsWithVerb.test(text)
    ? inner(`I ${firstPersonVerbs(lowerFirst(text))}`, user)
    : inner(text, user);
}

/** The whole name, or the first of its words. */
function namePattern(name: string): string {
  const [first = '', ...others] = name.split(' ').map((word) => escaped(word));
  return others.length === 0 ? first : `${first}(?: ${others.join(' ')})?`;
}

const namedFirst = new RegExp(
  `^(?<name>\\p{Lu}[\\p{L}’'-]{1,30})(?:['’]s [\\p{L} ]{2,40} (?:is|are|was)| (?:[a-z]+ly |also |now |often |never |always )?(?:${verbs}))\\b`,
  'u',
);
/** Beginnings of statements that do not name a person. */
const NO_NAME =
  /^(?:The|This|That|These|Those|He|She|They|It|We|You|I|My|Your|His|Her|Their|Its|User|Who|What|There|Always|Never|Also|Currently|Often|Recently|Usually)$/u;

/** The name of the person whom a statement is about, if it begins with a name and continues as such lists do; null otherwise. */
export function spokenOf(statement: string): string | null {
  const name = namedFirst.exec(statement)?.groups?.['name']?.replace(/['’]s$/u, '') ?? null;
  return name === null || NO_NAME.test(name) ? null : name;
}

function fromYou(short: string, rest: string): string {
  if (short === '') return `I ${rest.replace(/^are\b/iu, 'am').replace(/^were\b/iu, 'was')}`;
  const full = { re: 'am', ve: 'have', d: 'would', ll: 'will' }[short.slice(1).toLowerCase()] ?? '';
  return `I ${full} ${rest.trim()}`;
}

const firstVerb = new RegExp(`^(${adverbs})([a-z]+)(n['’]t)?\\b`, 'iu');
const furtherVerb = new RegExp(`(\\b(?:and|but|or|who|,)\\s+${adverbs})(${verbs})(n['’]t)?\\b`, 'giu');

/** "lives in Porto and works as a nurse" -> "live in Porto and work as a nurse". */
function firstPersonVerbs(predicate: string): string {
  return predicate
    .replace(firstVerb, (_all, before: string, verb: string, not: string | undefined) => {
      const said = firstPersonVerb(verb);
      return `${before}${said}${not === undefined ? '' : ' not'}`;
    })
    .replace(furtherVerb, (_all, before: string, verb: string, not: string | undefined) => {
      return `${before}${firstPersonVerb(verb)}${not === undefined ? '' : ' not'}`;
    })
    .replace(/\b(?:they|he|she) (?:are|is)\b/giu, 'I am')
    .replace(
      /\b(?:they|he|she) (has|does|[a-z]+s)\b/giu,
      (_all, verb: string) => `I ${firstPersonVerb(verb)}`,
    );
}

const irregular: Readonly<Record<string, string>> = {
  is: 'am',
  are: 'am',
  isn: 'am',
  was: 'was',
  were: 'was',
  wasn: 'was',
  has: 'have',
  hasn: 'have',
  does: 'do',
  doesn: 'do',
  goes: 'go',
  dies: 'die',
  lies: 'lie',
  ties: 'tie',
};

function firstPersonVerb(verb: string): string {
  const plain = verb.toLowerCase();
  const known = irregular[plain];
  if (known !== undefined) return known;
  if (/(?:[^aeiou]ies)$/u.test(plain)) return `${plain.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz)es$/u.test(plain)) return plain.slice(0, -2);
  return /[^su]s$/u.test(plain) && plain.length > 3 ? plain.slice(0, -1) : verb;
}

/** Replaces words for the user inside a sentence. */
function inner(text: string, user: string): string {
  const replaced = text
    .replace(new RegExp(`\\b(?:${user})['’]s?(?=\\s)`, 'giu'), 'my')
    .replace(new RegExp(`(?<=\\b(?:that|when|if|because|while|and)\\s)(?:${user}) (?=\\p{L})`, 'giu'), 'I ')
    .replace(/(?<=\s)(?:the )?user\b/giu, 'me')
    .replace(/\byour\b/giu, 'my')
    .replace(/\byou['’]re\b/giu, 'I am')
    .replace(/\b(?:themselves|themself|yourself|himself|herself)\b/giu, 'myself');
  // "Their" refers to the user in a sentence that starts with the user.
  const own = /^(?:I|My)\b/iu.test(replaced) ? replaced.replace(/\btheir\b/giu, 'my') : replaced;
  return own.replace(/^my\b/u, 'My');
}

function finished(text: string): string {
  const closed = /[.!?…。！？]$/u.test(text) ? text : `${text}.`;
  return closed.charAt(0).toUpperCase() + closed.slice(1);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}
