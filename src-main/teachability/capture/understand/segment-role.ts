/**
 * The role of a segment by its form: a teaching, a statement about oneself, a request that refers to a text. Only closed word classes are used
 * (pronouns, demonstratives), never verbs of requests, because their number is unlimited in any language.
 */
import { wordsOf } from '../../recall/terms.ts';
import { actScores } from './acts/act-classifier.ts';
import { alone } from './acts/act-features.ts';
import { insideFrame, isTeachWord } from './acts/frames.ts';
import { leadScores } from './leads/lead-classifier.ts';
import { labelsOwn } from './leads/own-label.ts';
import { saidByOthers } from '../extract/statements.ts';
import { isSmallTalk } from '../../small-talk.ts';
import { withSubject } from '../extract/elision.ts';
import { restoreApostrophes } from './normalized-words.ts';
import { instructionRules } from '../extract/rules/instructions.ts';
import { HINT } from '../extract/rules/definitions.ts';
import { PART_PLAYED, PART_PLAYED_ABROAD } from '../extract/rules/guards.ts';
import { statementsInOtherLanguages } from '../extract/rules/languages/other-languages.ts';
import { pointsAtText } from './pointing.ts';
import { opensKnownList, teachingIn } from './teaching-form.ts';
import type { Segment } from './segments.ts';

/**
 * teaching: explicit. self: a statement about oneself, or a wish about answers. talk: greetings, thanks, the user's own headings. question.
 * other: anything else, such as a request in an unknown language or part of a text.
 */
export type SegmentRole = 'teaching' | 'self' | 'talk' | 'question' | 'other';

const FIRST_PERSON =
  /(?<![\p{L}\p{N}'’-])(?:i|i['’](?:m|ve|d|ll)|im|ive|my|mine|myself|we|we['’](?:re|ve|d|ll)|our|ours|ich|meine?[mnrs]?|wir|unser\p{L}{0,2}|je|mon|mes|nous|notre|yo|mis?|nosotr[oa]s|eu|meus?|minhas?|nosso|nossa|io|mi[oa]|miei|mie|ik|mijn|jag)(?![\p{L}\p{N}])|(?<!\p{L})j['’]\p{L}|我/iu;

const MEMORY_WORD =
  /(?<!\p{L})(?:remember|memori[sz]e|keep|bear|note|forget|learn|store|save|merke?|notiere|denke?|vergiss|behalte?|souviens|retiens|rappelle|n['’]oublie|recuerda|recuerde|olvides|anota|apunta|ricorda(?:ti)?|dimenticare|tieni|lembr[ae](?:-(?:te|se))?|esque[çc]as?|记住|記住|请记住)(?!\p{L})/iu;
const OPENS_WITH_MEMORY = new RegExp(
  String.raw`^(?:(?:please|pls|also|and|bitte|so|ok|okay|hey|now)[,]? ){0,3}${MEMORY_WORD.source}`,
  'iu',
);
const STANDING = /\b(?:from now on|always|never|going forward|in (?:the )?future|every time|whenever)\b/iu;
const OWN_HEADING =
  /^(?:note|nb|fyi|hint|tip|correction|context|background|ps|p\.s|btw|also|question|me|about me|first|firstly|second|secondly|third|finally|update\b.{0,40}|important|reminder|subject|topic|re|not (?:like )?(?:this|that)|no|nope|wrong|sorry|i mean|i said)\s?[:：]$/iu;
/** An order to play a role applies to that role only. */
const PLAYS = (text: string) => PART_PLAYED.test(text) || PART_PLAYED_ABROAD.test(text);
const ASKS_SOON = /^(?:\p{L}+[,!.]? ){0,2}(?:can|could|would|will|what|why|how|who|is|are|does|do|did)\b/iu;
const IF_I = /^(?:when(?:ever)?|if|each time|every time|for|in|as)\b.{0,200}\b(?:i|i['’]m|my|me)\b/iu;
const TELLS =
  /^(?:i|i['’](?:m|ve)|we|my|our|ich|mein|meine|je|mon|ma|yo|mi|eu|meu|minha|io|il mio|la mia)(?![\p{L}])/iu;
const WANTS =
  /^(?:i|we)(?:['’]d|['’]ve| would| have| just| also)?\s(?:\w+\s)?(?:want|need|like|love|got|get|received|found|read|saw|heard|have|had|wrote|copied|pasted)\s(?:to\b|you\b|an?\b|the\b|it\b|help\b|some\b)/iu;
/** Hypotheses, by their first words or the mood of the verb: "if I say X, do Y" is a standing order, "if I said X" is not. */
const SUPPOSED =
  /(?<!\p{L})(?:(?:what if|suppose|supposing|imagine|was wäre,? wenn|angenommen|qué pasa(?:ría)? si|supongamos|imagina|et si|supposons|e se|supponiamo|immagina|suponha)(?!\p{L})[^.!?\n]{0,60}?(?<!\p{L})(?:say|says|said|tell|tells|told|write|writes|wrote|type|typed|sage|sagt|schreibe|schreibt|dis|dit|écris|écrit|digo|dice|escribo|dico|scrivo|digo|diz|escrevo)|if(?!\p{L})[^.!?\n]{0,60}?(?<!\p{L})(?:said|told|wrote|typed)|wenn(?!\p{L})[^.!?\n]{0,60}?(?<!\p{L})(?:sagte|sagen würde|schriebe)|si(?!\p{L})[^.!?\n]{0,60}?(?<!\p{L})(?:dijera|dijese|disais|écrivais)|se(?!\p{L})[^.!?\n]{0,60}?(?<!\p{L})(?:dicessi|scrivessi|dissesse))(?!\p{L})/iu;
/** What somebody else did: "My flatmate texted me this morning:". */
const OTHERS_DID =
  /^my (?:\p{L}+ ){1,2}?\p{L}+(?:ed|t|s|d|te|nt|id|ys) (?:me|us|him|her|them|to|in|on|this|back|the|all|that)\b/iu;
const ABOUT_TEXT = /^(?:my|our) \p{L}+:$/iu;
const LISTED =
  /(?:s|list|rules|facts|details|data|address|number|code|password|signature|routine|name|diet|setup|schedule)$/iu;

/** "A better word for \"hate\" in:", "A text from Bo:": what follows is what the request works on, or what somebody wrote. */
const ENDS_OPEN = /(?<!\p{L})(?:(?:in|of|from|into|within|between)\s?|from\s(?!now\b)[\p{L}\s.]{1,40}):$/iu;
/** "The boss's note on my desk:" */
const OTHERS_TEXT =
  /['’]s (?:\p{L}+ )?(?:note|message|letter|mail|e-?mail|text|review|post|tweet|diary|speech|statement|reply|answer|comment|article|words)(?!\p{L})/iu;

/** "A note on my door that said", "a sign with the words": a thing says what follows, unlike "My doctor said I have …". */
const ENDS_SAYING =
  /(?<!\p{L})(?:that|which|auf de[mr]|qui|que|che|waarop|som|где|на котор\p{L}{2}) (?:just |only |nur |also )?(?:says?|said|reads?|goes|stand|steht|dit|disait|dice|decía|diceva|diz|dizia|staat|säger|sa|står|stod|написано|говорилось)$|(?<!\p{L})(?:with the (?:words?|text|line|phrase|slogan|inscription)|mit (?:den worten|dem text|der aufschrift)|avec (?:les mots|le texte)|con (?:las palabras|el texto|le parole|il testo)|com (?:as palavras|o texto)|met de (?:woorden|tekst))$/iu;

/** Longer words before a colon do not ask to keep what follows (in characters), and they must be at least this likely to do so. */
const LONGEST_OPENING = 60;
const SURE_OPENING = 0.55;
/** The same without any known word of remembering, if the words also seem to introduce the user's own. */
const SURE_OF_UNKNOWN = 0.8;

/** The minimum likelihood that a label belongs to a text. */
const SURE_LABEL = 0.7;
/** The minimum likelihood that a lead is a request although it contains a word of remembering. */
const WANTED = 0.5;
/** A longer statement with a colon is not a label of what follows. In characters. */
const LONGEST_LABEL = 200;

export function roleOf(segment: Segment): SegmentRole {
  const text = restoreApostrophes(segment.text);
  if (HINT.test(`${text} this is how it is`) && segment.introduces) return 'talk';
  if (
    isSmallTalk(text) ||
    OWN_HEADING.test(text) ||
    /^(?:dear|hi|hello|hey) (?:tutee|there|assistant|ai)\b[,!.]?$/iu.test(text)
  )
    return 'talk';
  if (isTeaching(segment, text)) return 'teaching';
  if (segment.isQuestion) return 'question';
  if (FIRST_PERSON.test(text) || withSubject(text) !== text) return 'self';
  if (instructionRules.some(({ pattern }) => pattern.test(text))) return 'self';
  return statementsInOtherLanguages(segment).length > 0 ? 'self' : 'other';
}

function isTeaching({ isQuestion, introduces }: Segment, text: string): boolean {
  if (opensKnownList(text) || teachingIn(text, isQuestion) !== null) return true;
  if (isQuestion) return false;
  // "Remember my signature:" introduces its content.
  return introduces
    ? opensByAct(text) || OPENS_WITH_MEMORY.test(text) || teachingIn(`${text} it is so`, false) !== null
    : OPENS_WITH_MEMORY.test(text);
}

/** True for words before a colon that ask to keep what follows, in any language: "Zanotuj sobie:". */
function opensByAct(text: string): boolean {
  // "Write a note for the door that says:" does not ask to keep it.
  if (text.length > LONGEST_OPENING || OTHERS_TEXT.test(text) || leadScores(text).stands_alone >= WANTED)
    return false;
  // "Not al: …" is a known frame of short words.
  const isKnown =
    wordsOf(text).some((word) => isTeachWord(word)) || insideFrame(`${text} x`, 'teach') !== null;
  const { teach } = actScores({ ...alone(text), count: 2 });
  const { opens_own: ofOwn, needs_text: needsText } = leadScores(text);
  return isKnown ? teach >= SURE_OPENING : teach >= SURE_OF_UNKNOWN && ofOwn >= WANTED && ofOwn > needsText;
}

/** True for words that introduce hypothetical speech, which nobody said: "What if I told you: …", "suppose somebody writes …". */
export function isHypotheticalSpeech({ text }: Segment): boolean {
  return SUPPOSED.test(text);
}

/** True for words such as "I", "my" and "we"; "me" alone says nothing of the user ("tell me"). */
export function speaksInFirstPerson(text: string): boolean {
  return FIRST_PERSON.test(text);
}

/** "My neighbour said …", "he texted me …": what comes with it is somebody else's. */
export function reports({ text }: Segment): boolean {
  return saidByOthers(text) || OTHERS_DID.test(text);
}

/** "My boss just sent me this.": somebody else's words follow. */
export function handsOver(segment: Segment): boolean {
  return reports(segment) && /\b(?:this|these|the following)[.!]?$/iu.test(segment.text);
}

export function speaksOfSelf({ text }: Pick<Segment, 'text'>): boolean {
  return speaksInFirstPerson(text) || /\b(?:me|mir|mich|moi)\b/iu.test(text);
}

/** True for words that end with a thing that says what follows: "the sign that says". */
export function endsSaying(text: string): boolean {
  return ENDS_SAYING.test(text);
}

/** True for what begins like a question, with or without a question mark. */
export function asks({ text }: Segment): boolean {
  return ASKS_SOON.test(text);
}

/** True for a request that refers to its own statement: "I'm building a shed, can you help with that?" */
export function beginsTelling({ text }: Pick<Segment, 'text'>): boolean {
  return TELLS.test(text);
}

/** True for a role that the assistant is to play; later orders are for that role. */
export function opensPart({ text }: Segment): boolean {
  return PLAYS(text);
}

/** True for a label that names what the request works on, or who wrote what follows. */
export function namesText({ text }: Pick<Segment, 'text'>): boolean {
  return OTHERS_TEXT.test(text) || (ENDS_OPEN.test(text) && !FIRST_PERSON.test(text));
}

/** Whether the text after the colon is still the user's: after "My allergies: …" it is, after "Translate: …" it is not. */
export function introducesOwn(
  segment: Segment,
  role: SegmentRole,
): 'own' | 'perhaps' | 'doubtful' | 'material' {
  const { text } = segment;
  if (role === 'teaching' || role === 'talk') return 'own';
  if (saidByOthers(text) || endsSaying(text) || OTHERS_DID.test(text) || segment.isQuestion)
    return 'material';
  if (leadScores(text).needs_text >= SURE_LABEL && !MEMORY_WORD.test(text)) return 'material';
  if (namesText(segment)) return 'material';
  if (IF_I.test(text) || (TELLS.test(text) && text.length > LONGEST_LABEL)) return 'own';
  if (MEMORY_WORD.test(text) || STANDING.test(text)) {
    if (pointsAtText(segment) && !MEMORY_WORD.test(text)) return 'material';
    return OPENS_WITH_MEMORY.test(text) || leadScores(text).opens_own >= WANTED ? 'perhaps' : 'doubtful';
  }
  if (pointsAtText(segment) || WANTS.test(text)) return 'material';
  if (ABOUT_TEXT.test(text)) return LISTED.test(text.slice(0, -1)) ? 'own' : 'material';
  if (TELLS.test(text)) return 'own';
  return labelsOwn(text) ? 'own' : 'doubtful';
}
