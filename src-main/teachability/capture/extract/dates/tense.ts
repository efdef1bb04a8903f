/**
 * Whether a statement is in the past tense, by the verb forms of each language. If it is unclear it counts as past, so that the memory does
 * not expire.
 */

const word = (words: string) => new RegExp(String.raw`(?<!\p{L})(?:${words})(?!\p{L})`, 'u');
const ending = (endings: string) => new RegExp(String.raw`\p{L}{2,30}(?:${endings})(?!\p{L})`, 'iu');

/** With "to be" only verbs of motion and change form the past: "bin krankgeschrieben" is a state. */
const GERMAN_MOTION = String.raw`(?:bin|sind|ist)\s[^.!?]{0,80}?\p{L}{0,9}(?:gegangen|gefahren|geflogen|gekommen|gereist|gezogen|gewesen|worden|geblieben|gelaufen|gestiegen|gefallen|gestorben|gewandert|gestanden|gestartet|gelandet|geschwommen|gewachsen|gesprungen|entstanden|erschienen|passiert|begegnet)`;
const DUTCH_MOTION = String.raw`(?:ben|zijn|is)\s[^.!?]{0,80}?\p{L}{0,9}(?:gegaan|gereden|gevlogen|gekomen|gereisd|getrokken|verhuisd|geweest|geworden|gebleven|gelopen|gestegen|gevallen|gestorven|overleden|gestopt|begonnen|vertrokken|gestart|geland|gezwommen|gegroeid|gebeurd)`;

const forms: Readonly<Record<string, RegExp>> = {
  de: word(
    String.raw`war(?:en)?|hatten?|wurden?|ging|kam|${GERMAN_MOTION}|(?:hab|habe|haben|hat)\s[^.!?]{0,80}?(?:\p{L}{0,12}ge\p{L}{2,20}(?:t|en)|\p{L}{3,20}iert|(?:be|er|ver|ent|zer)\p{L}{2,20}(?:t|en))`,
  ),
  nl: word(
    String.raw`was|waren|had(?:den)?|werd(?:en)?|ging|kwam|${DUTCH_MOTION}|(?:heb|hebben|heeft)\s[^.!?]{0,80}?(?:\p{L}{0,12}ge\p{L}{2,20}(?:t|d|en)|(?:be|ver|ont)\p{L}{2,20}(?:t|d|en))`,
  ),
  fr: word(
    String.raw`étai(?:s|t|ent)|avai(?:s|t)|fut|(?:j['’]ai|je suis|on a|nous avons|je me suis|il a|elle a)\s\p{L}{1,20}(?:é|ée|és|i|ie|u|ue|is|it|ert)`,
  ),
  es: word(
    String.raw`fui|fue|era|estaba|estuve|tuve|hice|(?:he|hemos|ha|me he)\s\p{L}{2,20}(?:ado|ido|to|cho)|\p{L}{2,20}(?:é|ó|aron|ieron)`,
  ),
  pt: word(
    String.raw`fui|foi|era|estava|estive|tive|fiz|(?!sou|estou|vou|dou|sei|hei)\p{L}{2,20}(?:ei|ou|aram|eram|iram)`,
  ),
  it: word(
    String.raw`ero|era|avevo|fui|(?:ho|abbiamo|ha|sono|mi sono)\s\p{L}{2,20}(?:to|ta|ti|te|so|sa|sto|tto)`,
  ),
  pl: ending('łem|łam|łeś|łaś|ł|ła|ło|liśmy|łyśmy|li'),
  ru: ending('л|ла|ло|ли|лся|лась|лись'),
  uk: ending('в|ла|ло|ли|вся|лася|лися'),
  tr: ending('[dt][ıiuü](?:m|k|n|lar|ler)?'),
  sv: word(
    String.raw`var|hade|blev|gick|kom|(?:har)\s[^.!?]{0,60}?\p{L}{1,20}(?:at|tt|it|rt|nt)|\p{L}{2,20}(?:ade|te|dde)`,
  ),
  ar: word(String.raw`كان|كانت|كنت|قد|لقد|(?!ال)\p{L}{3,12}ت`),
  hi: /(?:था|थी|थे|चुका|चुकी|गया|गई|गये|लिया|दिया|किया)/u,
  ja: /(?:た|だった)(?:[。！!、]|$|よ|ね|んだ|けど|から)/u,
  zh: /[了过過]/u,
  ko: /[았었했갔왔됐봤샀줬났랐렸졌웠켰쳤]/u,
};

/**
 * Also true for a language whose forms are unknown.
 * @param locale such as "de" or "pt-PT"
 */
export function looksPast(text: string, locale: string): boolean {
  const language = locale.split('-')[0] ?? locale;
  // Names keep their capitals, so that "Gent" is not read as a verb form.
  const read = text.charAt(0).toLowerCase() + text.slice(1);
  return language === 'en' ? false : (forms[language]?.test(read) ?? true);
}
