/** The labelled pairs: a memory and what is said of it, in blocks of one subject (pairs/LANG.txt), and pairs of blocks that have nothing to do with each other. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bestEmbedder } from '../../src-main/models/embedders/bundled-embedders.ts';
import { kindOf } from '../../src-main/teachability/capture/extract/kind-of.ts';
import {
  pairFeatures,
  readStatement,
} from '../../src-main/teachability/capture/decide/relation/pair-features.ts';
import type {
  PairFeatures,
  ReadStatement,
} from '../../src-main/teachability/capture/decide/relation/pair-features.ts';
import { relations } from '../../src-main/teachability/capture/decide/relation/relation.ts';
import type { Relation } from '../../src-main/teachability/capture/decide/relation/relation.ts';
import { calibrationOf, meaningScore } from '../../src-main/teachability/recall/meaning-score.ts';
import { transformerEmbedderKey } from '../../src-main/models/embedders/transformer-embedder.ts';
import type { Directions } from '../../src-main/teachability/capture/decide/relation/directions.ts';
import { workerEntry } from '../../src-main/composition/worker-entry.ts';
import { lazy } from '../../src-main/teachability/capture/lazy.ts';
import { writtenMessages } from '../message-acts/labelled-messages.ts';
import { Sampler } from '../message-acts/sampler.ts';

export interface Pair {
  readonly lang: string;
  readonly old: string;
  readonly now: string;
  readonly relation: Relation;
  /** The same subject has one name in all languages: it is trained on, or held out, in all of them. */
  readonly subject: string;
  readonly order: boolean;
  /** False: put together from two blocks. */
  readonly written: boolean;
  /** Said of nothing in particular, beside an order: it is read as one, as the app reads what may end an order. */
  readonly passing?: true;
}

export interface Block {
  readonly lang: string;
  readonly subject: string;
  /** Whether there can be only one of it at a time. */
  readonly single: boolean;
  readonly memory: string;
  readonly said: readonly { readonly text: string; readonly relation: Relation }[];
}

const SIGNS: Readonly<Record<string, Relation>> = { '=': 'same', '>': 'newer', x: 'ended', '-': 'other' };
/** So many statements of other blocks of the language stand beside each memory: the likest in meaning, and others by chance. */
const LIKEST = 5;
const BY_CHANCE = 4;
/** So many sentences said in passing stand beside each order: the likest in meaning, and others by chance. */
const LIKEST_IN_PASSING = 14;
const BY_CHANCE_IN_PASSING = 14;
/** So many memories of the same subject in other languages. */
const ABROAD = 3;

const PASSING: ReadonlySet<string> = new Set(['chat', 'tell', 'request', 'correct', 'ask_memory']);
/** In characters, and how many of a language, because each must be embedded. */
const LONGEST_IN_PASSING = 70;
const MOST_IN_PASSING = 240;

export type VectorOf = (text: string) => Float32Array;

export function allPairs(blocks: readonly Block[], vectorOf: VectorOf): Pair[] {
  const written = blocks.flatMap(({ lang, subject, memory, said }) => {
    const pair = { lang, subject, order: isOrder(subject), written: true } as const;
    const same = said.filter(({ relation }) => relation === 'same').map(({ text }) => text);
    const turned = same.map((text): Pair => ({ ...pair, old: text, now: memory, relation: 'same' }));
    const others = said.map(({ text, relation }): Pair => ({ ...pair, old: memory, now: text, relation }));
    // What is said of a memory is true of the same memory in other words.
    const [again] = same;
    const reworded =
      again === undefined
        ? []
        : others.filter(({ now }) => now !== again).map((one): Pair => ({ ...one, old: again }));
    // What is different of the memory says nothing of what only looks like it.
    const changes = said.filter(({ relation }) => relation === 'newer' || relation === 'ended');
    const beside = said
      .filter(({ relation }) => relation === 'other')
      .flatMap(({ text }) =>
        changes.map((one): Pair => ({ ...pair, old: text, now: one.text, relation: 'other' })),
      );
    return [...others, ...turned, ...reworded, ...beside];
  });
  return [...written, ...pairsAcross(blocks, vectorOf), ...pairsInPassing(blocks, vectorOf)];
}

/** Orders, and what people say while one is in force that has nothing to do with it. */
function pairsInPassing(blocks: readonly Block[], vectorOf: VectorOf): Pair[] {
  const sampler = new Sampler(13);
  const orders = blocks.filter(({ subject }) => isOrder(subject));
  return orders.flatMap(({ lang, subject, memory }) => {
    const texts = saidInPassing().get(lang) ?? [];
    if (texts.length === 0) return [];
    const vector = vectorOf(memory);
    const likest = texts
      .map((text) => ({ text, cosine: cosine(vector, vectorOf(text)) }))
      .sort((one, other) => other.cosine - one.cosine)
      .slice(0, LIKEST_IN_PASSING)
      .map(({ text }) => text);
    const chance = Array.from({ length: BY_CHANCE_IN_PASSING }, () => sampler.oneOf(texts));
    const pair = { lang, subject, order: true, written: false, passing: true, relation: 'other' } as const;
    return [...new Set([...likest, ...chance])].map((now): Pair => ({ ...pair, old: memory, now }));
  });
}

/** By language: short sentences of recipes/message-acts that neither set nor end anything. */
const saidInPassing = lazy(() => {
  const found = new Map<string, string[]>();
  for (const { lang, parts } of writtenMessages())
    for (const { text, act } of parts)
      if (PASSING.has(act) && text.trim().length <= LONGEST_IN_PASSING)
        found.set(lang, [...(found.get(lang) ?? []), text.trim()]);
  const sampler = new Sampler(17);
  return new Map(
    Array.from(found, ([lang, texts]) => [
      lang,
      [...new Set(Array.from({ length: MOST_IN_PASSING }, () => sampler.oneOf(texts)))],
    ]),
  );
});

export function textsOf(blocks: readonly Block[]): string[] {
  const written = blocks.flatMap(({ memory, said }) => [memory, ...said.map(({ text }) => text)]);
  return [...new Set([...written, ...[...saidInPassing().values()].flat()])];
}

/** Of blocks on different subjects; of blocks on one subject, of which there is one at a time or are several, in different languages. */
function pairsAcross(blocks: readonly Block[], vectorOf: VectorOf): Pair[] {
  const sampler = new Sampler(11);
  return blocks.flatMap((block) => {
    const { lang, subject, memory } = block;
    const pair = { lang, subject, order: isOrder(subject), written: false, old: memory } as const;
    const elsewhere = blocks.filter((other) => other.lang === lang && nameOf(other) !== nameOf(block));
    const texts = elsewhere.flatMap((other) => [other.memory, ...other.said.map(({ text }) => text)]);
    const vector = vectorOf(memory);
    const likest = texts
      .map((text) => ({ text, cosine: cosine(vector, vectorOf(text)) }))
      .sort((one, other) => other.cosine - one.cosine)
      .slice(0, LIKEST)
      .map(({ text }) => text);
    const chance = Array.from({ length: BY_CHANCE }, () => sampler.oneOf(texts));
    const abroad = blocks.filter((other) => other.lang !== lang && other.subject === subject);
    const ofSubject =
      abroad.length === 0 ? [] : Array.from({ length: ABROAD }, () => sampler.oneOf(abroad).memory);
    return [
      ...[...new Set([...likest, ...chance])].map((now): Pair => ({ ...pair, now, relation: 'other' })),
      ...(pair.order ? [] : ofSubject).map((now): Pair => ({
        ...pair,
        now,
        relation: block.single ? 'newer' : 'other',
      })),
    ];
  });
}

function isOrder(subject: string): boolean {
  return subject.startsWith('order');
}

function nameOf({ subject }: Block): string {
  return isOrder(subject) ? 'order' : subject;
}

export function allBlocks(): Block[] {
  const folder = join(import.meta.dirname, 'pairs');
  return readdirSync(folder)
    .sort()
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .split(/\n{2,}/u)
        .filter((block) => block.trim() !== '')
        .map((block) => blockOf(name.replace('.txt', ''), block.trim().split('\n'))),
    );
}

function blockOf(lang: string, [head = '', memory = '', ...said]: readonly string[]): Block {
  const subject = head.replace(/^# /u, '');
  return {
    lang,
    subject: subject.replace('!', ''),
    single: subject.endsWith('!'),
    memory,
    said: said.map((line) => {
      const relation = SIGNS[line.charAt(0)];
      if (relation === undefined) throw new Error(`No relation is named in ${lang}: ${line}`);
      return { text: line.slice(2), relation };
    }),
  };
}

export interface Example {
  readonly features: PairFeatures;
  /** From 0, in the order of `relations`. */
  readonly label: number;
  readonly pair: Pair;
  /** Whether it was compared by meaning. */
  readonly meant: boolean;
}

/** Vectors by the embedder of the app. */
export async function vectorsOf(blocks: readonly Block[]): Promise<VectorOf> {
  const embedder = bestEmbedder(workerEntry('embedder-worker'));
  if (embedder === null) throw new Error('The files of the embedder are missing.');
  const texts = textsOf(blocks);
  const vectors = await embedder.embed(texts);
  await embedder.close();
  const found = new Map(texts.map((text, at) => [text, vectors[at] ?? new Float32Array()]));
  return (text) => found.get(text) ?? new Float32Array(embedder.dimensions);
}

/** Each pair twice: compared by meaning, and as it is when no embedder tells. */
export function examplesOf(pairs: readonly Pair[], vectorOf: VectorOf, directions: Directions): Example[] {
  const read = new Map<string, ReadStatement>();
  const readOf = (text: string, order: boolean) => {
    const key = `${order ? 'order' : ''} ${text}`;
    const found = read.get(key) ?? readStatement({ text, kind: order ? 'instruction' : kindOf(text) });
    read.set(key, found);
    return found;
  };
  const calibration = calibrationOf(transformerEmbedderKey);
  return pairs.flatMap((pair) => {
    const [old, now] = [
      readOf(pair.old, pair.order),
      readOf(pair.now, pair.order && (pair.relation !== 'other' || pair.passing === true)),
    ];
    const [oldVector, nowVector] = [vectorOf(pair.old), vectorOf(pair.now)];
    const meaning = {
      score: meaningScore(cosine(oldVector, nowVector), calibration),
      old: directions.along(oldVector),
      now: directions.along(nowVector),
    };
    const label = relations.indexOf(pair.relation);
    return [
      { features: pairFeatures(old, now, meaning), label, pair, meant: true },
      { features: pairFeatures(old, now, null), label, pair, meant: false },
    ];
  });
}

export function cosine(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, part, at) => sum + part * (other[at] ?? 0), 0);
}
