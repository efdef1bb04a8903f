/** What a message is taken for, part by part, as a person can read it: what rules are sure of, and what the classifier says of the rest. */
import type { UnderstoodPart } from '#shared/memory/message-act.ts';
import { statedIn } from './extract/learn-by-rules.ts';
import type { Act } from './understand/acts/act.ts';
import { sentenceActs } from './understand/acts/sentence-acts.ts';
import type { SentenceActs } from './understand/acts/sentence-acts.ts';
import { forgetRequestsIn } from './understand/forget-request.ts';
import { teachingIn } from './understand/teaching-form.ts';
import { withKept } from './understand/quotations.ts';
import { isMixed, whoseWords } from './understand/whose-words.ts';

/** So sure must the acts of all clauses be for a sentence to be shown in parts. */
const SURE = 0.7;
/** Acts of a sentence from which something is kept or changed. */
const KEEPS: ReadonlySet<Act> = new Set(['teach', 'tell', 'order', 'correct', 'cancel', 'forget']);

/**
 * In the order of the message; neighbouring parts of one act are one. What is somebody else's comes last.
 * @param at when it was said, in ms since 1970 UTC
 */
export function understoodParts(message: string, at: number): UnderstoodPart[] {
  const theirs = whoseWords(message);
  const parts: UnderstoodPart[] = [];
  const add = ({ text: marked, act }: UnderstoodPart) => {
    const text = withKept(marked, theirs.quotations);
    const last = parts.at(-1);
    if (last?.act === act) parts[parts.length - 1] = { text: `${last.text} ${text}`, act };
    else parts.push({ text, act });
  };
  for (const sentence of sentenceActs(theirs.own)) {
    const { text, clauses } = sentence;
    const act = actOf(sentence, at, isMixed(theirs));
    const differ = clauses.every(({ scores, act: ofClause }) => scores[ofClause] >= SURE);
    if (act === sentence.act && differ && clauses.some((clause) => clause.act !== act)) clauses.forEach(add);
    else add({ text, act });
  }
  return theirs.hasMaterial ? [...parts, { text: '', act: 'material' }] : parts;
}

function actOf({ text, isQuestion, act }: SentenceActs, at: number, strict: boolean): Act {
  if (forgetRequestsIn(text).requests.length > 0) return 'forget';
  const told = teachingIn(text, isQuestion);
  if (told !== null) return told.standing ? 'order' : 'teach';
  if (KEEPS.has(act)) return act;
  const [stated] = statedIn(text, at, strict);
  if (stated === undefined) return act;
  return stated.kind === 'instruction' ? 'order' : 'tell';
}
