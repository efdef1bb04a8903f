/**
 * The words around what is taught or named, such as "note that …" and "delete … from your notes", in all languages the classifier was
 * trained on. What is inside them can be told from them by comparing letters; what is not known stays as it was said.
 */
import { lazy } from '../../lazy.ts';
import { stopWords } from '../../../recall/stop-words.ts';
import { knownFrames } from './learned/known-frames.ts';

interface Frame {
  readonly act: 'teach' | 'forget';
  readonly before: string;
  readonly after: string;
}

interface KnownFrames {
  readonly frames: readonly Frame[];
  /** Folded words that stand in more frames of the act than in sentences of any other. */
  readonly words: Readonly<Record<Frame['act'], readonly string[]>>;
  /** Folded words that stand in many sentences of a language. */
  readonly common: readonly string[];
}

/** The content of a sentence of this act, in the user's words; null when no frame is known that fits. */
export function insideFrame(sentence: string, act: Frame['act']): string | null {
  const text = sentence
    .trim()
    .replace(/[.!。！…]{1,9}$/u, '')
    .trimEnd();
  const plain = text.toLowerCase().replaceAll('’', "'");
  if (plain.length !== text.length) return null;
  for (const { before, after } of frames()[act]) {
    if (!plain.startsWith(before) || !plain.endsWith(after) || plain.length <= before.length + after.length)
      continue;
    const inside = text.slice(before.length, text.length - after.length).trim();
    if (inside !== '' && endsAtWord(plain, before.length)) return inside;
  }
  return null;
}

/** Words that say little of what a sentence is about, in any language. */
export function isCommonWord(word: string): boolean {
  return frames().common.has(word);
}

/** Words that stand around what is to be kept. */
export function isTeachWord(word: string): boolean {
  return frames().words.teach.has(word) && !stopWords.has(word);
}

/** Words that stand around what is to be forgotten. */
export function isForgetWord(word: string): boolean {
  return frames().words.forget.has(word) && !stopWords.has(word);
}

/** "note" is no frame of "notebook". Scripts without spaces have no such edge. */
function endsAtWord(text: string, at: number): boolean {
  const [before = '', after = ''] = [text[at - 1], text[at]];
  return (
    !(/[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after)) ||
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(before)
  );
}

const frames = lazy(() => {
  const known = JSON.parse(knownFrames) as KnownFrames;
  const longestFirst = known.frames.toSorted((one, other) => sizeOf(other) - sizeOf(one));
  const of = (act: Frame['act']) => longestFirst.filter((frame) => frame.act === act);
  return {
    teach: of('teach'),
    forget: of('forget'),
    common: new Set(known.common),
    words: { teach: new Set(known.words.teach), forget: new Set(known.words.forget) },
  };
});

function sizeOf({ before, after }: Frame): number {
  return before.length + after.length;
}
