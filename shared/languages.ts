/** The languages of the page, as BCP 47 tags with what each calls itself. English is the language of the sources. */
export const languages = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  zh: '简体中文',
  ja: '日本語',
} as const;
export type Language = keyof typeof languages;

/** What can be chosen: a language, or the system's. */
export const languageChoices = ['system', 'en', 'de', 'es', 'fr', 'zh', 'ja'] as const;
export type LanguageChoice = (typeof languageChoices)[number];

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}
