/**
 * Finds memories without a known subject that a newer statement contradicts: "I no longer eat meat" after "I eat meat", "I now prefer tea"
 * after "I prefer coffee", "My garage code is 9999" after "My garage code is 1234". Candidates share words; the form of both statements
 * decides.
 */
import type { Memory, MemoryScope } from '#shared/memory/memory.ts';
import type { MemoryReader } from '../../ports.ts';
import { stem } from '../../recall/stem.ts';
import { queryTerms, stemsOf, wordsOf } from '../../recall/terms.ts';
import { sameScope, searchedFor } from '../../scopes.ts';
import { sameSlot, slotWords } from './slots.ts';
import { subjectOf } from '../extract/subject.ts';
import type { Teaching } from '../teaching.ts';
import { topicsOf } from '../extract/topics.ts';

export interface Contradicted {
  readonly sure: readonly Memory[];
  readonly unsure: readonly Memory[];
}

/** How many memories that share words are examined. */
const LOOKED_AT = 40;

/** A change that a statement reports: something is no longer done, or done again. */
interface Turnaround {
  readonly verb: string;
  readonly object: string;
  /** True: it was done before and no longer is. */
  readonly ended: boolean;
}

const OBJECT = String.raw`(?<object>[\p{L}\p{N}][^.,;!?]{1,60}?)`;
const turnarounds: readonly { readonly pattern: RegExp; readonly ended: boolean }[] = [
  {
    pattern: new RegExp(String.raw`^i no longer (?<verb>\p{L}+) (?:in |at |for |to )?${OBJECT}[.!]?$`, 'iu'),
    ended: true,
  },
  {
    pattern: new RegExp(
      String.raw`^i (?:don['’]?t|do not|never) (?<verb>\p{L}+) (?:in |at |for |to )?${OBJECT} (?:any ?more|any longer)[.!]?$`,
      'iu',
    ),
    ended: true,
  },
  {
    pattern: new RegExp(
      String.raw`^i(?:['’]ve| have)? (?:recently |finally )?(?:stopped|quit|given up|gave up) (?<verb>\p{L}+ing) (?:in |at |for |to )?${OBJECT}[.!]?$`,
      'iu',
    ),
    ended: true,
  },
  {
    pattern: new RegExp(
      String.raw`^i(?:['’]m| am) no longer (?<verb>\p{L}+ing) (?:in |at |for |to )?${OBJECT}[.!]?$`,
      'iu',
    ),
    ended: true,
  },
  {
    pattern: new RegExp(String.raw`^i (?:now )?(?<verb>\p{L}+) ${OBJECT} again(?: now)?[.!]?$`, 'iu'),
    ended: false,
  },
];

const DENIES =
  /\b(?:no longer|not|never|n['’]t|dont|cannot|stopped|quit|gave up|given up|avoid|any ?more)\b|n['’]t\b/iu;

const NOW = /\b(?:now|these days|nowadays|instead|lately)\b/iu;
/** "I prefer tea": a thing of one or two words, without an alternative or an occasion. */
const PREFERS =
  /^i (?:(?:now|really|generally|usually|much|these days) )*prefer (?:drinking |eating |using |taking )?(?<what>\p{L}+(?: (?!over\b|to\b|for\b|when\b|in\b|at\b|on\b|with\b|now\b)\p{L}+)?)(?: (?:now|these days|nowadays|instead|lately))?[.!]?$/iu;

export function contradicted(teaching: Teaching, reader: MemoryReader, scope: MemoryScope): Contradicted {
  const turned = turnaroundOf(teaching.text);
  if (turned !== null) return { sure: takenBack(turned, reader, scope), unsure: [] };
  const byWish = rivals(teaching, reader, scope);
  const byValue = otherValues(teaching, reader, scope);
  return { sure: [...byWish.sure, ...byValue.sure], unsure: [...byWish.unsure, ...byValue.unsure] };
}

/** "My garage code is 9999" against "My garage code is 1234". */
function otherValues(
  { text, corrects = false }: Teaching,
  reader: MemoryReader,
  scope: MemoryScope,
): Contradicted {
  const words = slotWords(text);
  if (words === '') return { sure: [], unsure: [] };
  const found = reader
    .searchWords(
      queryTerms(text).flatMap((term) => term.words),
      LOOKED_AT,
      searchedFor(scope),
    )
    .map(({ memory }) => memory)
    .filter((memory) => memory.validUntil === null && sameScope(memory.scope, scope));
  const which = (verdict: 'sure' | 'unsure') =>
    found.filter((memory) => sameSlot(memory.text, text, corrects) === verdict);
  return { sure: which('sure'), unsure: which('unsure') };
}

function turnaroundOf(text: string): Turnaround | null {
  for (const { pattern, ended } of turnarounds) {
    const groups = pattern.exec(text)?.groups;
    if (groups !== undefined) return { verb: groups['verb'] ?? '', object: groups['object'] ?? '', ended };
  }
  return null;
}

/** Memories about the user that assert (or deny) the same, with the same verb and everything that was named. */
function takenBack({ verb, object, ended }: Turnaround, reader: MemoryReader, scope: MemoryScope): Memory[] {
  const named = stemsOf(object);
  if (named.length === 0) return [];
  const done = stem(verb.toLowerCase());
  const subject = subjectOf(`I ${plainVerb(verb)} in ${object}.`, 'fact');
  return reader
    .searchWords(
      queryTerms(object).flatMap(({ words }) => words),
      LOOKED_AT,
      searchedFor(scope),
    )
    .map(({ memory }) => memory)
    .filter((memory) => {
      if (
        !sameScope(memory.scope, scope) ||
        !/^i\b/iu.test(memory.text) ||
        DENIES.test(memory.text) === ended
      )
        return false;
      const stems = new Set(stemsOf(memory.text));
      const sameVerb = wordsOf(memory.text).some((word) => sameStem(stem(word), done));
      return (
        named.every((one) => stems.has(one)) && (sameVerb || (subject !== null && memory.subject === subject))
      );
    });
}

/** Compares word endings that the stemmer keeps: "eating" and "eat". */
function sameStem(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return (
    short.length >= 3 &&
    long.startsWith(short) &&
    /^(?:e|es|s|ing|ning|ting|ping|ming|king)?$/u.test(long.slice(short.length))
  );
}

function plainVerb(verb: string): string {
  return verb.toLowerCase().replace(/ing$/u, '');
}

/** "I now prefer tea" against "I prefer coffee": certain if the statement says that it changed and only one memory can be meant. */
function rivals(
  { text, corrects = false }: Teaching,
  reader: MemoryReader,
  scope: MemoryScope,
): Contradicted {
  const what = PREFERS.exec(text)?.groups?.['what'];
  if (what === undefined) return { sure: [], unsure: [] };
  const changed = corrects || NOW.test(text);
  const [topic] = topicsOf(what, 1);
  if (topic === undefined) return { sure: [], unsure: [] };
  const rivalling = reader.standing(searchedFor(scope)).filter((memory) => {
    const other = PREFERS.exec(memory.text)?.groups?.['what'];
    if (other === undefined || !sameScope(memory.scope, scope)) return false;
    return topicsOf(other, 1)[0] === topic && (changed || (oneWord(what) && oneWord(other)));
  });
  return changed && rivalling.length === 1
    ? { sure: rivalling, unsure: [] }
    : { sure: [], unsure: rivalling };
}

function oneWord(text: string): boolean {
  return !text.includes(' ');
}
