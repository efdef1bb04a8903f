/**
 * Parts a sentence that tells several things (“hoi, ik ben Sanne, woon in Utrecht, werk als fysio”), so that each becomes a memory that can
 * change without the others. English sentences are parted by statements.ts, which also restores their subjects.
 */
import { isEnglish } from '../understand/acts/act-classifier.ts';
import { conjunctsIn } from '../understand/acts/clauses.ts';
import { lastingScore, lasts } from '../understand/acts/lasting.ts';
import { startsWithThirdPerson } from '../understand/third-person.ts';
import { wordsOf } from '../../recall/terms.ts';

/** A relative or demonstrative pronoun: what begins so says something of a person or thing that was named before. */
const POINTS_BACK =
  /^(?:who|which|that|this|der|die|das|on|qui|que|ce|c['’]|ça|eso|esto|isso|che|het|dat|one|który|która|które|to|это|который|которая|це|bu|şu|den|det|de|som|वह|वो|ये|यह|هو|هي|هم|وهو|وهي)(?![\p{L}\p{M}])|^(?:这|這|那|それ|これ|그건|이건)/iu;
/** The share of a piece's words from which on the statements beside it tell it, at least in part. */
const TOLD = 0.3;
/** Japanese clauses before the last end in forms that do not stand alone. */
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** A piece of a sentence that lasts as a whole needs less. */
const LASTS_BESIDE = 0.8;
const LASTS_FIRST = 0.5;
/** In scripts with capitals a statement has a word in small letters; “Nube y Trasto” has none, and only names what was said before. */
const SMALL_WORD = /(?<!\p{L})\p{Ll}\p{L}{2,}/u;
const CAPITAL = /\p{Lu}/u;

/** The statements of a sentence in its own words; one if it tells only one thing. */
export function piecesOf(sentence: string): string[] {
  if (isEnglish(sentence) || JAPANESE.test(sentence)) return [sentence];
  const parts = conjunctsIn(sentence);
  const starts: { from: number; text: string }[] = [];
  let at = 0;
  for (const part of parts) {
    const from = sentence.indexOf(part, at);
    at = from + part.length;
    const last = starts.at(-1);
    if (last === undefined || (isStatement(part) && (lastingScore(last.text) ?? 0) >= LASTS_FIRST))
      starts.push({ from, text: part });
    else last.text = sentence.slice(last.from, at);
  }
  return starts.map(({ text }) => text);
}

function isStatement(piece: string): boolean {
  if (startsWithThirdPerson(piece) || POINTS_BACK.test(piece)) return false;
  if (CAPITAL.test(piece) && !SMALL_WORD.test(piece)) return false;
  return (lastingScore(piece) ?? 0) >= LASTS_BESIDE;
}

/** The pieces that surely say something lasting and that none of these statements tells. */
export function piecesBeside(sentence: string, statements: readonly string[]): string[] {
  const told = new Set(statements.flatMap(wordsOf));
  return piecesOf(sentence).filter((piece) => {
    const words = wordsOf(piece);
    return (
      isStatement(piece) &&
      lasts(piece) &&
      words.filter((word) => told.has(word)).length < words.length * TOLD
    );
  });
}
