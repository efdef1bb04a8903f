/**
 * Teachings that nothing shows to be the user's, in a message that also contains, or may contain, what is not. Words like the user's own prove nothing there, because a text can contain the same ones; the user is asked.
 */
import { actScores } from '../acts/act-classifier.ts';
import { alone } from '../acts/act-features.ts';
import { ADDS } from '../marked-material.ts';
import type { LineMark } from '../marked-material.ts';
import { leadScores } from '../leads/lead-classifier.ts';
import { pointsAtText } from '../pointing.ts';
import { PLACEHOLDER } from '../quotations.ts';
import { paragraphsOf } from '../roles-in-context.ts';
import type { LabelledSegment } from '../roles-in-context.ts';
import { asks as beginsAsking, beginsTelling, introducesOwn } from '../segment-role.ts';
import { wantsText } from '../wanted-text.ts';
import { isOrder } from './judge.ts';

/** The minimum likelihood that words request something. */
const REQUESTS = 0.6;
/** A message with at least so many paragraphs and characters may be a text. */
const FEWEST_PARAGRAPHS = 3;
const LONG = 300;
/** So many sentences that are nobody's make a text of what is below the first. */
const FEWEST_OTHERS = 2;
/** How likely at least a question needs no text, a request needs one, and words are no request but open what the user tells. */
const COMPLETE = 0.9;
const WANTS = 0.3;
const OPENS = 0.5;
/** Only so many characters of a sentence are read for who says it. */
const READ = 300;
const SENTENCE_END = /[.!?…。！？:：,;]["”'’)\]]{0,3}$/u;
const RECORD_LINE = /^\s{0,8}(?:[+%=~|\\@^_&]|-(?=[^\s\d-])|-\p{L}\s|\/{2}|(?=[a-f]*\d)[0-9a-f]{6,40}\s)/u;
const ITEM = /^\s*(?:[-*•–]|->|\(?\d{1,3}[.)]|\(?\p{Ll}\))\s/u;

/**
 * Indexes of the segments whose origin is not proven. Where anything may be somebody else's, only three positions prove that words are the
 * user's: the first paragraph, if it also holds the request and nothing of a text; an item under a label of the user's own; a paragraph
 * that others settled already, such as an addition after a text.
 * @param marks of each line of the message
 * @param isText whether a segment is certainly somebody else's
 * @param hasText whether the message contains a text apart from its segments
 */
export function unproven(
  labelled: readonly LabelledSegment[],
  marks: readonly LineMark[],
  isText: (at: number) => boolean,
  hasText: boolean,
): number[] {
  const end = paragraphsOf(labelled)[0]?.end ?? 0;
  const isMixed = labelled.length > 1 && (hasText || hasSecondVoice(labelled, marks, isText));
  const isQuoted = hasText && labelled.every((_, at) => !isText(at));
  const opensAsking = labelled.slice(0, end).some(isRequest) && !isHeaded(labelled);
  return labelled.flatMap((entry, at) => {
    if (entry.role !== 'teaching' && entry.role !== 'self') return [];
    if (isReported(entry) || isRecord(entry) || isLooseItem(labelled, at)) return [at];
    if (!ADDS.test(entry.segment.text) && isBehindIncomplete(labelled, at)) return [at];
    if (!isMixed || isUnderOwnLabel(labelled, at)) return [];
    const mark = marks.slice(0, entry.segment.line).findLast((one) => one !== 'none');
    if (isQuoted && ADDS.test(entry.segment.text) && !isOrder(entry)) return [];
    // What a fence or a quotation mark ends is not imitated by the text within; what the head of a message opens has no end.
    if (mark === 'closed') return isOrder(entry) ? [at] : [];
    return mark === undefined && at < end && (opensAsking || entry.segment.introduces) ? [] : [at];
  });
}

/** True if anything but the request may be somebody else's: then words like the user's own prove nothing. */
function hasSecondVoice(
  labelled: readonly LabelledSegment[],
  marks: readonly LineMark[],
  isText: (at: number) => boolean,
): boolean {
  const isApart = labelled.some(({ segment }, at) => at > 0 && segment.gap !== 'none');
  const asksForWork = labelled.some(
    ({ segment, role }) =>
      (role === 'question' || role === 'other') && (pointsAtText(segment) || wantsText(segment)),
  );
  return (
    labelled.some((_, at) => isText(at)) ||
    isHeaded(labelled) ||
    isTitled(labelled) ||
    isAskedAbout(labelled, marks) ||
    (isApart && (asksForWork || labelled.some((entry, at) => isForeign(entry) && !isComment(labelled, at))))
  );
}

/** True for a sentence behind what the user says of themself: "I've just moved to Aberdeen. It's a bit lonely." */
function isComment(labelled: readonly LabelledSegment[], at: number): boolean {
  const before = labelled[at - 1];
  return labelled[at]?.segment.gap === 'none' && (before?.role === 'self' || before?.role === 'teaching');
}

/** True for a line under a label of the user's own: "My allergies:". */
function isUnderOwnLabel(labelled: readonly LabelledSegment[], at: number): boolean {
  const lead = labelled.slice(0, at).findLast(({ segment }, index) => {
    return (
      segment.introduces && labelled.slice(index + 1, at + 1).every((one) => one.segment.gap !== 'block')
    );
  });
  return lead !== undefined && introducesOwn(lead.segment, lead.role) === 'own';
}

/** What a person says of themself, without a comma or a colon: "Raj said I am leaving". "My doctor says I have …" tells of the user. */
const REPORTED =
  /(?<![\p{L}\p{N}'’-])(?<!(?:my|our|the)\s(?:\p{L}{2,20}\s)?)(?!(?:i|we|you|it|they|he|she|who|that|which)\s)\p{L}{2,20}\s(?:says?|said|goes|told (?:me|us)|wrote|writes|texted|yelled|claims)\s(?:that\s)?(?:i|i['’]\p{L}{1,2}|my|we|always|never)(?!\p{L})/iu;

/** "My teacher says I should …" is somebody else's order. */
const ORDERED =
  /(?<![\p{L}\p{N}'’-])(?!(?:i|we|you|who|that|which)\s)\p{L}{2,20}\s(?:says?|said|thinks?|thought|told (?:me|us)|wrote|writes|insists|claims)\s(?:that\s)?(?:i|we)\s(?:should|shouldn['’]t|must|mustn['’]t|ought|have to|need to)(?!\p{L})/iu;

function isReported({ segment }: LabelledSegment): boolean {
  const text = segment.text.slice(0, READ);
  return REPORTED.test(text) || ORDERED.test(text);
}

/**
 * True for words in the paragraph of a request that is incomplete without a text: "Which toast is funnier? I never drink." They may be that
 * text.
 */
function isBehindIncomplete(labelled: readonly LabelledSegment[], at: number): boolean {
  if (labelled[at]?.segment.gap !== 'none') return false;
  for (let before = at - 1; before >= 0; before -= 1) {
    const entry = labelled[before];
    if (entry === undefined) return false;
    const { needs_text: wants, stands_alone: whole, opens_own: opens } = leadScores(entry.segment.text);
    if (entry.role === 'question') return whole < COMPLETE && opens < OPENS && !beginsTelling(entry.segment);
    const { request, work_on_text: work } = actScores(alone(entry.segment.text));
    const asksForWork =
      !entry.segment.introduces && entry.role !== 'teaching' && !beginsTelling(entry.segment);
    if (asksForWork && wants >= WANTS && whole < WANTS && request + work >= OPENS) return true;
    if (entry.segment.gap !== 'none' || entry.segment.introduces) return false;
  }
  return false;
}

/**
 * True for a message that begins with a line that is no request and says nothing of the user: a heading, a name with a date, a menu. A whole
 * sentence may be the user's ("Big news!"), unless more that is nobody's follows.
 */
function isHeaded(labelled: readonly LabelledSegment[]): boolean {
  const [first, second] = labelled;
  if (first === undefined || second === undefined || !isForeign(first) || second.segment.gap === 'none')
    return false;
  return !SENTENCE_END.test(first.segment.text) || labelled.filter(isForeign).length >= FEWEST_OTHERS;
}

/** True for a title above several paragraphs, even one with "my": "My first winter here". */
function isTitled(labelled: readonly LabelledSegment[]): boolean {
  const [first, second] = labelled;
  if (first === undefined || second?.segment.gap !== 'block' || first.role !== 'self') return false;
  const length = labelled.reduce((sum, { segment }) => sum + segment.raw.length, 0);
  return (
    !first.segment.introduces &&
    !SENTENCE_END.test(first.segment.text) &&
    length >= LONG &&
    paragraphsOf(labelled).length > FEWEST_PARAGRAPHS
  );
}

/** True for a line of a file or a list of changes: "+I live in Rome", "% always cite …", "a1b2c3 remember to …". */
function isRecord({ segment }: LabelledSegment): boolean {
  return segment.raw.split('\n').some((line) => RECORD_LINE.test(line));
}

/** True for an item of a list that nothing of the user's introduces, beside anything that is not such an item. */
function isLooseItem(labelled: readonly LabelledSegment[], at: number): boolean {
  const entry = labelled[at];
  if (entry === undefined || !ITEM.test(entry.segment.raw)) return false;
  const lead = labelled.slice(0, at).findLast(({ segment }) => !ITEM.test(segment.raw));
  if (lead?.segment.introduces === true && introducesOwn(lead.segment, lead.role) === 'own') return false;
  if (lead?.role === 'teaching' || lead?.role === 'self' || lead?.role === 'talk') return false;
  const isOnOneLine = labelled.some(({ segment }) => segment.gap === 'none' && ITEM.test(segment.raw));
  return isOnOneLine || labelled.some(({ segment, role }) => role === 'other' || !ITEM.test(segment.raw));
}

/** True for several sentences, with no text beside them, that end with a question which needs a text: "How can one make it shorter?" */
function isAskedAbout(labelled: readonly LabelledSegment[], marks: readonly LineMark[]): boolean {
  const last = labelled.at(-1);
  if (last?.role !== 'question' || labelled.length <= FEWEST_PARAGRAPHS) return false;
  const hasText =
    marks.some((mark) => mark !== 'none') ||
    labelled.some(({ segment }) => segment.raw.includes(PLACEHOLDER));
  return !hasText && leadScores(last.segment.text).needs_text >= REQUESTS;
}

function isRequest({ segment, role }: LabelledSegment): boolean {
  const asks = role === 'other' && (segment.introduces || pointsAtText(segment));
  return role === 'question' || asks || (role !== 'teaching' && wantsText(segment));
}

/** True for words that are neither the user's nor a request. */
function isForeign(entry: LabelledSegment | undefined): boolean {
  if (entry === undefined || entry.role !== 'other' || entry.segment.introduces) return false;
  const { needs_text: wants, stands_alone: whole } = leadScores(entry.segment.text);
  return !pointsAtText(entry.segment) && !beginsAsking(entry.segment) && wants + whole < REQUESTS;
}
