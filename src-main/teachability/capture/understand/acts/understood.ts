/** What a message is taken for, part by part, as a person can read it. */
import type { UnderstoodPart } from '#shared/memory/message-act.ts';
import { whoseWords } from '../whose-words.ts';
import { sentenceActs } from './sentence-acts.ts';

/** In the order of the message; neighbouring parts of one act are one. What is somebody else's comes last. */
export function understoodParts(message: string): UnderstoodPart[] {
  const { own, hasMaterial } = whoseWords(message);
  const parts: UnderstoodPart[] = [];
  const add = ({ text, act }: UnderstoodPart) => {
    const last = parts.at(-1);
    if (last?.act === act) parts[parts.length - 1] = { text: `${last.text} ${text}`, act };
    else parts.push({ text, act });
  };
  for (const sentence of sentenceActs(own))
    for (const part of sentence.clauses.length === 0 ? [sentence] : sentence.clauses) add(part);
  return hasMaterial ? [...parts, { text: '', act: 'material' }] : parts;
}
