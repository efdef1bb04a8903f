import i18next from 'i18next';
import type { Language } from '../../shared/languages.ts';

type Words = Readonly<Record<string, string>>;
interface Choice {
  readonly count?: number;
  readonly context?: string;
}
type Load = () => Promise<readonly { readonly default: Words }[]>;

/** The texts of the page, and the messages of the main process. */
const catalogs: Readonly<Record<Exclude<Language, 'en'>, Load>> = {
  de: () => Promise.all([import('./catalogs/de.json'), import('./catalogs/messages.de.json')]),
  es: () => Promise.all([import('./catalogs/es.json'), import('./catalogs/messages.es.json')]),
  fr: () => Promise.all([import('./catalogs/fr.json'), import('./catalogs/messages.fr.json')]),
  zh: () => Promise.all([import('./catalogs/zh.json'), import('./catalogs/messages.zh.json')]),
  ja: () => Promise.all([import('./catalogs/ja.json'), import('./catalogs/messages.ja.json')]),
};

/** Loads the words of a language; a text that its catalog lacks stays English. */
export async function loadCatalog(language: Exclude<Language, 'en'>): Promise<{
  readonly translate: (text: string, values: Words | null, choice?: Choice) => string;
  readonly messages: Words;
}> {
  const [texts, messages] = await catalogs[language]();
  const translations = i18next.createInstance();
  await translations.init({
    lng: language,
    resources: { [language]: { translation: texts?.default ?? {} } },
    // Texts are their own keys: they hold dots and colons.
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  const translate = (text: string, values: Words | null, choice: Choice = {}): string =>
    translations.t(text, {
      ...choice,
      ...(values === null ? { skipInterpolation: true } : { replace: values }),
      // What users and servers wrote stands in the values: nothing in it is a reference to another text.
      nest: false,
    });
  return { translate, messages: messages?.default ?? {} };
}
