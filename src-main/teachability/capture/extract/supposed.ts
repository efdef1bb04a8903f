/** What is said of a supposed or invented world, not of the user. */
import { ADDS, ADDS_WITHIN } from '../understand/marked-material.ts';
import { PART_PLAYED, PART_PLAYED_ABROAD } from './rules/guards.ts';

/** What is only supposed, in all clauses of its sentence: "Let's say I live in Oslo and hate rain, what …". */
const SUPPOSES =
  /^(?:(?:ok(?:ay)?|now|so|just|and)[,]? )?(?:suppose|supposing|imagine|assume|assuming|pretend|let['’]?s (?:say|assume|pretend|suppose)|angenommen|sagen wir|nehmen wir an|stell dir vor|supposons|disons|imagin(?:e|ons)|supongamos|digamos|suponhamos|supponiamo|diciamo|stel dat|stel je voor|laten we zeggen|säg att|anta att|lad os sige|załóżmy|powiedzmy|допустим|предположим|припустімо|diyelim ki|varsayalım)(?!\p{L})|^(?:假设|假如|仮に|例えば私が)/iu;
const FICTION =
  /^(?:in (?:this|diese[rm]|deze|denna|detta|denne) (?:story|game|scene|play|novel|film|movie|scenario|dream|sketch|role-?play|geschichte|spiel|szene|stück|roman|verhaal|spel|historien|historie)|dans (?:cette|ce) (?:histoire|jeu|scène|roman|film)|en est[ea] (?:historia|juego|escena|novela|película)|in quest[oa] (?:storia|gioco|scena|romanzo)|nest[ea] (?:história|jogo|cena|romance))(?!\p{L})/iu;

/** Somebody is supposed to be or do something, so the sentences after it may go on with that. */
const OF_SOMEBODY =
  /(?<!\p{L})(?:i|i['’]\w{1,2}|we|you|my|ich|wir|du|mein\p{L}{0,2}|je|j['’]\p{L}+|nous|tu|mon|ma|yo|soy|eres|sou|sono|io|ik|jag|jeg|ja|я|ben)(?!\p{L})|我|私/iu;

/**
 * Which sentences of a message are about a supposed world: "Imagine I'm a senator. I own forty houses. What would I eat?" It ends with a
 * question, or where the user adds something.
 */
export function supposedAmong(
  sentences: readonly { readonly text: string; readonly isQuestion: boolean }[],
): boolean[] {
  let goesOn = false;
  return sentences.map(({ text, isQuestion }) => {
    const isSupposed = SUPPOSES.test(text);
    if (isQuestion || ADDS.test(text) || ADDS_WITHIN.test(text)) goesOn = false;
    else if (isSupposed) goesOn = OF_SOMEBODY.test(text);
    return isSupposed || goesOn;
  });
}

/** True for words after which the rest of a message is a story or a part to be played. */
export function opensFiction(sentence: string): boolean {
  return PART_PLAYED.test(sentence) || PART_PLAYED_ABROAD.test(sentence) || FICTION.test(sentence);
}
