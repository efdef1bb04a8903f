/**
 * Which language the page speaks. language/ owns the words of the page in every language and how numbers are written; it may not know
 * any other part of the page. The language is settled before any module that holds words is evaluated, so that words can stand in
 * constants; another language takes the page to be loaded again.
 */
import { isLanguage, languageChoices, type Language, type LanguageChoice } from '../../shared/languages.ts';

const KEY = 'tutee.language';

/** The choice of the last visit: the settings are not loaded yet when the first words are needed. */
function storedLanguage(): LanguageChoice {
  try {
    const stored = localStorage.getItem(KEY);
    return languageChoices.find((choice) => choice === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

function resolve(choice: LanguageChoice): Language {
  if (choice !== 'system') return choice;
  const tags = navigator.languages.map((tag) => tag.split('-')[0] ?? '');
  return tags.find(isLanguage) ?? 'en';
}

/** The language of this page. Outside of a browser (tests of labels and stores) it is that of the sources. */
export const language: Language = typeof document === 'undefined' ? 'en' : resolve(storedLanguage());
/** For dates and numbers; English dates are British: "12 Oct 2025". */
export const locale = language === 'en' ? 'en-GB' : language;

if (typeof document !== 'undefined') {
  document.documentElement.lang = language;
  document.documentElement.dir = 'ltr';
}

/** Keeps the choice for the next start, and loads the page again if it speaks another language now. */
export function applyLanguage(choice: LanguageChoice): void {
  if (typeof document === 'undefined' || choice === storedLanguage()) return;
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Without storage the page follows the system.
    return;
  }
  if (resolve(choice) !== language) location.reload();
}
