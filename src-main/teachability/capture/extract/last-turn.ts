/**
 * Teachings that span more than one message: an unfinished sentence that the next message completes, an example of the wanted form, a
 * comment on the last answer. The previous turn only provides context; only the user's words are stored.
 */
import { limits } from '#shared/text.ts';
import type { Cue, Memory } from '#shared/memory/memory.ts';
import type { MemoryReader } from '../../ports.ts';
import { isSmallTalk } from '../../small-talk.ts';
import { cuesFor } from './cues.ts';
import { explicitTeachings } from './explicit-teaching.ts';
import { kindOf } from './kind-of.ts';
import { learnByRules } from './learn-by-rules.ts';
import { ownWords } from '../understand/whose-words.ts';
import type { PlannedTeaching } from '../decide/plan.ts';
import { rejectedBy } from './rules/guards.ts';
import { ASSISTANT_VERB } from './rules/instructions.ts';
import { sentencesOf } from '../understand/sentences.ts';
import { subjectOf } from './subject.ts';
import type { LastTurn, Teaching, UserWords } from '../teaching.ts';
import { tidySentence } from './wording.ts';

/** A longer request is not quoted. In characters. */
const QUOTED_REQUEST = 160;

/** The minimum length of the user's own words that introduce an example, in characters. */
const OWN_LEAD = 40;

const DOTS = String.raw`(?:…|\.{2,})`;

/** A condition without what is to be done: "When I ask for a recipe…". */
const OPEN = new RegExp(
  String.raw`^(?<opening>(?:please\s+)?(?:when(?:ever)?|if|every time|each time|any time)\s+(?:i|you|we|someone)\b[^.?!…\n]{3,160}?)(?:\s*(?<mark>${DOTS}|[,:–—-]))?\s*$`,
  'iu',
);
/** A condition that also says what is to be done. */
const CLOSED = new RegExp(
  String.raw`,\s*(?:please\s+|always\s+|never\s+|you should\s+|then\s+)*(?:${ASSISTANT_VERB})\b`,
  'iu',
);
const GOES_ON = new RegExp(
  String.raw`^(?<mark>${DOTS}(?:\s*then\b,?)?|,|then\b,?|and\b,?)?\s*(?<order>(?:please\s+)?(?:(?:always|never|do not|don['’]t|you should|you must|i want you to|i['’]d like you to)\s+)*(?:${ASSISTANT_VERB}|i (?:want|prefer|like|need))\b.{2,300})$`,
  'isu',
);
/** A restriction of the previous message: "… but only when I ask for a recipe", after "Always give metric units". */
const NARROWS = new RegExp(
  String.raw`^(?:${DOTS}\s*|(?:i mean|that is),?\s+|(?:but|and|well),?\s+(?=only))(?<condition>(?:but\s+)?(?:only\s+)?(?:when(?:ever)?|if|for|in|with)\b.{3,200}?)[.!]*$`,
  'iu',
);

/** The teaching that a message completes together with the previous one; null if it stands alone. */
export function continuedTeaching(words: UserWords, reader: MemoryReader): PlannedTeaching | null {
  if (words.before == null) return null;
  const now = ownWords(words.text);
  return completing(ownWords(words.before.request), now) ?? narrowing(words, now, reader);
}

function completing(earlier: string, now: string): Teaching | null {
  const open = OPEN.exec(earlier)?.groups;
  const next = GOES_ON.exec(now)?.groups;
  if (open === undefined || next === undefined || CLOSED.test(earlier)) return null;
  if (open['mark'] === undefined && next['mark'] === undefined) return null;
  const order = (next['order'] ?? '').replace(/^\p{Lu}(?!['’\s])/u, (letter) => letter.toLowerCase());
  return teachingOf(`${open['opening'] ?? ''}, ${order}`, 'turns: continued');
}

function narrowing(words: UserWords, now: string, reader: MemoryReader): PlannedTeaching | null {
  const condition = NARROWS.exec(now)?.groups?.['condition'];
  const before = words.before?.request ?? '';
  if (condition === undefined) return null;
  const taught = explicitTeachings(before).at(-1) ?? learnByRules(before, words.at).at(-1);
  const memory: Memory | undefined =
    taught === undefined ? undefined : reader.sameText(taught.text, words.scope);
  if (memory === undefined) return null;
  const text = `${memory.text.replace(/[.!]$/u, '')} ${condition}`;
  return { ...teachingOf(text, 'turns: narrowed'), kind: memory.kind, replaces: memory };
}

function teachingOf(words: string, rule: string): Teaching {
  const text = tidySentence(words);
  const kind = kindOf(text);
  const subject = subjectOf(text, kind);
  return { text, kind, subject, cues: cuesFor(text, kind, subject), rule };
}

const WANT = String.raw`i(?:['’]d)?\s+(?:always\s+|usually\s+|would\s+|generally\s+)?(?:want|like|prefer|expect|need|write|do)`;
const SAMPLE = String.raw`\s*[:–—]\s*(?<sample>\S[\s\S]{2,})$`;
const demonstrations: readonly RegExp[] = [
  // "Here is an example of how I want my emails: …"
  new RegExp(
    String.raw`^(?<lead>[^\n]{0,120}?(?:here(?:['’]s| is)|this is|that['’]s)\s+(?:an?\s+)?(?:(?:good\s+)?example\s+of\s+)?(?:how|the way|what)\s+${WANT}\s+(?<what>[^\s:.?][^\n:.?]{0,79}?))${SAMPLE}`,
    'iu',
  ),
  // "I want my commit messages like this: …"
  new RegExp(
    String.raw`^(?<lead>${WANT}\s+(?<what>(?:all\s+)?(?:my|your)\s+[^\s:.?][^\n:.?]{1,59}?)\s+(?:to look\s+|to be\s+|written\s+|formatted\s+|to read\s+)?(?:like this|as follows|in this (?:form|format|style|way)))${SAMPLE}`,
    'iu',
  ),
  // "From now on write my emails like this: …"
  new RegExp(
    String.raw`^(?<lead>(?:please\s+)?(?:from now on|in (?:the )?future|always|going forward|remember|whenever\s+[^\s:][^\n:]{2,79}?)[,:]?\s+[^\n:.?]{0,20}?\b(?:write|format|answer|reply|do|give|structure|phrase|sign|make|present|summari[sz]e|explain)\s+(?:(?<what>[^\s:.?][^\n:.?]{0,59}?)\s*)?(?:like this|like so|as follows|in this (?:form|format|style|way)|like in this example))${SAMPLE}`,
    'iu',
  ),
];
const ANSWERS = /^(?:(?:all|any)\s+)?(?:your\s+)?(?:answers?|repl(?:y|ies)|responses?|explanations?)\b/iu;
const POINTS_BACK = /^(?:it|them|this|that|these|those)\b/iu;

/** A teaching by example, such as "Here is an example of how I want it: …", with the example as it was written. */
export function demonstration(words: UserWords): Teaching | null {
  for (const shape of demonstrations) {
    const groups = shape.exec(words.text.trim())?.groups;
    if (groups === undefined) continue;
    const { lead = '', what = '', sample = '' } = groups;
    const request = requestBefore(words.before);
    if (POINTS_BACK.test(what) && request === null) continue;
    if (!ownWords(words.text).startsWith(lead.trim().slice(0, OWN_LEAD))) continue;
    const opening = POINTS_BACK.test(what)
      ? `When I ask “${request ?? ''}”, this is how I want it`
      : lead.trim();
    const text = `${tidySentence(opening).replace(/\.$/u, '')}:\n${sample.trim()}`.toWellFormed();
    if (text.length > limits.memoryText) return null;
    const task: Cue = {
      kind: 'task',
      text: POINTS_BACK.test(what) || what === '' ? (request ?? lead.trim()) : what.trim(),
    };
    const answers = ANSWERS.test(what);
    return {
      text,
      kind: answers ? 'instruction' : 'skill',
      subject: null,
      cues: answers
        ? cuesFor(lead, 'instruction', null)
        : [{ ...task, text: task.text.slice(0, limits.cueText) }],
      rule: 'turns: a sample',
    };
  }
  return null;
}

const NOT_SO =
  /^(?:(?:no|nope|wrong|sorry)\b[\s,.:;!–—-]*)?(?:(?:not like (?:that|this)|not that way|that(?:['’]s| is) not (?:what|how) i (?:want(?:ed)?|asked(?: for)?|meant|like)(?: it)?|i (?:said|asked for|wanted|meant))\b[\s,.:;!–—-]*)?/iu;
const TOO =
  /^(?:(?:this|that|it)(?:['’]s| is)\s+)?(?:still\s+|way\s+|much\s+|far\s+|a bit\s+)*too\s+(?:long|short|formal|informal|casual|technical|vague|complicated|wordy|verbose|detailed|simple|dry|general|polite)\b/iu;
/** Words about the form of an answer. Only a wish about the form also applies to later answers. */
const FORM =
  /\b(?:shorter|longer|briefer|simpler|clearer|(?:more|less|fewer|no|without|with|use|in|as)\s+(?:\w+\s+)?(?:bullets?|bullet points|lists?|tables?|prose|paragraphs?|headings?|emojis?|formal|informal|casual|concise|details?|detailed|brief|technical|friendly|polite|examples?|sources|steps?|words|sentences|markdown|plain text|plain language|jargon|metric|imperial|celsius|fahrenheit|english|german|french|spanish|italian|portuguese|dutch|numbers?|quotes)|step[- ]by[- ]step|one (?:sentence|paragraph|line)|(?:two|three|four|five|\d+) (?:sentences?|paragraphs?|lines|bullets?|bullet points|words)|plain text only|metric|imperial|celsius|fahrenheit)\b/iu;
const WORK =
  /\b(?:function|class|variable|line|file|row|column|cell|port|the (?:first|second|third|last|other|title|name))\b/iu;

/** A correction of the last answer: "No, shorter", "not like that: use bullet points". */
export function correctionOfAnswer(words: UserWords): Teaching | null {
  const request = requestBefore(words.before);
  const [first, ...more] = sentencesOf(ownWords(words.text)).map(({ text }) => text);
  if (request === null || first === undefined || more.length > 2) return null;
  const said = [first, ...more].join(' ');
  const wish = said
    .replace(NOT_SO, '')
    .replace(/^(?:please|make it|now)\s+/iu, '')
    .trim();
  const corrects = wish.length < said.length && NOT_SO.test(said) && FORM.test(wish);
  if (!(corrects || TOO.test(wish)) || wish.length > QUOTED_REQUEST || WORK.test(wish)) return null;
  if (/[?？]$/u.test(wish) || rejectedBy(wish) !== undefined) return null;
  const text = `When I ask “${request}”: ${tidySentence(wish).replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase())}`;
  return {
    text,
    kind: 'skill',
    subject: null,
    cues: [{ kind: 'task', text: request }],
    rule: 'turns: a word about an answer',
  };
}

/** The user's previous request, if it is short enough to be quoted; null if there was none or its answer cannot be wrong. */
export function requestBefore(before: LastTurn | null | undefined): string | null {
  if (before == null || isSmallTalk(before.request)) return null;
  const [first] = sentencesOf(ownWords(before.request));
  if (first === undefined || first.text.split(/\s+/u).length < 2) return null;
  const { text } = first;
  const short = text.length <= QUOTED_REQUEST ? text : text.slice(0, text.lastIndexOf(' ', QUOTED_REQUEST));
  return short.replace(/(?<![.!:])[.!:]+$/u, '').replace(/[“”"]/gu, '');
}
