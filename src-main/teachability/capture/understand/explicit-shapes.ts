import { ASSISTANT_VERB } from '../extract/rules/instructions.ts';

/**
 * The patterns of "remember this", by language. Each is tried at the beginning of a sentence; the group `lesson` is what is to be
 * remembered. It is empty if the sentence only introduces a list or the next lines.
 */
export interface Shape {
  readonly name: string;
  readonly pattern: RegExp;
  /** standing: a wish for all future answers. lesson: the kind depends on the words. */
  readonly teaches: 'lesson' | 'standing';
}

const lesson = String.raw`(?<lesson>[\s\S]+)$`;
/** Words that may precede the verb: "please", "hey Tutee", "ok", "also". */
const before = String.raw`^(?:(?:ok(?:ay)?|and|also|so|but|well|hey|hi|hello|tutee|please|now|oh|btw|by the way|one more thing|just|no|yes|wait|actually|can you|could you|would you|will you|i want you to|i['’]d like you to|i would like you to|i need you to|you should|you must|make sure (?:to|you)|try to|i['’]ll need you to|kindly)[,:.!]?\s+)*`;

const shape = (name: string, words: string, teaches: Shape['teaches'] = 'lesson'): Shape => ({
  name: `told: ${name}`,
  pattern: new RegExp(before + words + lesson, 'iu'),
  teaches,
});

export const shapes: readonly Shape[] = [
  {
    name: 'told: would you be so good as to remember that',
    pattern:
      /^(?:[\p{L}'’]{1,12},?\s){0,3}(?:(?:would|could|can|will|might) you|(?:i|we)(?:['’]d|\s(?:would|should))|it would|please)\s(?:[\p{L}'’]{1,12},?\s){1,10}?(?:remember(?:ed|ing)?|memori[sz](?:e|ed|ing)|(?:keep|kept|keeping|bear|bore|bearing) in mind|note|noted|noting|ma(?:ke|de|king) a note)\sthat\s(?<lesson>[\s\S]+)$/iu,
    teaches: 'lesson',
  },
  shape(
    'remember that',
    String.raw`(?:always\s+)?(?:remember|memori[sz]e|keep in mind|bear in mind|note|take note|make a (?:mental )?note|don['’]?t (?:ever )?forget|do not forget|never forget|store|save|learn|know)(?:\s*,)?\s+(?:please(?:\s*,)?\s+)?(?:the (?:fact|following) that|that|of the fact that)\s+(?!time\b|day\b|night\b|one\b|song\b)`,
  ),
  // What stands before the colon says what the rest is about, and is kept.
  shape(
    'remember how …:',
    String.raw`(?:remember|memori[sz]e|keep in mind|bear in mind|note|don['’]?t forget|learn)\s+(?=(?:how|what|where|when|who|which|why|the way)\s[^:：\n]{2,120}[:：]\s*\S)`,
  ),
  shape(
    'remember:',
    String.raw`(?:remember|memori[sz]e|keep in mind|note|note to self|take note|make a (?:mental )?note|don['’]?t forget|learn)(?:\s+(?:this|these|the following|these things|these facts|for later|about me|please|down))*\s*(?:[:—–]|\s-)\s*`,
  ),
  shape(
    'remember this',
    String.raw`(?:remember|memori[sz]e|keep in mind|don['’]?t forget|note)\s+(?:this|the following)(?:\s+(?:about me|for later|please))?\s*[.!,:]\s+`,
  ),
  shape(
    'remember, …',
    String.raw`(?:remember|don['’]?t forget|note)\s*,\s+(?!(?:when|how|what|where|who|why|if)\b)`,
  ),
  shape(
    'remember my …',
    String.raw`(?:remember|memori[sz]e|don['’]?t forget|keep in mind|note|save)\s+(?=(?:my|i|i['’]m|we|our)\s+(?:\S+\s+){0,6}?(?:is|are|am|have|has|like|love|hate|prefer|live|work|was|will|do|don['’]t|can|can['’]t|never|always|need|want|go|get)\b)`,
  ),
  shape(
    'remember to',
    String.raw`(?:always\s+)?(?:remember|don['’]?t forget|do not forget)\s+to\s+(?=(?:${ASSISTANT_VERB})\b)`,
    'standing',
  ),
  {
    name: 'told: remember to do',
    pattern: /^(?:please\s+)?(?<lesson>(?:remember|don['’]?t forget)\s+to\s+\S[\s\S]+)$/iu,
    teaches: 'lesson',
  },
  shape('make a note of', String.raw`(?:make|take) a (?:mental )?note(?:\s*,)?\s+(?:of\s+|please\s+)?`),
  shape(
    'for the future',
    String.raw`(?:for (?:future reference|the record|your information|next time)|fyi|just so you know|so you know|for your memory)\s*[,:]\s*`,
  ),
  shape(
    'from now on',
    String.raw`(?:from now on(?:wards)?|from here on(?: out)?|going forward|in (?:the )?future|from today(?: on)?|henceforth|from this point (?:on|forward)|for all (?:future|our) (?:chats|conversations|answers))(?:\s*[,:])?\s+`,
    'standing',
  ),
  // German
  shape(
    'merk dir',
    String.raw`(?:bitte\s+)?(?:merke?|notiere?)\s+dir(?:\s+bitte)?(?:\s*[,:])?\s*(?:dass\s+)?`,
  ),
  shape(
    'denk daran',
    String.raw`(?:bitte\s+)?(?:denke?\s+(?:daran|dran)|vergiss\s+(?:bitte\s+)?nicht|behalte?\s+(?:bitte\s+)?im kopf|erinnere dich(?: daran)?)\s*[,:]\s*(?:dass\s+)?`,
  ),
  shape(
    'ab jetzt',
    String.raw`(?:ab (?:jetzt|sofort|heute|nun)|von (?:jetzt|nun) an|in zukunft|künftig)(?:\s*,)?\s+`,
    'standing',
  ),
  shape(
    'immer',
    String.raw`(?:bitte\s+)?(?=(?:antworte?|schreibe?|benutze?|verwende?|nutze?|nenne?|gib|sprich|erkläre?|duze?|sieze?)(?!\p{L}).{0,80}?(?<!\p{L})(?:immer|stets|nie|niemals)(?!\p{L}))`,
    'standing',
  ),
  // Spanish
  shape(
    'siempre',
    String.raw`(?:por favor,?\s+)?(?=(?:(?:responde|contesta|escribe|usa|utiliza|explica|llámame|háblame)(?!\p{L}).{0,80}?\bsiempre|siempre\s+(?:responde|contesta|escribe|usa|utiliza|explica|llámame|háblame)|nunca\s+(?:respondas|contestes|escribas|uses|utilices|expliques|digas))\b)`,
    'standing',
  ),
  shape(
    'recuerda que',
    String.raw`(?:por favor,?\s+)?(?:recuerda|recuerde|acuérdate de|acuerdate de|no olvides|no te olvides de|ten en cuenta|ten presente|toma nota de|anota|apunta)\s*(?:que\s+|:\s*)`,
  ),
  shape(
    'a partir de ahora',
    String.raw`(?:a partir de ahora|de ahora en adelante|en adelante|desde ahora)(?:\s*,)?\s+`,
    'standing',
  ),
  // French
  shape(
    'toujours',
    String.raw`(?:s['’]il te plaît,?\s+)?(?=(?:(?:réponds|écris|utilise|parle|explique|donne|appelle|répondez|écrivez|utilisez)(?!\p{L})|(?:n['’]|ne\s+)\p{L}+).{0,80}?\b(?:toujours|jamais)\b)(?!n['’]est|ne\s+(?:sera|sont|fut)\b)`,
    'standing',
  ),
  shape(
    'souviens-toi',
    String.raw`(?:s['’]il te plaît,?\s+)?(?:souviens[- ]toi|rappelle[- ]toi|n['’]oublie pas|retiens|note|garde en tête|mémorise|souvenez[- ]vous|rappelez[- ]vous|n['’]oubliez pas|retenez|notez)\s*(?:bien\s+)?(?:que\s+|qu['’]|:\s*)`,
  ),
  shape(
    'désormais',
    String.raw`(?:à partir de maintenant|désormais|dorénavant|à l['’]avenir)(?:\s*,)?\s+`,
    'standing',
  ),
  // Portuguese
  shape(
    'sempre',
    String.raw`(?:por favor,?\s+)?(?=(?:(?:responde|responda|escreve|escreva|usa|use|explica|explique|fala|fale)(?!\p{L}).{0,80}?\bsempre|sempre\s+(?:responda|responde|use|escreva)|nunca\s+(?:respondas|responda|escrevas|escreva|uses|use|digas|diga))\b)`,
    'standing',
  ),
  shape(
    'lembra-te que',
    String.raw`(?:por favor,?\s+)?(?:lembre?-(?:se|te)(?:\s+de)?|lembra-te(?:\s+de)?|não (?:te )?esqueças(?:\s+de)?|não (?:se )?esqueça(?:\s+de)?|tenha em mente|tem em mente|anote|anota|memorize|memoriza)\s*(?:que\s+|:\s*)`,
  ),
  shape(
    'a partir de agora',
    String.raw`(?:a partir de agora|de agora em diante|daqui em diante)(?:\s*,)?\s+`,
    'standing',
  ),
  // Italian
  shape(
    'sempre, in Italian',
    String.raw`(?:per favore,?\s+)?(?=(?:(?:rispondi|scrivi|usa|spiega|parla|dammi|chiamami)(?!\p{L}).{0,80}?\bsempre|non\s+(?:usare|rispondere|scrivere|dire)\s+mai)\b)`,
    'standing',
  ),
  shape(
    'ricorda che',
    String.raw`(?:per favore,?\s+)?(?:ricorda(?:ti)?|ricordi|non dimenticare|tieni (?:a mente|presente)|prendi nota|memorizza|annota)\s*(?:che\s+|:\s*)`,
  ),
  shape(
    "d'ora in poi",
    String.raw`(?:d['’]ora in (?:poi|avanti)|da ora in poi|da adesso in poi|in futuro)(?:\s*,)?\s+`,
    'standing',
  ),
  // Chinese
  {
    name: 'told: 记住',
    pattern:
      /^(?:请|請)?(?:你)?(?:记住|記住|记下|記下|记得|記得|别忘了|別忘了|不要忘记|牢记)(?:\s*[:：,，])?\s*(?<lesson>[\s\S]+)$/u,
    teaches: 'lesson',
  },
  {
    name: 'told: 从现在起',
    pattern:
      /^(?:请|請)?(?:从现在起|从现在开始|從現在起|從現在開始|以后|以後|今后|今後)(?:\s*[,，])?\s*(?<lesson>(?:请|請|都|总是|一律|你|用|不要|别)[\s\S]+)$/u,
    teaches: 'standing',
  },
];

/** The request after the statement: "My sister is called Ana, remember that." */
export const SAID_AFTER =
  /^(?<lesson>.{5,}?[^\s,;.–—-])[\s,;.–—-]*[,;.–—-]\s*(?:(?:and|so|but)\s+)?(?:please\s+|you should\s+|you must\s+)?(?:remember (?:that|this|it)|don['’]?t forget(?: (?:that|this|it))?|do not forget(?: (?:that|this|it))?|keep (?:that|this|it) in mind|note that down|make a note(?: of (?:that|this|it))?|merk dir das|recuérdalo|no lo olvides|retiens[- ]le|n['’]oublie pas|ricordalo|不要忘记|记住(?:了)?)(?:\s+(?:for (?:later|next time|the future)|please|from now on|in future|ok|okay))*\s*[.!。！]*$/iu;
/** The time after the order: "Answer in Portuguese from now on." */
export const FROM_NOW_ON_LAST =
  /^(?<lesson>.{5,}?[^\s,])(?:\s*,)?\s+(?:from now on|going forward|in future|in the future|from here on(?: out)?|ab jetzt|ab sofort|a partir de ahora|à partir de maintenant|a partir de agora|d['’]ora in poi)\s*[.!]*$/iu;

/** Questions about memory and stories about remembering; they teach nothing. */
export const NOT_TOLD =
  /^(?:(?:hey|hi|so|and|but|ok|okay|tutee|please)[,!]?\s+)*(?:(?:do|did|don['’]t|didn['’]t|can['’]t|couldn['’]t|have)\s+(?:you|i|we|they)\b|(?:i|we|they|he|she|you)\s+(?:can['’]t\s+|cannot\s+|don['’]t\s+|do not\s+|still\s+|will\s+|always\s+)*(?:remember|forgot|recall|noted|learned|know)\b|remember\s+(?:when|how|what|where|who|why|if|the time|me\?|us\?)\b(?![^:：]{2,120}[:：]\s*\S)|(?:what|which|how|when|why|who|where)\b|wei(?:ß|ss)t du|erinnerst du|te acuerdas|recuerdas|tu te souviens|te souviens-tu|lembras-te|você lembra|ti ricordi|你还?记得)/iu;
