/** The condition of an order: "when I ask about probability", "wenn ich nach Rezepten frage". A language a line. */
import { countContained, contentWords } from './shared-words.ts';

const OPENS = [
  'when(?:ever)?|every time|each time|any time|if',
  'wenn|sobald|falls|jedes mal,? wenn',
  'quand|lorsque|si|chaque fois que',
  'cuando|si|cada vez que',
  'quando|se|ogni volta che',
  'quando|se|sempre que',
  'wanneer|als ik|telkens als',
  'gdy|kiedy|jeśli|jeżeli',
  'когда|если|коли|якщо',
].join('|');
const CONDITION = new RegExp(`(?<!\\p{L})(?:${OPENS})(?!\\p{L})(?<condition>.{3,200})$`, 'iu');
const BEFORE = new RegExp(`^(?:${OPENS})(?!\\p{L})(?<condition>[^,]{3,160}),`, 'iu');
/** Two conditions with at least this share of the shorter one's words are one. */
const ALIKE = 0.6;

function conditionOf(order: string): readonly string[] {
  const text = order.replace(/[.!]$/u, '');
  const found = BEFORE.exec(text) ?? CONDITION.exec(text);
  return contentWords(found?.groups?.['condition'] ?? '');
}

/** True for two orders of which each has a condition of its own: neither takes the place of the other. */
export function applyElsewhere(one: string, other: string): boolean {
  const [first, second] = [conditionOf(one), conditionOf(other)];
  if (first.length === 0 || second.length === 0) return false;
  const [shorter, longer] = first.length <= second.length ? [first, second] : [second, first];
  return countContained(shorter, longer) < shorter.length * ALIKE;
}
