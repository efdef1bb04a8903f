/**
 * Separates the request in a message from the text that it is about: "Translate this: …", a quoted letter, a block of code. Recall uses the
 * request only; the material would recall whatever it happens to mention. The page marks pasted text (shared/pasted-text.ts); this is for
 * material within the user's own words.
 */
import { leadScores } from '../../capture/understand/leads/lead-classifier.ts';

/** A shorter quotation is a name or a term, such as the title of a book or a word to be explained. */
const SHORT_QUOTE = 30;
/** A shorter message is taken as a whole. */
const SHORT_MESSAGE = 60;
/** The maximum length of a request; the rest is material. */
const LONGEST_REQUEST = 400;
/** The maximum length of a line that introduces material. */
const LONGEST_LEAD = 160;
/** A shorter first line is a greeting. */
const SHORTEST_LEAD = 15;
/** The minimum length of material below a first line, with and without a blank line between them. */
const SHORT_MATERIAL = 100;
const LONG_MATERIAL = 300;

/** The likelihood with which words before a colon need a text, from which what follows is that text, however short. */
const NEEDS_TEXT = 0.6;
/** The same for a few words ("Question:", "Two things:"), which often introduce the user's own words. */
const NEEDS_TEXT_FOR_SURE = 0.93;
/** More is not a few: in words, and in letters of scripts without spaces. */
const FEWEST_WORDS = 3;
const FEWEST_LETTERS = 5;
/** A colon between words, not one in a time or an address. */
const COLON = /：|:(?=\s)|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]):/u;
/** The minimum length of a text after a colon: less may be what the request is about. */
const SHORTEST_TEXT = 30;
const SHORTEST_UNSPACED_TEXT = 10;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

const FENCE = /^\s*(?:```|~~~)/u;
const QUOTES: readonly (readonly [open: string, close: string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['「', '」'],
];

/** The request in a message; the whole message if it has no recognisable material. Takes linear time. */
export function requestPart(message: string): string {
  if (message.length < SHORT_MESSAGE) return introduction(message) ?? message;
  const own = withoutQuotes(withoutBlocks(message)).trim();
  const request = own === '' ? message : afterLead(own);
  return request.length <= LONGEST_REQUEST ? request : ends(request);
}

/** Removes fenced code and quoted lines. */
function withoutBlocks(message: string): string {
  let fenced = false;
  return message
    .split('\n')
    .filter((line) => {
      if (!FENCE.test(line)) return !fenced && !line.startsWith('>');
      fenced = !fenced;
      return false;
    })
    .join('\n');
}

function withoutQuotes(text: string): string {
  let rest = text;
  for (const [open, close] of QUOTES) rest = withoutQuoted(rest, open, close);
  return rest;
}

function withoutQuoted(text: string, open: string, close: string): string {
  let kept = '';
  let from = 0;
  for (let at = text.indexOf(open); at !== -1; at = text.indexOf(open, from)) {
    const end = text.indexOf(close, at + 1);
    // An unclosed quotation extends to the end of the message.
    const after = end === -1 ? text.length : end + 1;
    kept += text.slice(from, at);
    if (after - at <= SHORT_QUOTE) kept += text.slice(at, after);
    from = after;
  }
  return kept + text.slice(from);
}

/** The part before the material: up to the colon ("Translate this into French: Dear …"), or the first line above a text. */
function afterLead(text: string): string {
  const lineEnd = text.indexOf('\n');
  const first = firstLine(text);
  const introduced = introduction(text);
  if (introduced !== null) return introduced;
  const colon = first.indexOf(': ');
  if (colon > 0 && colon < LONGEST_LEAD && text.length - colon > colon && text.length > SHORT_MESSAGE * 2)
    return text.slice(0, colon);
  if (lineEnd === -1 || first.length > LONGEST_LEAD || first.length < SHORTEST_LEAD) return text;
  const apart = first.endsWith(':') || text.startsWith('\n', lineEnd + 1);
  const rest = text.slice(lineEnd).trim();
  return rest.length > (apart ? SHORT_MATERIAL : LONG_MATERIAL) ? `${first}\n${lastLine(rest)}` : text;
}

function firstLine(text: string): string {
  const lineEnd = text.indexOf('\n');
  return lineEnd === -1 ? text : text.slice(0, lineEnd).trim();
}

/** "Tidy this up: …": the words before a colon, if they need a text and one follows; otherwise null. */
function introduction(text: string): string | null {
  const colon = firstLine(text).slice(0, LONGEST_LEAD).search(COLON);
  if (colon <= 0) return null;
  const [lead, rest] = [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
  const isText =
    rest.length >= SHORTEST_TEXT || unspacedIn(rest.slice(0, SHORTEST_TEXT)) >= SHORTEST_UNSPACED_TEXT;
  if (!isText) return null;
  const isLong = lead.split(/\s+/u).length >= FEWEST_WORDS || unspacedIn(lead) >= FEWEST_LETTERS;
  return leadScores(lead).needs_text >= (isLong ? NEEDS_TEXT : NEEDS_TEXT_FOR_SURE) ? lead : null;
}

function unspacedIn(text: string): number {
  return text.match(UNSPACED)?.length ?? 0;
}

/** The part below the material. */
function lastLine(text: string): string {
  const line = text.slice(text.lastIndexOf('\n') + 1);
  return line.endsWith('?') && line.length <= LONGEST_LEAD ? line : '';
}

/** People say what they want first or last. */
function ends(text: string): string {
  const half = LONGEST_REQUEST / 2;
  return `${text.slice(0, half)}\n${text.slice(-half)}`.toWellFormed();
}
