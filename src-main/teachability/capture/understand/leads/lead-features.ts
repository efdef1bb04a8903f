/** What the classifier of leads sees: the words themselves, without the mark at their end. The recipe and the app use the same. */
import { actFeatures } from '../acts/act-features.ts';
import type { Feature } from '../acts/act-features.ts';

/** Longer words are known by their beginning and their end, in characters. */
const READ = 100;

export function leadFeatures(text: string): Feature[] {
  const plain = text.replace(/[\s.:!?…。：！？-]{1,9}$/u, '');
  const read = plain.length <= READ * 2 ? plain : `${plain.slice(0, READ)} ${plain.slice(-READ)}`;
  return actFeatures({
    text: read,
    before: null,
    after: null,
    gap: 'block',
    place: 0,
    count: 1,
    besideMaterial: false,
  });
}
