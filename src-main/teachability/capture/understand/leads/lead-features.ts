/** The features of the lead classifier: the words without the punctuation at their end. Shared by the app and the recipe. */
import { actFeatures } from '../acts/act-features.ts';
import type { Feature } from '../acts/act-features.ts';

/** Of a longer lead only the beginning and the end are read. In characters. */
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
