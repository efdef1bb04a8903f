/**
 * A message may contain pasted text in addition to the user's own words. It is stored as one text, with each paste in a code fence
 * with the info string "pasted", so that models, exports and searches get it unchanged and can tell it from the user's words. Pasted
 * text is untrusted input: it never teaches, instructs or titles anything.
 */
const MARK = 'pasted';
/** The shortest fence. */
const FENCE = '```';

export type MessagePart =
  | { readonly type: 'own'; readonly text: string }
  | { readonly type: 'pasted'; readonly text: string };

/** Joins the user's words and their pastes into one message text. */
export function withPasted(own: string, pasted: readonly string[]): string {
  const blocks = pasted.map((text) => fenced(text, MARK));
  return [...(own === '' ? [] : [own]), ...blocks].join('\n\n');
}

/** A text in a code fence that nothing inside it can close. */
export function fenced(text: string, mark: string): string {
  const fence = '`'.repeat(longestFence(text) + 1);
  return `${fence}${mark}\n${text}\n${fence}`;
}

/** The parts of a message, in order. A fence that is not closed extends to the end of the message. */
export function partsOf(message: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let from = 0;
  for (let at = nextOpening(message, 0); at !== -1; at = nextOpening(message, from)) {
    addOwn(parts, withoutBlankEnd(message.slice(from, at)));
    const inside = message.indexOf(MARK, at) + MARK.length + 1;
    const fence = message.slice(at, inside - MARK.length - 1);
    const end = closing(message, fence, inside - 1);
    parts.push({ type: 'pasted', text: end === -1 ? message.slice(inside) : message.slice(inside, end) });
    if (end === -1) return parts;
    from = end + 1 + fence.length + 1;
  }
  addOwn(parts, message.slice(from));
  return parts;
}

/** The user's own words; empty when the whole message is pasted. */
export function ownPart(message: string): string {
  if (!message.includes(`${FENCE}${MARK}`)) return message;
  return partsOf(message)
    .flatMap(({ type, text }) => (type === 'own' ? [text] : []))
    .join('\n\n');
}

/** The pasted texts, in order. */
export function pastedIn(message: string): string[] {
  return partsOf(message).flatMap(({ type, text }) => (type === 'pasted' ? [text] : []));
}

/** Drops the line break that follows a paste: it belongs to the fence. */
function addOwn(parts: MessagePart[], between: string): void {
  const text = parts.length > 0 && between.startsWith('\n') ? between.slice(1) : between;
  if (text.trim() !== '') parts.push({ type: 'own', text });
}

/** Drops the blank line before a paste: it belongs to the fence. */
function withoutBlankEnd(text: string): string {
  if (text.endsWith('\n\n')) return text.slice(0, -2);
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

/** The offset of the next line that opens a paste; -1: none. */
function nextOpening(message: string, from: number): number {
  const opening = `${FENCE}${MARK}\n`;
  for (let at = message.indexOf(opening, from); at !== -1; at = message.indexOf(opening, at + 1)) {
    let start = at;
    while (start > from && message[start - 1] === '`') start -= 1;
    if (start === 0 || message[start - 1] === '\n') return start;
  }
  return -1;
}

/** The offset of the line break before the closing fence; -1: none. */
function closing(message: string, fence: string, from: number): number {
  const line = `\n${fence}`;
  for (let at = message.indexOf(line, from); at !== -1; at = message.indexOf(line, at + 1)) {
    const after = message[at + line.length];
    if (after === undefined || after === '\n') return at;
  }
  return -1;
}

/** The length of the longest run of backticks at the start of a line; at least one less than the shortest fence. */
function longestFence(text: string): number {
  let longest = FENCE.length - 1;
  for (let at = 0; at !== -1 && at < text.length; at = lineAfter(text, at)) {
    let end = at;
    while (text[end] === '`') end += 1;
    longest = Math.max(longest, end - at);
  }
  return longest;
}

function lineAfter(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? -1 : end + 1;
}
