/** Labels of the user's own words: "Rules for you:", "New rule:". */
import { pointsAtText } from '../pointing.ts';
import { leadScores } from './lead-classifier.ts';

/** The minimum likelihood with and without a pronoun of the first or second person. */
const SURE = 0.7;
const SURE_OF_NOBODY = 0.9;
/** Longer labels are not considered. In characters. */
const LONGEST = 60;
/** Pronouns of the first and second person. */
const ME_OR_YOU =
  /(?<![\p{L}\p{N}'’-])(?:me|my|mine|i|we|us|our|you|your|mir|mich|meine?[mnrs]?|ich|dir|dich|du|deine?[mnrs]?|je|moi|mon|ma|mes|toi|te|tes|ton|yo|mí|mis?|mío|ti|tus?|io|mio|mia|miei|mie|tuo|tua|eu|mim|meus?|minhas?|você|seus?|suas?|ik|mij|mijn|jou|jouw?|je|jag|mig|mina?|mitt|dig|dina?|mnie|mój|moje|moja|moich|ci|ciebie|мне|меня|мой|мои|моя|моё|тебя|тебе|ben|benim|bana|sana|senin)(?![\p{L}\p{N}])|私|僕|俺|あなた|我|你|您|나|내|너/iu;

export function labelsOwn(text: string): boolean {
  const sure = ME_OR_YOU.test(text) ? SURE : SURE_OF_NOBODY;
  return text.length <= LONGEST && leadScores(text).opens_own >= sure;
}

/**
 * True for a label such as "A few words about me:" above a list that is to be remembered. A label without a person does not ask for that
 * with enough certainty.
 */
export function opensOwnList(text: string): boolean {
  return /[:：]$/u.test(text) && ME_OR_YOU.test(text) && !pointsAtText({ text }) && labelsOwn(text);
}
