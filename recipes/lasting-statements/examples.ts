/** The labelled sentences: those of the classifier of acts, and those that authors wrote for telling what lasts from what passes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statedFacts, writtenMessages } from '../message-acts/labelled-messages.ts';
import { vectorsOf } from '../message-acts/vectors.ts';

/** 1: it says something lasting; 0: it does not. */
export type Label = 0 | 1;

export interface Sentence {
  readonly text: string;
  readonly label: Label;
  /** The act it was labelled with, to see what is taken for what. */
  readonly act: string;
  readonly lang: string;
  /** Sentences of one author resemble each other: they are trained on together or held out together. */
  readonly group: string;
  readonly isByAuthor: boolean;
}

/** Requests to keep and corrections say something lasting or do not; other parts of the app decide about them. */
const passing = new Set([
  'chat',
  'request',
  'ask_memory',
  'order',
  'cancel',
  'forget',
  'dont_keep',
  'keep_again',
  'work_on_text',
]);
const folders = ['../message-acts/sentences/authors', 'sentences'].map((name) =>
  join(import.meta.dirname, name),
);

export function sentences(): Sentence[] {
  const written = writtenMessages().flatMap(({ lang, group, parts: [part, ...others] }) =>
    part === undefined || others.length > 0
      ? []
      : labelled(part.act, { text: part.text, lang, group, isByAuthor: false }),
  );
  const facts = statedFacts().flatMap(({ lang, text }) =>
    labelled('tell', { text, lang, group: `facts ${lang}`, isByAuthor: false }),
  );
  return [...written, ...facts, ...folders.flatMap(byAuthors)];
}

/** Each with its vector by the shipped multilingual model, of unit length. */
export function withVectors<Kind extends Sentence>(
  list: readonly Kind[],
): (Kind & { vector: Float32Array })[] {
  const vectors = vectorsOf(list.map(({ text }) => text));
  return list.flatMap((one) => {
    const vector = vectors.get(one.text);
    return vector === undefined ? [] : [{ ...one, vector }];
  });
}

function labelled(act: string, one: Omit<Sentence, 'label' | 'act'>): Sentence[] {
  if (act !== 'tell' && !passing.has(act)) return [];
  return [{ ...one, act, label: act === 'tell' ? 1 : 0 }];
}

/** A line “## xx who” begins an author of a language; the others are an act and a message. Messages with several parts are left out. */
function byAuthors(folder: string): Sentence[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .toSorted((one, other) => one.localeCompare(other))
    .flatMap((name) => {
      let author = '';
      return readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .flatMap((line) => {
          if (line.startsWith('## ')) author = line;
          const [, act = '', text = ''] = /^(\w+) (.+)$/u.exec(line) ?? [];
          if (text.includes('||') || text.includes('\\n')) return [];
          const group = `${name} ${author}`;
          return labelled(act, { text, lang: author.slice(3, 5), group, isByAuthor: true });
        });
    });
}
