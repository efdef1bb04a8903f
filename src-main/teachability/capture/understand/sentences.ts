/** Splits prose into sentences and distinguishes questions and requests from statements. */
import { endsSentence, usesCapitals } from './sentence-ends.ts';

export interface Sentence {
  readonly text: string;
  readonly isQuestion: boolean;
}

const END =
  /(?<![.!?…])[.!?…]+["”'’)\]]*(?=\s|$)|[。！？।॥۔؟]+["”」』]*|(?<!\s)[^\S\n]*\n\s*(?=[-*•\d]|\p{Lu}|$)|\n{2,}/gu;

const ASKS =
  /^(?:(?:so|and|but|then|ok|okay|well|hmm+|hi|hello|hey|thanks|please|also|btw|by the way)[,!]?\s+)*(?:what|who|whom|whose|which|when|where|why|how|is|are|am|was|were|do(?!\s+not\b)|does|did|can|could|would|will|should|shall|may|might|have|has|had|isn['’]t|aren['’]t|don['’]t you|doesn['’]t|didn['’]t|can['’]t you|won['’]t)\s+\S.*$/iu;

export function sentencesOf(prose: string): Sentence[] {
  const sentences: Sentence[] = [];
  const capitals = usesCapitals(prose);
  let start = 0;
  for (const match of prose.matchAll(END)) {
    const end = match.index + match[0].length;
    const text = prose.slice(start, end).trim();
    if (/[.!?…。！？"”」』’)\]]$/u.test(match[0]) && !endsSentence(prose, end, capitals)) continue;
    if (text !== '') sentences.push(toSentence(text));
    start = end;
  }
  const rest = prose.slice(start).trim();
  if (rest !== '') sentences.push(toSentence(rest));
  return sentences;
}

/**
 * Tags that only look for assent: "I work nights now, you know?" tells. Tags that ask whether something is so ("right?", "oder?") are not
 * among them. By language.
 */
const ASSENT =
  /,\s(?:(?:do )?you know|y['’]know|(?:you )?see|ok(?:ay)?|yeah|alright|got it|weißt du|weisst du|verstehst du|okej|tu (?:sais|vois|comprends)|vous savez|d['’]accord|(?:lo )?sabes|¿sabes|¿vale|vale|(?:lo )?sai(?:,? no)?|capito|va bene|sabes|tá|tá bem|está bem|weet je|snap je|oké|wiesz|dobrze|знаешь|понимаешь|ладно|хорошо|знаєш|biliyor musun|tamam mı|vet du|förstår du|ved du)\s?[?？]{1,3}$/iu;

function toSentence(raw: string): Sentence {
  const said = raw.replace(/^[-*•]\s+|^\d+[.)]\s+/u, '').replace(/\s+/gu, ' ');
  const text = said.replace(ASSENT, '');
  return { text, isQuestion: /[?？؟]["”'’)\]]*$/u.test(text) || (!/[.!]$/u.test(text) && ASKS.test(text)) };
}

/** Words with which a person asks for something. */
const ASKING = [
  String.raw`(?:can|could|would|will|should|shall|may)\s+(?:you|i|we)\b`,
  String.raw`(?:do|did|are)\s+you\b`,
  String.raw`(?:what|how|which|where|why|who|when)\s+(?:can|could|should|would|do|does|did|is|are|will|might)\s+(?:i|you|we|it|the|a|my|some|there|this|that)\b`,
  String.raw`any\s+(?:suggestions|ideas|tips|advice|recommendations|thoughts)\b`,
  String.raw`i['’]?(?:m| am)\s+(?:wondering|not sure|looking for|curious)\b`,
  String.raw`i\s+(?:want|need|would like)\s+(?:to|you|help)\b`,
  String.raw`i['’]d\s+(?:like|love)\b`,
];
/** Question words that only count after a pause: "I know how to cook" is not a question. */
const ASKING_AFTER_PAUSE = [
  String.raw`(?:what|how|which|where|when)\s+(?:to|\w+\s+(?:can|should|would|do|are|is))\b`,
];

const connectives = String.raw`(?:(?:so|and|but|also|or|maybe|please),?\s+){0,6}`;
/** Where a statement turns into a request: ", can you help …", "and I want to know …". */
const REQUEST = new RegExp(
  String.raw`(?:(?:[,;:–—]|\s-|(?<!\s))\s+${connectives}(?:${ASKING.join('|')})|(?:[,;:–—]|\s-)\s+${connectives}(?:then,?\s+)?(?:${[...ASKING, ...ASKING_AFTER_PAUSE].join('|')})).*$`,
  'isu',
);

/** The part of a sentence before its request; the whole sentence if there is none. */
export function withoutRequest(sentence: string): string {
  const match = REQUEST.exec(sentence);
  return match === null || match.index === 0 ? sentence : sentence.slice(0, match.index);
}
