/** Labels of the user's own words: "Rules for you:", "New rule:". */
import { pointsAtText } from '../pointing.ts';
import { leadScores } from './lead-classifier.ts';

/** The minimum likelihood with and without a pronoun of the first or second person. */
const SURE = 0.7;
const SURE_OF_NOBODY = 0.9;
/** The same if the label says that it is about the user. */
const SURE_ABOUT_ME = 0.35;
/** Longer labels are not considered. In characters. */
const LONGEST = 60;
/** Pronouns of the first and second person. */
const ME_OR_YOU =
  /(?<![\p{L}\p{N}'’-])(?:me|my|mine|i|we|us|our|you|u|your|ur|mir|mich|meine?[mnrs]?|ich|dir|dich|du|deine?[mnrs]?|je|moi|mon|ma|mes|toi|te|tes|ton|yo|mí|mis?|mío|ti|tus?|io|mio|mia|miei|mie|tuo|tua|eu|mim|meus?|minhas?|você|seus?|suas?|ik|mij|mijn|jou|jouw?|je|jag|mig|mina?|mitt|dig|dina?|mnie|mój|moje|moja|moich|ci|ciebie|мне|меня|мой|мои|моя|моё|тебя|тебе|ben|benim|bana|sana|senin)(?![\p{L}\p{N}])|私|僕|俺|あなた|我|你|您|나|내|너/iu;

/** "About me", which says whose words follow; each language has one or two such phrases. */
const ABOUT_ME =
  /(?<![\p{L}\p{N}])(?:(?:about|abt|on) me|(?:über mich|zu mir)|sur moi|(?:sobre|de) mí|(?:su(?: di)?|riguardo a) me|sobre mim|over mij|om mig|om meg|o mnie|про мене|обо мне|hakkımda|عني|मेरे बारे में|mere baare mein)(?![\p{L}\p{N}])|关于我|關於我|(?:私|僕|俺|自分)について|(?:나|저)에 대(?:해|한)/iu;

export function labelsOwn(text: string): boolean {
  if (text.length > LONGEST) return false;
  const { opens_own: ofOwn, needs_text: needsText } = leadScores(text);
  if (ABOUT_ME.test(text) && ofOwn >= SURE_ABOUT_ME && needsText < SURE_ABOUT_ME) return true;
  return ofOwn >= (ME_OR_YOU.test(text) ? SURE : SURE_OF_NOBODY);
}

/**
 * True for a label such as "A few words about me:" above a list that is to be remembered. A label without a person does not ask for that
 * with enough certainty.
 */
export function opensOwnList(text: string): boolean {
  return /[:：]$/u.test(text) && ME_OR_YOU.test(text) && !pointsAtText({ text }) && labelsOwn(text);
}
