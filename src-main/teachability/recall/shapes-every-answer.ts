/**
 * Which memories matter to any answer, even to a greeting: the user's name, and wishes about answers themselves (their language, length,
 * form and tone) that hold without a condition. By words, a language a line, since it must hold without an embedder.
 */
import type { Memory } from '#shared/memory.ts';
import { keptByText } from './kept-by-text.ts';
import { fold } from './terms.ts';

/** "… when I ask about dates", "for recipes": for one topic only. Folded. */
const conditions: Readonly<Record<string, string>> = {
  en: 'when whenever if for about regarding while during before after unless',
  de: 'wenn falls sobald bei fur uber wahrend',
  es: 'cuando si para sobre durante',
  fr: 'quand lorsque si pour sur pendant',
  it: 'quando se per durante',
  pt: 'quando se para sobre durante',
  nl: 'wanneer als voor over tijdens',
  pl: 'kiedy gdy jesli dla podczas',
};

/** Words about answers: giving them, their language, length, form and tone, and what to call whom. Folded. */
const aboutAnswers: Readonly<Record<string, string>> = {
  en: `answer answers answering reply replies respond responses speak greet language tone formal informal brief briefly concise short bullet
    emoji emojis polite paragraph paragraphs jargon analogies pronouns units verbose wordy plain`,
  names: `english german french spanish italian portuguese dutch polish turkish russian ukrainian arabic hindi chinese japanese korean`,
  de: `antworte antworten antwort sprich duze duzen siezen kurz knapp ausfuhrlich hoflich sprache deutsch englisch stichpunkte stichpunkten anrede nenn nenne`,
  es: `responde respondas respuestas respuesta habla hablame contesta tutea tuteame breve breves conciso idioma formal espanol ingles llamame`,
  fr: `reponds reponse reponses parle tutoie vouvoie bref breves court courtes concis langue francais anglais appelle`,
  it: `rispondi risposta risposte parla parlami breve brevi conciso lingua italiano inglese chiamami`,
  pt: `responda responde respostas resposta fale fala breve curto curtas conciso idioma lingua portugues ingles chame chama`,
  nl: `antwoord antwoorden spreek kort bondig taal nederlands engels noem tutoyeer`,
  pl: `odpowiadaj odpowiedzi krotko mow jezyku polsku angielsku zwracaj`,
  ru: `отвечаи отвечаите ответы кратко коротко языке русски русском англииском`,
};

/** Phrases of one tongue whose words alone say nothing. */
const ADDRESS = /\b(?:(?:call|address|talk to|write to) me|keep it simple|no walls of text)\b/u;

const wordsIn = (lists: Readonly<Record<string, string>>) =>
  new Set(
    Object.values(lists)
      .join(' ')
      .split(/\s+/u)
      .filter((word) => word !== ''),
  );
const conditionWords = wordsIn(conditions);
const answerWords = wordsIn(aboutAnswers);

/** A longer wish is about more than the answer's form. In words. */
const LONGEST = 40;

const isAboutAnswers = keptByText((text: string): boolean => {
  const folded = fold(text);
  const words = folded.match(/[\p{L}\p{M}]+/gu) ?? [];
  if (words.length > LONGEST || words.some((word) => conditionWords.has(word))) return false;
  return ADDRESS.test(folded) || words.some((word) => answerWords.has(word));
});

export function shapesEveryAnswer({ kind, text, subject, pinned }: Memory): boolean {
  if (pinned || subject === 'my name') return true;
  return (kind === 'instruction' || kind === 'preference') && isAboutAnswers(text);
}
