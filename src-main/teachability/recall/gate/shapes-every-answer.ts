/**
 * Recognises memories that matter to every answer, even to a greeting: the user's name, and unconditional wishes about answers (their
 * language, length, form and tone). By words, one line for each language, so that it works without an embedder.
 */
import type { Memory } from '#shared/memory/memory.ts';
import { cachedByText } from '../cached-by-text.ts';
import { fold } from '../terms.ts';

/** Conditions that limit a wish to one topic: "… when I ask about dates", "for recipes". Folded. */
const conditions: Readonly<Record<string, string>> = {
  en: 'when whenever if for about regarding while during before after unless',
  de: 'wenn falls sobald bei fur uber wahrend',
  es: 'cuando si para sobre durante',
  fr: 'quand lorsque si pour sur pendant',
  it: 'quando se per durante',
  pt: 'quando se para sobre durante',
  nl: 'wanneer als voor over tijdens',
  pl: 'kiedy gdy jesli dla podczas',
  sv: 'nar om',
  uk: 'коли якщо для про',
  tr: 'icin hakkında eger ise iken',
  hi: 'जब अगर लिए',
  ar: 'عندما اذا حول عن بخصوص خلال',
};

/** Words for answering and addressing somebody: a wish with one of them is about answers. Folded. */
const answering: Readonly<Record<string, string>> = {
  en: 'answer answers answering reply replies respond responses explanations jargon emoji emojis pronouns units',
  de: 'antworte antworten antwort sprich duze duzen siezen anrede nenn nenne',
  es: 'responde respondas respuestas respuesta hablame contesta contestame respondeme tutea tuteame llamame',
  fr: 'reponds reponse reponses parle tutoie vouvoie appelle',
  it: 'rispondi risposta risposte parlami chiamami',
  pt: 'responda responde respostas resposta fale chame chama',
  nl: 'antwoord antwoorden noem tutoyeer',
  pl: 'odpowiadaj odpowiedzi zwracaj mow',
  ru: 'отвечаи отвечаите ответы ответов обращаися обращаитесь',
  sv: 'svara svar svaren svarar tilltala',
  uk: 'відповідаи відповідаите відповіді звертаися',
  tr: 'cevap cevapla cevapların cevaplarını yanıt yanıtla yanıtların yanıtlarını hitap seslen',
  hi: 'जवाब उततर',
  ar: 'اجب اجبني اجيبي جاوب جاوبني رد ردودك اجاباتك الاجابة الاجابات خاطبني نادني',
};

/**
 * Words for properties of answers. Only an order with one of them is about answers, because many other things are short or formal. Folded.
 */
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
  sv: 'kort kortfattat korta svenska engelska',
  uk: 'коротко стисло українською англіиською',
  tr: 'kısa kısaca resmi samimi turkce ingilizce konus maddeler nazik',
  hi: 'सकषप हिदी अगरजी छोट औपचारिक',
  ar: 'باختصار مختصرة موجزة رسمي رسمية بالعربية بالانجليزية الفصحى تحدث تكلم',
};

/** The same for scripts whose words are not set apart, or take endings: Chinese, Japanese, Korean. In NFC, because folding takes marks off. */
const UNSPACED_CONDITION = /如果|关于|的时候|場合|について|とき|할 때|경우|대해|관한/u;
const UNSPACED_ANSWERING = /回答|回复|回覆|答复|称呼我|答え|返事|返答|呼んで|대답|답변|답해|답하|불러/u;
const UNSPACED_FORM =
  /简短|简洁|中文|英文|正式|语气|短く|簡潔|敬語|丁寧|日本語|英語|짧게|간단|존댓말|반말|한국어|영어/u;

/** Phrases whose words mean nothing on their own. */
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

/** A longer wish is about more than the form of answers. In words. */
const LONGEST = 20;

/** any: about answers, whatever its kind. order: about answers if it is an order. no: about something else. */
const aboutAnswers = cachedByText((text: string): 'any' | 'order' | 'no' => {
  const folded = fold(text);
  const words = folded.match(/[\p{L}\p{M}]+/gu) ?? [];
  if (words.length > LONGEST || words.some((word) => conditionWords.has(word))) return 'no';
  const composed = text.normalize('NFC');
  if (UNSPACED_CONDITION.test(composed)) return 'no';
  const isAnswering = ADDRESS.test(folded) || UNSPACED_ANSWERING.test(composed);
  if (isAnswering || words.some((word) => answeringWords.has(word))) return 'any';
  return UNSPACED_FORM.test(composed) || words.some((word) => formWords.has(word)) ? 'order' : 'no';
});

export function shapesEveryAnswer({ kind, text, subject, pinned }: Memory): boolean {
  if (pinned || subject === 'my name') return true;
  if (kind === 'instruction') return aboutAnswers(text) !== 'no';
  return kind === 'preference' && aboutAnswers(text) === 'any';
}
