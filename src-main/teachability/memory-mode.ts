/** Writes the answer when no model is connected: confirms what was taught and looks up what was asked. */
import type { Remembered } from '#shared/memory/memory.ts';
import type { RecallCandidate, RecallReport } from '#shared/memory/recall.ts';
import { aboutWords } from './about-words.ts';
import type { AboutWords } from './about-words.ts';
import { dayIsPast } from './capture/extract/dates/past-day.ts';
import { offRecordRequestIn } from './capture/understand/off-record.ts';
import { isAboutPeople } from './recall/gate/person-words.ts';
import { aboutPartOf } from './recall/request/about-me.ts';
import { languageOfRequest } from './recall/request/request-language.ts';
import { isSmallTalk } from './small-talk.ts';

/** The maximum number of memories shown in one answer. */
const MOST_SHOWN = 6;

const NO_MODEL =
  'No model is connected, so I can only repeat what you taught me. Connect one under Settings, Models, and I can put it to use.';

const GREETING =
  'Hello. No model is connected yet, so I cannot chat. You can already teach me: say "Remember that my favourite colour is teal", then ask me about it, in this chat or a later one. To chat, connect a model under Settings, Models.';

const GROUPS = ['you', 'people', 'likes', 'orders', 'skills'] as const;

const NOTHING =
  'I do not remember anything about that. You can teach me by saying "Remember that …". No model is connected, so I cannot answer from general knowledge; connect one under Settings, Models.';

const OFF_RECORD =
  'Off the record: I keep nothing of what you say here, until you end it. No model is connected, so I cannot answer from general knowledge; connect one under Settings, Models.';

const PAST = 'That day has passed.';

const NOT_KEPT = 'All right. I keep nothing of this message.';

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
  const proposed = remembered.filter(({ action }) => action === 'proposed');
  if (proposed.length > 0) return proposal(proposed, report);
  if (remembered.length > 0) return { text: confirmation(remembered), shown: [] };
  if (isSmallTalk(message)) return { text: GREETING, shown: [] };
  const about = report === null ? [] : aboutUser(report);
  const words = aboutWords(languageOfRequest(message));
  if (about.length > 0)
    return { text: toldSoFar(about, words), shown: about.map(({ memoryId }) => memoryId) };
  if (report !== null && aboutPartOf(message) !== null) return { text: words.nothing, shown: [] };
  const found = report === null ? [] : matching(report);
  // If something was to be forgotten at once, "nothing is remembered about it" would be a strange addition.
  const refused = offRecordRequestIn(message) === 'message';
  if (found.length === 0 && (refused || offRecord))
    return { text: refused ? NOT_KEPT : OFF_RECORD, shown: [] };
  if (found.length === 0) return { text: report === null ? withoutRecall() : NOTHING, shown: [] };
  return { text: `${lookedUp(found, now)}\n\n${NO_MODEL}`, shown: found.map(({ memoryId }) => memoryId) };
}

function confirmation(remembered: readonly Remembered[]): string {
  const gone = remembered.filter(({ action }) => action === 'forgot' || action === 'kept');
  const kept = remembered.filter((one) => !gone.includes(one));
  // Does not repeat what was forgotten.
  const first = gone.length > 0 ? 'Forgotten. It is shown under your message, where you can undo it.' : '';
  return [first, keptConfirmation(kept)].filter((part) => part !== '').join('\n\n');
}

function keptConfirmation(remembered: readonly Remembered[]): string {
  const [only] = remembered;
  if (only === undefined) return '';
  if (remembered.length > 1)
    return `I will remember these:\n\n${remembered.map(({ text }) => `- ${listed(text)}`).join('\n')}`;
  if (only.action === 'confirmed') return `I remember that already.\n\n${quoted(only.text)}`;
  const instead =
    only.replacedText === null ? '' : `\n\nBefore, you told me:\n\n${quoted(only.replacedText)}`;
  return `I will remember that.\n\n${quoted(only.text)}${instead}`;
}

/** What is only proposed for review does not answer the message, so matching memories follow. */
function proposal(proposed: readonly Remembered[], report: RecallReport | null) {
  const texts = proposed.map(({ text }) => quoted(text)).join('\n>\n');
  const asked = `Should I remember this? Approve or reject it under your message, or later under Memory, Review.\n\n${texts}`;
  const found = report === null ? [] : matching(report);
  if (found.length === 0) return { text: asked, shown: [] };
  const known = found.map(({ text }) => `- ${listed(text)}`).join('\n');
  return {
    text: `${asked}\n\nWhat you told me about it before:\n\n${known}`,
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

function lookedUp(found: readonly RecallCandidate[], now: number): string {
  const [best, ...others] = found;
  if (best === undefined) return '';
  const first = best.text.includes('\n')
    ? `You told me:\n\n${quoted(best.text)}`
    : `You told me: ${best.text}`;
  const told = dayIsPast(best.text, now, best.updatedAt) ? `${first}\n\n${PAST}` : first;
  if (others.length === 0) return told;
  const lines = others.map(
    ({ text, updatedAt }) => `- ${listed(text)}${dayIsPast(text, now, updatedAt) ? ` (${PAST})` : ''}`,
  );
  return `${told}\n\nThis may matter too:\n\n${lines.join('\n')}`;
}

function withoutRecall(): string {
  return 'No model is connected and memories are off in this chat, so I have nothing to answer with. Connect a model under Settings, Models.';
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
