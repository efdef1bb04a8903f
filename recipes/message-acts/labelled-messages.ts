/** The labelled messages: those written one by one (sentences/) and those put together from frames (frames/). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acts } from '../../src-main/teachability/capture/understand/acts/act.ts';
import type { Act } from '../../src-main/teachability/capture/understand/acts/act.ts';
import { wordsOf } from '../../src-main/teachability/recall/terms.ts';
import { Sampler } from './sampler.ts';

export interface LabelledPart {
  readonly text: string;
  readonly act: Act;
}

export interface LabelledMessage {
  readonly lang: string;
  readonly source: 'sentence' | 'frame';
  /** Messages of one group resemble each other: they are trained on together or held out together. */
  readonly group: string;
  readonly parts: readonly LabelledPart[];
}

/** Neighbouring lines often come from one invented person. In lines. */
const BLOCK = 40;

export function writtenMessages(): LabelledMessage[] {
  const folder = join(import.meta.dirname, 'sentences');
  return filesIn(folder, '.jsonl').flatMap((name) =>
    linesOf(join(folder, name)).map((line, at) => {
      const { lang, parts } = JSON.parse(line) as Pick<LabelledMessage, 'lang' | 'parts'>;
      return { lang, source: 'sentence' as const, group: `${name} ${Math.floor(at / BLOCK)}`, parts };
    }),
  );
}

/** So many messages are made of a frame, by what it leaves open; `mix` of messages put together from several. */
const MADE = { fact: 3, that: 3, topic: 2, nothing: 1, mix: 10 } as const;
/** Written without spaces between sentences. */
const UNSPACED = new Set(['zh', 'ja']);

type Sections = ReadonlyMap<string, readonly string[]>;

/** @param seed another one fills the frames otherwise */
export function framedMessages(seed = 1): LabelledMessage[] {
  const folder = join(import.meta.dirname, 'frames');
  const common = sectionsOf(join(folder, 'mix.txt')).get('mix') ?? [];
  return filesIn(folder, '.txt')
    .filter((name) => name !== 'mix.txt')
    .flatMap((name) => {
      const sections = sectionsOf(join(folder, name));
      return fromSections(name.replace('.txt', ''), sections, common, new Sampler(seed));
    });
}

/** The statements that fill the frames of each language. */
export function statedFacts(): { lang: string; text: string }[] {
  const folder = join(import.meta.dirname, 'frames');
  return filesIn(folder, '.txt')
    .filter((name) => name !== 'mix.txt')
    .flatMap((name) => {
      const facts = sectionsOf(join(folder, name)).get('fact') ?? [];
      return facts.map((text) => ({ lang: name.replace('.txt', ''), text }));
    });
}

/** A frame with the words before and after its gap, in small letters. */
interface GapFrame {
  readonly act: 'teach' | 'forget';
  readonly before: string;
  readonly after: string;
}

/** What is known of the words around what is taught, and around what is to be forgotten. */
export interface KnownFrames {
  readonly frames: readonly GapFrame[];
  /** Folded words that stand in more such frames than in lines of any other kind. */
  readonly words: Readonly<Record<GapFrame['act'], readonly string[]>>;
  /** Folded words that stand in many lines of a language: they say little of what a sentence is about. */
  readonly common: readonly string[];
}

/** A word of so many lines of a language is common. */
const COMMON = 8;

export function knownFrames(): KnownFrames {
  const folder = join(import.meta.dirname, 'frames');
  const all = filesIn(folder, '.txt').map((name) => sectionsOf(join(folder, name)));
  const lines = (name: string) => all.flatMap((sections) => sections.get(name) ?? []);
  const linesWith = (names: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const line of names.flatMap(lines))
      for (const word of new Set(wordsOf(line.replace(/\{\w+\}/gu, ' '))))
        counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  };
  const wordsOfAct = (act: GapFrame['act'], apart: readonly string[]) => {
    const elsewhere = linesWith(['fact', 'that', 'topic', ...acts.filter((other) => !apart.includes(other))]);
    return [...linesWith([act])]
      .flatMap(([word, times]) => (times > (elsewhere.get(word) ?? 0) ? [word] : []))
      .sort();
  };
  const frames = [
    ...gapFrames('teach', lines('teach'), '{fact}'),
    ...gapFrames('forget', lines('forget'), '{topic}'),
  ];
  return {
    frames,
    common: commonWords(all),
    words: {
      // "Don't forget …" asks to keep; which of the two is asked, the classifier tells.
      teach: wordsOfAct('teach', ['teach', 'dont_keep', 'keep_again', 'forget']),
      forget: wordsOfAct('forget', ['forget', 'dont_keep', 'keep_again', 'teach']),
    },
  };
}

function commonWords(languages: readonly Sections[]): string[] {
  const common = languages.flatMap((sections) => {
    const counts = new Map<string, number>();
    for (const line of [...sections.values()].flat())
      for (const word of new Set(wordsOf(line))) counts.set(word, (counts.get(word) ?? 0) + 1);
    return [...counts].flatMap(([word, times]) => (times >= COMMON ? [word] : []));
  });
  return [...new Set(common)].sort();
}

function gapFrames(act: GapFrame['act'], frames: readonly string[], gap: string): GapFrame[] {
  const found = frames.flatMap((frame) => {
    const [before, after, ...more] = frame.toLowerCase().split(gap);
    if (before === undefined || after === undefined || more.length > 0 || before + after === '') return [];
    return [{ act, before, after: after.replace(/[.!。！?？؟]{1,9}$/u, '') }];
  });
  return [...new Map(found.map((frame) => [JSON.stringify(frame), frame])).values()];
}

function fromSections(
  lang: string,
  sections: Sections,
  common: readonly string[],
  sampler: Sampler,
): LabelledMessage[] {
  const single = acts.flatMap((act) =>
    (sections.get(act) ?? []).flatMap((frame) => {
      const open = /\{(fact|that|topic)\}/u.exec(frame)?.[1] as keyof typeof MADE | undefined;
      return Array.from({ length: MADE[open ?? 'nothing'] }, () => ({
        lang,
        source: 'frame' as const,
        group: `${lang} ${act} ${frame}`,
        parts: [{ text: filled(frame, sections, sampler), act }],
      }));
    }),
  );
  const mixes = [...common, ...(sections.get('mix') ?? [])].flatMap((mix) =>
    Array.from({ length: MADE.mix }, () => ({
      lang,
      source: 'frame' as const,
      group: `${lang} mix ${mix}`,
      parts: mixed(mix, lang, sections, sampler),
    })),
  );
  return [...single, ...mixes.filter(({ parts }) => parts.length > 0)];
}

function filled(frame: string, sections: Sections, sampler: Sampler): string {
  const text = frame.replace(/\{(\w+)\}/gu, (_, name: string) => sampler.oneOf(sections.get(name) ?? ['']));
  const capital = frame.startsWith('{') && sampler.chance(0.5);
  return (capital ? text.charAt(0).toUpperCase() + text.slice(1) : text)
    .replaceAll('⏎', '\n')
    .replaceAll('\\n', '\n');
}

/** "{chat} {teach}" takes a frame of each; "words=teach" and "{fact=teach}" say what their words do. */
function mixed(mix: string, lang: string, sections: Sections, sampler: Sampler): LabelledPart[] {
  const pieces = mix.split(/(\{[\w=]+\}|[^{}=]+=\w+)/u).filter((piece) => piece !== '');
  const parts: LabelledPart[] = [];
  for (const piece of pieces) {
    const open = /^\{(\w+?)(?:=(\w+))?\}$/u.exec(piece);
    const said = /^([^{}=]+)=(\w+)$/u.exec(piece);
    if (open !== null) {
      const frame =
        open[2] === undefined ? sampler.oneOf(sections.get(open[1] ?? '') ?? ['']) : `{${open[1] ?? ''}}`;
      const text = filled(frame, sections, sampler);
      if (text === '') return [];
      parts.push({ text: ended(text, lang, parts.length > 0), act: (open[2] ?? open[1]) as Act });
    } else if (said !== null)
      parts.push({ text: (said[1] ?? '').replaceAll('⏎', '\n'), act: said[2] as Act });
    else {
      const last = parts.pop();
      const gap = piece === ' ' && UNSPACED.has(lang) ? '' : piece.replaceAll('⏎', '\n');
      if (last !== undefined) parts.push({ ...last, text: withEnd(last.text, lang) + gap });
    }
  }
  return parts;
}

function ended(text: string, lang: string, later: boolean): string {
  return later && !UNSPACED.has(lang) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

function withEnd(text: string, lang: string): string {
  if (/[\p{P}\n]\s*$/u.test(text)) return text;
  return text + (UNSPACED.has(lang) ? '。' : lang === 'hi' ? '।' : '.');
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort();
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

function sectionsOf(path: string): Sections {
  const sections = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of linesOf(path)) {
    const name = /^# (\w+)$/u.exec(line)?.[1];
    if (name === undefined) lines.push(line);
    else sections.set(name, (lines = sections.get(name) ?? []));
  }
  return sections;
}
