/** The language of a text in Latin letters, by a linear head over its letters and words. The weights come from recipes/message-language. */
import { lazy } from '../../capture/lazy.ts';
import { actFeatures, alone } from '../../capture/understand/acts/act-features.ts';
import { LinearHead } from '../../capture/understand/acts/linear-head.ts';
import { languageWeights } from './learned/language-weights.ts';

export const latinLanguages = ['en', 'de', 'es', 'fr', 'it', 'pt', 'nl', 'pl', 'tr', 'sv', 'da'] as const;

/** The minimum likelihood. What is less likely, such as a name alone, shows no language. */
const SURE = 0.5;

/** ISO 639-1; null if no language is likely. */
export function latinLanguageOf(text: string): (typeof latinLanguages)[number] | null {
  const scores = head().scores(actFeatures(alone(text)));
  const best = scores.indexOf(Math.max(...scores));
  return (scores[best] ?? 0) >= SURE ? (latinLanguages[best] ?? null) : null;
}

const head = lazy(() => LinearHead.read(languageWeights, latinLanguages.length));
