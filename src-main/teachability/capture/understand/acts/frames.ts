/**
 * The words around the content of a request, such as "note that …" and "delete … from your notes", in all languages that the classifier was
 * trained on. Frames are compared letter by letter; a sentence without a known frame stays as it was said.
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
  /** Folded words that occur in more frames of the act than in sentences of any other act. */
  readonly words: Readonly<Record<Frame['act'], readonly string[]>>;
  /** Folded words that occur in many sentences of a language. */
  readonly common: readonly string[];
}

/** The content of a sentence with this act, in the user's words; null if no known frame fits. */
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

/** True for words that say little about the topic of a sentence, in any language. */
export function isCommonWord(word: string): boolean {
  return frames().common.has(word);
}

/** True for words that occur around what is to be remembered. */
export function isTeachWord(word: string): boolean {
  const { teach } = frames().words;
  return (teach.has(word) && !stopWords.has(word)) || (HANGUL.test(word) && teach.has(withoutEnding(word)));
}

/** True for words that occur around what is to be forgotten. */
export function isForgetWord(word: string): boolean {
  const { forget } = frames().words;
  return (forget.has(word) && !stopWords.has(word)) || (HANGUL.test(word) && forget.has(withoutEnding(word)));
}

const HANGUL = /^\p{Script=Hangul}+$/u;
/** Korean verbs end in a word of asking, which says how politely: "잊어줘", "지워주세요". Decomposed as `fold` decomposes them. */
const ASKING_END = new RegExp(`(?:${'줘|줘요|줄래|줄래요|주세요|주라|버려|라'.normalize('NFKD')})$`, 'u');

function withoutEnding(word: string): string {
  return word.replace(ASKING_END, '');
}

/** The frame "note" must not match in "notebook". Scripts without spaces have no word boundaries. */
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
