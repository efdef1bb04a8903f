/** Sentences of the other recipes with the language they are in. */
import { actFeatures, alone } from '../../src-main/teachability/capture/understand/acts/act-features.ts';
import { latinLanguages } from '../../src-main/teachability/recall/request/latin-language.ts';
import { sentences } from '../lasting-statements/examples.ts';
import { framedMessages, writtenMessages } from '../message-acts/labelled-messages.ts';

export interface Example {
  readonly text: string;
  readonly features: ReturnType<typeof actFeatures>;
  /** Index of the language. */
  readonly label: number;
  /** Held out together. */
  readonly group: string;
}

export function examples(): Example[] {
  const messages = [...writtenMessages(), ...framedMessages()].flatMap(({ lang, group, parts }) =>
    parts.map(({ text }) => ({ lang, group, text })),
  );
  const seen = new Set<string>();
  return [...messages, ...sentences()].flatMap(({ text, lang, group }) => {
    const label = latinLanguages.findIndex((language) => language === lang);
    if (label < 0 || seen.has(text)) return [];
    seen.add(text);
    return [{ text, label, group, features: actFeatures(alone(text)) }];
  });
}
