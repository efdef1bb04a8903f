/** Writes the answer when no model is connected: confirms what was taught and looks up what was asked. */
import type { Remembered } from '#shared/memory/memory.ts';
import type { RecallCandidate, RecallReport } from '#shared/memory/recall.ts';
import { answerWords } from './answer-words.ts';
import type { AnswerWords } from './answer-words.ts';
import { aboutWords } from './about-words.ts';
import type { AboutWords } from './about-words.ts';
import { dayIsPast } from './capture/extract/dates/past-day.ts';
import { offRecordRequestIn } from './capture/understand/off-record.ts';
import { isAboutPeople } from './recall/gate/person-words.ts';
import { aboutPartOf } from './recall/request/about-me.ts';
import { languageOfMessage } from './recall/request/request-language.ts';
import { isSmallTalk } from './small-talk.ts';

/** The maximum number of memories shown in one answer. */
const MOST_SHOWN = 6;

const GROUPS = ['you', 'people', 'likes', 'orders', 'skills'] as const;

export interface MemoryAnswerParts {
  readonly message: string;
  /** What this message taught; already stored. */
  readonly remembered: readonly Remembered[];
  /** Null if recall is off or the chat is temporary. */
  readonly report: RecallReport | null;
  /** True: the user asked that nothing be kept for now. Default: false. */
  readonly offRecord?: boolean;
  /** In ms since 1970 UTC: memories of a day that has passed are told as past. Left out: none are. */
  readonly now?: number;
}

/** @returns Markdown, and the ids of the memories it shows. */
export function memoryAnswer({
  message,
  remembered,
  report,
  offRecord = false,
  now = 0,
}: MemoryAnswerParts): {
  readonly text: string;
  readonly shown: readonly string[];
} {
  const language = languageOfMessage(message);
  const say = answerWords(language);
  const proposed = remembered.filter(({ action }) => action === 'proposed');
  if (proposed.length > 0) return proposal(proposed, report, say);
  if (remembered.length > 0) return { text: confirmation(remembered, say), shown: [] };
  if (isSmallTalk(message)) return { text: say.greeting, shown: [] };
  const about = report === null ? [] : aboutUser(report);
  const words = aboutWords(language);
  if (about.length > 0)
    return { text: toldSoFar(about, words), shown: about.map(({ memoryId }) => memoryId) };
  if (report !== null && aboutPartOf(message) !== null) return { text: words.nothing, shown: [] };
  const found = report === null ? [] : matching(report);
  // If something was to be forgotten at once, "nothing is remembered about it" would be a strange addition.
  const refused = offRecordRequestIn(message) === 'message';
  if (found.length === 0 && (refused || offRecord))
    return { text: refused ? say.notKept : say.offRecord, shown: [] };
  if (found.length === 0) return { text: report === null ? say.withoutRecall : say.nothing, shown: [] };
  return {
    text: `${lookedUp(found, now, say)}\n\n${say.noModel}`,
    shown: found.map(({ memoryId }) => memoryId),
  };
}

function confirmation(remembered: readonly Remembered[], say: AnswerWords): string {
  const gone = remembered.filter(({ action }) => action === 'forgot' || action === 'kept');
  const kept = remembered.filter((one) => !gone.includes(one));
  // Does not repeat what was forgotten.
  const first = gone.length > 0 ? say.forgotten : '';
  return [first, keptConfirmation(kept, say)].filter((part) => part !== '').join('\n\n');
}

function keptConfirmation(remembered: readonly Remembered[], say: AnswerWords): string {
  const [only] = remembered;
  if (only === undefined) return '';
  if (remembered.length > 1)
    return `${say.willRememberThese}\n\n${remembered.map(({ text }) => `- ${listed(text)}`).join('\n')}`;
  if (only.action === 'confirmed') return `${say.known}\n\n${quoted(only.text)}`;
  const instead = only.replacedText === null ? '' : `\n\n${say.before}\n\n${quoted(only.replacedText)}`;
  return `${say.willRemember}\n\n${quoted(only.text)}${instead}`;
}

/** What is only proposed for review does not answer the message, so matching memories follow. */
function proposal(proposed: readonly Remembered[], report: RecallReport | null, say: AnswerWords) {
  const texts = proposed.map(({ text }) => quoted(text)).join('\n>\n');
  const asked = `${say.shouldI}\n\n${texts}`;
  const found = report === null ? [] : matching(report);
  if (found.length === 0) return { text: asked, shown: [] };
  const known = found.map(({ text }) => `- ${listed(text)}`).join('\n');
  return {
    text: `${asked}\n\n${say.toldBefore}\n\n${known}`,
    shown: found.map(({ memoryId }) => memoryId),
  };
}

/** The memories that are the answer, nearest first. */
function matching({ candidates }: RecallReport): RecallCandidate[] {
  return candidates
    .filter(({ outcome }) => outcome === 'used')
    .sort((one, other) => (other.parts.bearing ?? 0) - (one.parts.bearing ?? 0))
    .slice(0, MOST_SHOWN);
}

/** The memories recalled for a request about the user; see recall/about-me.ts. */
function aboutUser({ candidates }: RecallReport): RecallCandidate[] {
  return candidates.filter(({ outcome, parts }) => outcome === 'used' && parts.reason === 'about_user');
}

/** Grouped by kind, in the order in which they were told, in the language of the question. */
function toldSoFar(about: readonly RecallCandidate[], words: AboutWords): string {
  const inOrder = [...about].sort((one, other) => one.updatedAt - other.updatedAt);
  const groups = Map.groupBy(inOrder, groupOf);
  const sections = GROUPS.flatMap((group) => {
    const lines = (groups.get(group) ?? []).map(({ text }) => `- ${listed(text)}`);
    return lines.length === 0 ? [] : [`**${words[group]}**\n\n${lines.join('\n')}`];
  });
  return [words.opening, ...sections, words.closing].join('\n\n');
}

function groupOf({ kind, text }: RecallCandidate): (typeof GROUPS)[number] {
  if (kind === 'instruction') return 'orders';
  if (kind === 'skill') return 'skills';
  if (kind === 'preference') return 'likes';
  return isAboutPeople(text) ? 'people' : 'you';
}

function lookedUp(found: readonly RecallCandidate[], now: number, say: AnswerWords): string {
  const [best, ...others] = found;
  if (best === undefined) return '';
  const first = best.text.includes('\n')
    ? `${say.youTold}\n\n${quoted(best.text)}`
    : `${say.youTold}${/[：]$/u.test(say.youTold) ? '' : ' '}${best.text}`;
  const told = dayIsPast(best.text, now, best.updatedAt) ? `${first}\n\n${say.past}` : first;
  if (others.length === 0) return told;
  const lines = others.map(
    ({ text, updatedAt }) => `- ${listed(text)}${dayIsPast(text, now, updatedAt) ? ` (${say.past})` : ''}`,
  );
  return `${told}\n\n${say.mayMatter}\n\n${lines.join('\n')}`;
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}

/** Further lines of a memory stay inside its list item. */
function listed(text: string): string {
  return text.replace(/\n/gu, '\n  ');
}
