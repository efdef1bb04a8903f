import { normalizeLabel } from './parser.ts';

/** CommonMark's limit for a label, in characters. */
const MAX_LABEL_LENGTH = 999;

/**
 * All texts in brackets that may refer to a definition: link labels normalized, footnote labels ("^…") without the
 * mark. May include texts that refer to nothing.
 */
export function referenceLabels(text: string): readonly string[] {
  const labels = new Set<string>();
  let opened = -1;
  for (let at = nextBracket(text, 0); at !== -1; at = nextBracket(text, at + 1)) {
    if (text[at] === '[') opened = at;
    else if (opened !== -1) {
      const label = text.slice(opened + 1, at);
      opened = -1;
      if (label === '' || label.length > MAX_LABEL_LENGTH) continue;
      labels.add(label.startsWith('^') ? label.slice(1) : normalizeLabel(label));
    }
  }
  return [...labels];
}

/** The next unescaped bracket; -1: none. */
function nextBracket(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '[' || character === ']') return at;
  }
  return -1;
}
