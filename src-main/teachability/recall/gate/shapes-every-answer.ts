/**
 * Which memories matter to any answer, even to a greeting: the user's name, and wishes about answers themselves (their language, length,
 * form and tone) that hold without a condition. By words, a language a line, since it must hold without an embedder.
 */
import type { Memory } from '#shared/memory/memory.ts';
import { cachedByText } from '../cached-by-text.ts';
import { fold } from '../terms.ts';

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

/** Words for answering and addressing somebody: a wish that holds one is about answers. Folded. */
const answering: Readonly<Record<string, string>> = {
  en: 'answer answers answering reply replies respond responses explanations jargon emoji emojis pronouns units',
  de: 'antworte antworten antwort sprich duze duzen siezen anrede nenn nenne',
  es: 'responde respondas respuestas respuesta hablame contesta tutea tuteame llamame',
  fr: 'reponds reponse reponses parle tutoie vouvoie appelle',
  it: 'rispondi risposta risposte parlami chiamami',
  pt: 'responda responde respostas resposta fale chame chama',
  nl: 'antwoord antwoorden noem tutoyeer',
  pl: 'odpowiadaj odpowiedzi zwracaj mow',
  ru: 'отвечаи отвечаите ответы',
};

/** Words for how answers are: only an order that holds one is about answers, since much else is short or formal. Folded. */
const forms: Readonly<Record<string, string>> = {
  en: `speak greet language tone formal informal brief briefly concise short bullet polite paragraph paragraphs analogies verbose wordy plain simple
    english german french spanish italian portuguese dutch polish turkish russian ukrainian arabic hindi chinese japanese korean`,
  de: 'kurz knapp ausfuhrlich hoflich sprache deutsch englisch stichpunkte stichpunkten',
  es: 'habla breve breves conciso idioma formal espanol ingles',
  fr: 'bref breves court courtes concis langue francais anglais',
  it: 'parla breve brevi conciso lingua italiano inglese',
  pt: 'fala breve curto curtas conciso idioma lingua portugues ingles',
  nl: 'spreek kort bondig taal nederlands engels',
  pl: 'krotko jezyku polsku angielsku',
  ru: 'кратко коротко языке русски русском англииском',
};

/** Phrases of one language whose words alone say nothing. */
const ADDRESS = /\b(?:(?:call|address|talk to|write to) me|keep it simple|no walls of text)\b/u;

const wordsIn = (lists: Readonly<Record<string, string>>) =>
  new Set(
    Object.values(lists)
      .join(' ')
      .split(/\s+/u)
      .filter((word) => word !== ''),
  );
const conditionWords = wordsIn(conditions);
const answeringWords = wordsIn(answering);
const formWords = wordsIn(forms);

/** A longer wish is about more than the answer's form. In words. */
const LONGEST = 20;

/** Of a text: about answers whatever kind it is, about answers if it is an order, or about something else. */
const aboutAnswers = cachedByText((text: string): 'any' | 'order' | 'no' => {
  const folded = fold(text);
  const words = folded.match(/[\p{L}\p{M}]+/gu) ?? [];
  if (words.length > LONGEST || words.some((word) => conditionWords.has(word))) return 'no';
  if (ADDRESS.test(folded) || words.some((word) => answeringWords.has(word))) return 'any';
  return words.some((word) => formWords.has(word)) ? 'order' : 'no';
});

export function shapesEveryAnswer({ kind, text, subject, pinned }: Memory): boolean {
  if (pinned || subject === 'my name') return true;
  if (kind === 'instruction') return aboutAnswers(text) !== 'no';
  return kind === 'preference' && aboutAnswers(text) === 'any';
}
