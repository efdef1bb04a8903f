/**
 * What a message asks for, without the text it asks for work on: "Translate this: …", a quoted letter, a block of code. Recall goes by the
 * request; the material would call up whatever it happens to mention. The page marks what was pasted (shared/pasted-text.ts); this is for
 * material that stands among the user's own words.
 */

/** A shorter quotation is a name or a term: the title of a book, a word to be explained. */
const SHORT_QUOTE = 30;
/** A shorter message has no room for material that matters. */
const SHORT_MESSAGE = 60;
/** A request is hardly longer; the rest is what it is about. */
const LONGEST_REQUEST = 400;
/** A line that introduces material is at most so long. */
const LONGEST_LEAD = 160;
/** A shorter first line is a greeting. */
const SHORTEST_LEAD = 15;
/** What stands below a first line is material when it is so long: set apart by a blank line, or not. */
const SHORT_MATERIAL = 100;
const LONG_MATERIAL = 300;

const FENCE = /^\s*(?:```|~~~)/u;
const QUOTES: readonly (readonly [open: string, close: string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['「', '」'],
];

/** The request in a message; the message itself when nothing in it stands out as material. Linear in its length. */
export function requestPart(message: string): string {
  if (message.length < SHORT_MESSAGE) return message;
  const own = withoutQuotes(withoutBlocks(message)).trim();
  const request = own === '' ? message : afterLead(own);
  return request.length <= LONGEST_REQUEST ? request : ends(request);
}

/** Fenced code and quoted lines go. */
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
    // A quotation that nobody closed goes to the end of its message.
    const after = end === -1 ? text.length : end + 1;
    kept += text.slice(from, at);
    if (after - at <= SHORT_QUOTE) kept += text.slice(at, after);
    from = after;
  }
  return kept + text.slice(from);
}

/** "Translate this into French: Dear …": what follows the colon at the end of a short beginning, or the first line before a text. */
function afterLead(text: string): string {
  const lineEnd = text.indexOf('\n');
  const first = lineEnd === -1 ? text : text.slice(0, lineEnd).trim();
  const colon = first.indexOf(': ');
  if (colon > 0 && colon < LONGEST_LEAD && text.length - colon > colon && text.length > SHORT_MESSAGE * 2)
    return text.slice(0, colon);
  if (lineEnd === -1 || first.length > LONGEST_LEAD || first.length < SHORTEST_LEAD) return text;
  const apart = first.endsWith(':') || text.startsWith('\n', lineEnd + 1);
  const rest = text.slice(lineEnd).trim();
  return rest.length > (apart ? SHORT_MATERIAL : LONG_MATERIAL) ? `${first}\n${lastLine(rest)}` : text;
}

/** The request may also stand below the text. */
function lastLine(text: string): string {
  const line = text.slice(text.lastIndexOf('\n') + 1);
  return line.endsWith('?') && line.length <= LONGEST_LEAD ? line : '';
}

/** People say what they want first or last. */
function ends(text: string): string {
  const half = LONGEST_REQUEST / 2;
  return `${text.slice(0, half)}\n${text.slice(-half)}`.toWellFormed();
}
