/**
 * What of a message is the user's own prose. Fenced code, quoted lines, pasted quotations, and material handed over for
 * a task ("translate this: …") are left out: their "I" is somebody else.
 */

import { ownPart } from '#shared/pasted-text.ts';
import { withoutLetters } from './letters.ts';

const FENCE = /^\s*(```|~~~)/u;
const QUOTED_LINE = /^\s*(>|\|)/u;
/** Symbols that prose seldom has; a line full of them is code, a table or a log. */
const CODE_SYMBOL = /[{}[\]<>=;|\\^*_$#@&~`+]/gu;
const CODE_SHARE = 0.06;
/** A quotation of so many words is material; a shorter one in a sentence is a title or a stressed word. */
const QUOTATION_WORDS = 4;
/** Its own opening mark is not part of one, so that a text of nothing but opening marks is read in one go. */
const QUOTATION =
  /"[^"\n]{1,2000}"|“[^“”\n]{1,2000}”|«[^«»\n]{1,2000}»|„[^„“”\n]{1,2000}[“”]|「[^「」\n]{1,2000}」/gu;

/** Rows of dots, dashes, blanks or symbols say no more for being longer, and cost every pattern that follows its time. */
const LONG_ROW = /([^\p{L}\p{M}\p{N}]{40})[^\p{L}\p{M}\p{N}]+/gu;

/** A request to work on words that follow, up to the colon or line end that introduces them. */
const MATERIAL_AHEAD = new RegExp(
  String.raw`\b(translate|rewrite|re-write|rephrase|paraphrase|summari[sz]e|simplify|proofread|correct|fix|improve|edit|revise|shorten|expand|polish|analy[sz]e|review|explain|comment|continue|complete|grammar|grammatically|sentence|paragraph|text|email|e-mail|letter|essay|poem|lyrics|song|story|transcript|article|passage|scenario|prompt|example|sample|log|output|following|other ways? to say|in (polish|german|french|spanish|english|italian|portuguese))\b[^\n.!?]{0,80}:(?=\s|$)`,
  'iu',
);

/** The same in German, Spanish, French, Portuguese and Italian. */
const MATERIAL_AHEAD_ABROAD =
  /(?<!\p{L})(?:übersetze?|korrigiere?|verbessere?|fasse|traduce|traduis|traduz|traduza|traduci|corrige|corrija|correggi|mejora|améliore|melhora|migliora|resume|résume|riassumi|reescribe|réécris|reescreve|riscrivi)(?!\p{L})[^\n.!?]{0,80}:(?=\s|$)/iu;

/** "Remember the following:" introduces words of one's own. */
const ASKED_TO_REMEMBER = /^\W*(?:please\s+)?(?:remember|memori[sz]e|keep in mind|note|learn)\b/iu;

/** Who speaks, ahead of each line of a dialogue or each head of a mail. */
const SPEAKER_LINE =
  /^\s*(?:\*\*)?\p{Lu}[\p{L}.'’-]{1,20}(?:\s\p{Lu}?[\p{L}.'’-]{1,20}){0,2}(?:\*\*)?:(?:\*\*)?\s+\S/u;
/** The user's own headings of a line look the same. */
const OWN_HEADING =
  /^\s*(?:remember|note|fyi|hint|tip|correction|context|background|ps|btw|also|question|me)\b/iu;
/** A mail with its head, up to the end of its first paragraph. */
const MAIL =
  /(?:^[ \t]*(?:from|to|cc|subject|date|sent|von|an|betreff|de|à|objet|para|asunto)[ \t]*:.*\r?\n){2,}\n?(?:[^\n]+\n)*[^\n]*/gimu;

/** True when quotes around the whole message only wrap it. */
const WRAPPED = /^\s*["“]([^"“”]+)["”]\s*$/u;

export function ownWords(text: string): string {
  const message = ownPart(text);
  const wrapped = WRAPPED.exec(message)?.[1];
  if (wrapped !== undefined) return wrapped.trim();
  const lines = withoutLetters(withShortRows(withoutFences(message)))
    .replace(MAIL, ' ')
    .split('\n');
  const isSpoken = (line: string) => SPEAKER_LINE.test(line) && !OWN_HEADING.test(line);
  const isDialogue = lines.filter(isSpoken).length > 1;
  const prose = lines
    .filter((line) => !QUOTED_LINE.test(line) && !looksLikeCode(line) && !(isDialogue && isSpoken(line)))
    .join('\n');
  return withoutQuotations(withoutMaterial(prose)).trim();
}

function withoutFences(message: string): string {
  let inside = false;
  const kept = message.split('\n').filter((line) => {
    if (!FENCE.test(line)) return !inside;
    inside = !inside;
    return false;
  });
  return kept.join('\n').replace(/`[^`\n]*`/gu, (code) => (code.length > 40 ? ' ' : code));
}

/** A row that is cut ends its line. */
function withShortRows(message: string): string {
  return message.replace(LONG_ROW, '$1\n');
}

function looksLikeCode(line: string): boolean {
  const symbols = line.match(CODE_SYMBOL)?.length ?? 0;
  return symbols >= 3 && symbols > line.length * CODE_SHARE;
}

function withoutMaterial(prose: string): string {
  const ahead = MATERIAL_AHEAD.exec(prose) ?? MATERIAL_AHEAD_ABROAD.exec(prose);
  if (ahead === null || ASKED_TO_REMEMBER.test(lineUpTo(prose, ahead.index))) return prose;
  return prose.slice(0, ahead.index);
}

function lineUpTo(prose: string, end: number): string {
  return prose.slice(prose.lastIndexOf('\n', end - 1) + 1, end);
}

function withoutQuotations(prose: string): string {
  return prose.replace(QUOTATION, (quotation) =>
    quotation.trim().split(/\s+/u).length >= QUOTATION_WORDS ? ' ' : quotation,
  );
}
