/** Decides segment by segment, in their order, whose words they are. */
import { stemsOf } from '../../../recall/terms.ts';
import { ADDS } from '../marked-material.ts';
import { pointsAtText, presents } from '../pointing.ts';
import { PLACEHOLDER } from '../quotations.ts';
import type { LabelledSegment } from '../roles-in-context.ts';
import {
  asks,
  beginsTelling,
  handsOver,
  introducesOwn,
  isHypotheticalSpeech,
  namesText,
  opensPart,
  speaksOfSelf,
} from '../segment-role.ts';
import { wantsText } from '../wanted-text.ts';
import { mostlyUser, pointedBackAt } from './text-before.ts';
import { isRemark, remarkAfterText, remarkBeforeText } from './user-remarks.ts';
import type { Verdict } from './verdict.ts';

/** A longer sentence that asks and refers to a text contains that text. In characters. */
const LONGEST_REQUEST = 160;
/** Longer text is not a statement about oneself. In characters. */
const LONGEST_TELLING = 2_500;
/** In a long text only this many first characters may be the user's. */
const OPENING = 700;
/** Up to this many sentences about oneself after a question are not a text. */
const LONGEST_ASIDE = 2;

/** The positions of the last segment with the role 'other' and of the last order. */
interface Tail {
  readonly lastOther: number;
  readonly lastOrder: number;
  /** True if marked material precedes all segments; then "what's that?" refers to it. */
  readonly afterMaterial: boolean;
}

/** @param openFrom the line from which somebody else's text runs; Infinity if there is none */
export function judged(
  labelled: readonly LabelledSegment[],
  openFrom: number,
  isMaterialIn: (from: number, to: number) => boolean,
): Verdict[] {
  const verdicts: Verdict[] = labelled.map(() => 'own');
  const setFrom = (at: number, verdict: Verdict) => verdicts.fill(verdict, at);
  const tail: Tail = {
    lastOther: labelled.findLastIndex(({ role }) => role === 'other'),
    lastOrder: labelled.findLastIndex(isOrder),
    afterMaterial: isMaterialIn(0, (labelled[0]?.segment.line ?? 0) - 1),
  };
  let listing = false;
  let checked = false;
  for (const [at, entry] of labelled.entries()) {
    const { segment, role } = entry;
    const before = labelled[at - 1];
    if (segment.line > openFrom) {
      const left = labelled.slice(at);
      const added = isRemark(left) || left.every((one) => one.role !== 'other');
      setFrom(at, added ? 'unclear' : 'material');
      return verdicts;
    }
    if (runsOn(entry)) {
      setFrom(at, 'material');
      return verdicts;
    }
    // What a teaching introduces continues until something is asked.
    if (role === 'question' || (segment.introduces && (pointsAtText(segment) || asksForText(entry))))
      listing = false;
    if (before === undefined) {
      if (segment.introduces && role === 'other' && at === labelled.length - 1) return verdicts;
    } else if (!listing) {
      const skipped =
        isMaterialIn(before.segment.line + 1, segment.line - 1) ||
        (before.segment.line !== segment.line && before.segment.raw.includes(PLACEHOLDER));
      const verdict = afterLead(
        labelled,
        at,
        tail,
        skipped || before.segment.text.endsWith(PLACEHOLDER),
        checked,
      );
      if (verdict === 'material') {
        const remark = remarkBeforeText(labelled, at, (last) =>
          isMaterialIn((labelled[last]?.segment.line ?? 0) + 1, Infinity),
        );
        if (remark !== null) verdicts.fill(remark.isSure ? 'own' : 'unclear', at, remark.end);
        setFrom(remark?.end ?? at, 'material');
        const added = remarkAfterText(labelled, at);
        if (added >= 0) setFrom(added, 'unclear');
        return verdicts;
      }
      if (verdict === 'unclear') {
        setFrom(at, verdict);
        return verdicts;
      }
      checked = verdict === 'cleared' || (checked && segment.gap !== 'block');
    }
    if (role === 'teaching' && (segment.introduces || at === 0)) listing = true;
  }
  const end = labelled.at(-1);
  const textFollows =
    end !== undefined && (end.segment.introduces || isMaterialIn(end.segment.line, Infinity));
  const before = labelled.at(-2);
  // "How can I mend this code?" refers to marked material directly before it.
  const pointsAtMarked =
    end !== undefined && before !== undefined && isMaterialIn(before.segment.line + 1, end.segment.line - 1);
  if (!textFollows && !(pointsAtMarked && mostlyUser(labelled))) pointedBackAt(labelled, verdicts);
  longText(labelled, verdicts);
  return verdicts;
}

/** True for a request that runs on into the text it is about, without punctuation between them. */
function runsOn({ segment, role }: LabelledSegment): boolean {
  return (
    role !== 'teaching' && segment.text.length > LONGEST_REQUEST && asks(segment) && pointsAtText(segment)
  );
}

/** The verdict on the segments from `at` on, given the one before. `goes on`: nothing there contradicts it. */
function afterLead(
  labelled: readonly LabelledSegment[],
  at: number,
  tail: Tail,
  closed: boolean,
  checked: boolean,
): Verdict | 'cleared' | 'goes on' {
  const lead = labelled[at - 1];
  const entry = labelled[at];
  if (lead === undefined || entry === undefined) return 'goes on';
  const apart = entry.segment.gap !== 'none';
  const theirs = at > tail.lastOther;
  if (closed) return theirs ? 'cleared' : 'material';
  if (opensPart(lead.segment) && apart) return 'material';
  const opens = lead.segment.introduces || pointsAtText(lead.segment);
  if (opens && isHypotheticalSpeech(lead.segment)) return 'material';
  const points = pointsAtText(lead.segment) && (lead.role === 'question' || lead.role === 'other');
  if (lead.segment.introduces) {
    const whose = introducesOwn(lead.segment, lead.role);
    if (whose !== 'own' && !apart && !namesText(lead.segment) && announces(lead, entry)) return 'goes on';
    if (whose === 'material') return 'material';
    if (whose === 'perhaps') return theirs || !apart ? 'cleared' : 'unclear';
    if (whose === 'doubtful') return theirs ? 'unclear' : 'material';
    return 'goes on';
  }
  if (presents(lead.segment) || handsOver(lead.segment)) return 'material';
  if (points && (apart || !beginsTelling(lead.segment))) {
    if (apart) return 'material';
    if (theirs && tail.afterMaterial && (ADDS.test(entry.segment.text) || speaksOfSelf(entry.segment)))
      return 'cleared';
    // A remark of the user's own comes last; if more text follows, it belongs to the text.
    return theirs && labelled.at(-1)?.role === 'teaching' ? 'unclear' : 'material';
  }
  if (checked || !apart) return 'goes on';
  if (lead.role === 'self' && pointsAtText(lead.segment)) return theirs ? 'unclear' : 'material';
  if (lead.role !== 'question' && lead.role !== 'other') return 'goes on';
  if (!theirs) return 'material';
  // A few statements about oneself after a question are the user's; a longer one, or an order, may be the text in question.
  const doubted = labelled.length - at > LONGEST_ASIDE || at <= tail.lastOrder;
  return doubted && !ADDS.test(entry.segment.text) ? 'unclear' : 'cleared';
}

/** A request for a text ends a list of teachings: "Translate:". */
function asksForText({ segment, role }: LabelledSegment): boolean {
  return role === 'other' && wantsText(segment);
}

/** True for an order or a fact without a first-person word, which may equally be the text in question. */
export function isOrder({ segment, role }: LabelledSegment): boolean {
  return role === 'teaching' && !speaksOfSelf(segment);
}

/** True if the lead names what the statement tells: "New number: my phone number is …". */
function announces(lead: LabelledSegment, { segment, role }: LabelledSegment): boolean {
  if (role !== 'self' || pointsAtText(lead.segment) || lead.role === 'question' || wantsText(lead.segment))
    return false;
  const told = new Set(stemsOf(segment.text));
  return stemsOf(lead.segment.text).some((stem) => told.has(stem));
}

/** A long text that is not the user's own statement, without a request. */
function longText(labelled: readonly LabelledSegment[], verdicts: Verdict[]): void {
  if (labelled[0]?.role === 'teaching') return;
  const others = labelled.filter(({ role }) => role === 'other');
  const length = others.reduce((sum, { segment }) => sum + segment.raw.length, 0);
  const isTalk = labelled.some(({ role }) => role === 'self' || role === 'question' || role === 'talk');
  if (length > LONGEST_TELLING) {
    let read = 0;
    for (const [at, { segment }] of labelled.entries()) {
      if (read > OPENING || (at > 0 && segment.gap === 'block')) return void verdicts.fill('material', at);
      read += segment.raw.length;
    }
  }
  if (isTalk || others.length < 3) return;
  for (const [at, { role }] of labelled.entries()) if (role === 'teaching') verdicts[at] = 'unclear';
}
