/** Requests that refer to a text before them. */
import { actScores } from '../acts/act-classifier.ts';
import { alone } from '../acts/act-features.ts';
import { ADDS } from '../marked-material.ts';
import { pointsAtText, pointsUp } from '../pointing.ts';
import type { LabelledSegment } from '../roles-in-context.ts';
import { wantsText } from '../wanted-text.ts';
import type { Verdict } from './verdict.ts';

/** The minimum likelihood that a request refers to the words before it as to a text. */
const WORKS_ON_TEXT = 0.25;

/** True if more of it is the user's than somebody else's. */
export function mostlyUser(labelled: readonly LabelledSegment[]): boolean {
  const others = labelled.filter(({ role }) => role === 'other').length;
  return labelled[0]?.role !== 'other' && labelled[0]?.role !== 'teaching' && others * 2 < labelled.length;
}

/** If the last words refer back, such as "… Make that more formal.", what precedes them is the text. */
export function pointedBackAt(labelled: readonly LabelledSegment[], verdicts: Verdict[]): void {
  const last = labelled.at(-1);
  if (last === undefined || labelled.length < 2 || last.role === 'teaching' || last.role === 'self') return;
  const earlier = labelled.slice(0, -1);
  if (!pointsAtText(last.segment)) {
    // A text followed by a question that may be about it.
    if (last.segment.gap !== 'block' || labelled[0]?.role !== 'other') return;
    const doubtsAll = wantsText(last.segment);
    for (const [at, { role }] of earlier.entries())
      if (role === 'teaching' || (role === 'self' && doubtsAll)) verdicts[at] = 'unclear';
    return;
  }
  const alien = earlier.some(({ role }) => role === 'other');
  // "I hate long answers. Can you make that more formal?", but not "I'm building a shed. Can you help with that?"
  const works = actScores(alone(last.segment.text)).work_on_text >= WORKS_ON_TEXT;
  if (pointsUp(last.segment) || (alien && last.segment.gap !== 'none')) verdicts.fill('material', 0, -1);
  else
    for (const [at, { role }] of earlier.entries())
      if (role === 'teaching' || alien || last.role === 'other' || last.segment.gap !== 'none' || works)
        verdicts[at] = 'unclear';
}

/**
 * Somebody else's text, followed by a paragraph that asks about it: "Can you tell me what this notice says? I don't know the language,
 * thanks". The request need not be the last sentence. A teaching after it is the user's only if it is marked as an addition.
 */
export function textFirst(labelled: readonly LabelledSegment[]): Verdict[] | null {
  const start = labelled.findLastIndex(({ segment }) => segment.gap === 'block');
  const closing = labelled.slice(start);
  const introduced = [...labelled.slice(0, 1), ...closing].some(({ segment }) => segment.introduces);
  if (start < 1 || labelled[0]?.role !== 'other' || introduced) return null;
  const asked = closing.find(({ segment, role }) => role === 'question' && pointsAtText(segment));
  if (closing.every(({ role }) => role !== 'teaching'))
    return asked === undefined ? null : labelled.map(() => 'material');
  const [first, ...behind] = closing;
  const isRequest = ({ segment, role }: LabelledSegment) =>
    role !== 'teaching' && role !== 'self' && pointsAtText(segment) && wantsText(segment);
  if (first === undefined || !isRequest(first) || labelled.slice(0, start).some(isRequest)) return null;
  const added = behind.findIndex(({ segment }) => ADDS.test(segment.text));
  return labelled.map((_, at) => {
    if (at <= start) return at === start ? 'own' : 'material';
    return added >= 0 && at > start + added ? 'own' : 'unclear';
  });
}
