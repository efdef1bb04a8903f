/**
 * Finds letters without headers: paragraphs that greet somebody else ("Dear member, I am …") or that are signed ("… Best regards, Dr. Prinz").
 * Greetings and closings are few in each language.
 */
import { paragraphsOf } from '../roles-in-context.ts';
import type { LabelledSegment, Paragraph } from '../roles-in-context.ts';

/** Formal greetings with the letter behind them. "Hi Bo," may precede the user's own words to the assistant, and so may one that names it. */
const GREETS =
  /^\s{0,8}(?:dear|sehr geehrte[rs]?|liebe[rs]?|werte[rs]?|ch(?:er|ère)s?|estimad[oa]s?|querid[oa]s?|prezad[oa]s?|car[oai]|gentile|egregio|spettabile|geachte|beste|kära|kære|kjære|szanown[iyae]|drog[ia]|уважаем\p{L}{2,3}|дорог\p{L}{2,3}|шановн\p{L}{1,3}|sayın|sevgili)\s(?!tutee|there|again|you\b|assistant|ai\b|computer|bot\b|chatbot|me\b|god\b|lord\b)[^\s,!.?:]{1,20}(?:\s[^\s,!.?:]{1,20}){0,2}[,!]\s/iu;
const CLOSINGS = [
  String.raw`(?:(?:best|kind|warm|kindest|warmest)\s)?(?:regards|wishes)|yours(?:\s(?:sincerely|truly|faithfully|ever))?|sincerely|best|cheers|love|kiss(?:es)?|hugs|x{1,4}`,
  String.raw`(?:mit\s)?(?:freundlichen?|besten?|lieben?|vielen?|herzlichen?|schönen?)\sgrü(?:ß|ss)en?|deine?|euer|eure|ihre?`,
  String.raw`bises|bisous|cordialement|amicalement|bien à (?:toi|vous)|(?:un\s)?saludos?|atentamente|un abrazo|besos|cordiali saluti|(?:tanti\s)?saluti|un abbraccio|baci`,
  String.raw`(?:um\s)?abraços?|(?:com os melhores\s)?cumprimentos|atenciosamente|beijos|(?:met\svriendelijke\s)?groet(?:en|jes)?|hilsen|(?:med\s)?(?:vänliga?|venlig)\s(?:hälsning(?:ar)?|hilsen)|mvh|kram`,
  String.raw`pozdrawiam|(?:serdeczne\s)?pozdrowienia|с уважением|целую|з повагою|saygılar(?:ımla)?|sevgiler(?:imle)?`,
].join('|');
/** A closing in a sentence of its own, and who signs, at the end of a paragraph. */
const SIGNED = new RegExp(
  String.raw`(?:[.!?…]["”)]{0,2}\s|\n)(?:${CLOSINGS}),?\s{1,4}(?<name>[^\n,!?]{1,50})$`,
  'iu',
);
/** A name, with a title or initials. */
const NAME = /^(?:\p{Lu}[\p{L}'’-]{0,24}\.?\s?){1,4}$/u;
/** A signature is within so many last sentences of a paragraph, and in so many last characters. */
const LAST_SENTENCES = 4;
const END = 120;

/** The paragraphs that are letters to or from somebody else. */
export function lettersIn(labelled: readonly LabelledSegment[]): Paragraph[] {
  return paragraphsOf(labelled).filter(({ start, end }) => {
    const paragraph = labelled.slice(start, end);
    return GREETS.test(`${paragraph[0]?.segment.raw ?? ''} `) || isSigned(paragraph);
  });
}

function isSigned(paragraph: readonly LabelledSegment[]): boolean {
  const text = paragraph
    .slice(-LAST_SENTENCES)
    .map(({ segment }) => (segment.gap === 'none' ? ' ' : '\n') + segment.raw.trim())
    .join('');
  return NAME.test(SIGNED.exec(text.slice(-END))?.groups?.['name'] ?? '');
}
