import type { Language } from './languages.ts';

/** What the page says for the user to end a time off the record; it must be understood in every language, so capture knows it word for word. */
export const keepAgainTexts: Readonly<Record<Language, string>> = {
  en: 'You can remember things again from now on.',
  de: 'Ab jetzt darfst du dir wieder etwas merken.',
  es: 'A partir de ahora puedes volver a recordar cosas.',
  fr: 'À partir de maintenant, tu peux de nouveau retenir des choses.',
  zh: '从现在起，你可以重新记住我说的事。',
  ja: 'ここからはまた覚えていいです。',
};
