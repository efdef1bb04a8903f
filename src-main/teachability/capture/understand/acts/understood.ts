/** How a message was understood, part by part, in a form for the page. */
import type { UnderstoodPart } from '#shared/memory/message-act.ts';
import { whoseWords } from '../whose-words.ts';
import { sentenceActs } from './sentence-acts.ts';

/** A sentence is shown in clauses only if the act of each is at least this likely. */
const SURE = 0.7;

/** In the order of the message; adjacent parts with the same act are merged. Somebody else's text comes last. */
export function understoodParts(message: string): UnderstoodPart[] {
  const { own, hasMaterial } = whoseWords(message);
  const parts: UnderstoodPart[] = [];
  const add = ({ text, act }: UnderstoodPart) => {
    const last = parts.at(-1);
    if (last?.act === act) parts[parts.length - 1] = { text: `${last.text} ${text}`, act };
    else parts.push({ text, act });
  };
  for (const sentence of sentenceActs(own)) {
    const { act, clauses } = sentence;
    const differ = clauses.every(({ scores, act: ofClause }) => scores[ofClause] >= SURE);
    for (const part of differ && clauses.some((clause) => clause.act !== act) ? clauses : [sentence])
      add(part);
  }
  return hasMaterial ? [...parts, { text: '', act: 'material' }] : parts;
}
