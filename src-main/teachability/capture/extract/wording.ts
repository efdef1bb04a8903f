/** Turns the user's words into a sentence that stands alone. Never rewords: the stored text is what was said. */

/** A single lead-in; several may follow each other. */
const LEAD_IN =
  /(?:and|but|so|also|well|oh|ok|okay|tbh|imo|thanks|thank you|cheers|a bit about me|about me|yes|yeah|hmm+|btw|by the way|fyi|just so you know|for the record|in general|generally|actually|anyway|hi|hello|hey|please|then|because|since|as|plus|though|although|however|still|to be honest|honestly|frankly|no|nope|sorry|wait|correction|i mean|well actually|let me correct that|to correct myself|(?:that|this)(?:['’]s| is) (?:wrong|incorrect|not (?:right|true|correct|quite right))|that['’]s not (?:right|true|correct)|you(?:['’]re| are) (?:wrong|mistaken)|wrong|incorrect|not quite|not true|unfortunately|of course|like i (?:said|mentioned)|as i (?:said|mentioned)|i (?:already )?(?:said|meant|told you)(?: that)?|you know|hi tutee|tutee)(?:\s*[,:;!–—-]+\s*|\s+(?=i\b|i['’]|my\b|the\b|we\b|always\b|never\b|(?:so|and|but|well|actually)\s+(?:i|my|we)\b|(?:can|don|won)['’]?t\b))/iuy;
/** The same in other languages; a language a line. */
const LEAD_IN_ABROAD = new RegExp(
  `(?:${[
    'übrigens|ach(?: ne| nein| ja)?|also|na ja|ehrlich gesagt|nebenbei(?: gesagt)?',
    "au fait|à propos|bon|ah|bah|d’ailleurs|d'ailleurs|en fait|sinon",
    'oye(?: que)?|por cierto|a propósito|pues|ah|mira',
    "a proposito|tra l’altro|tra l'altro|comunque|ah|senti|sai che",
    'aliás|a propósito|olha|já agora|por acaso',
    'trouwens|overigens|o ja|nou',
    'a propos|swoją drogą|aha|no więc',
    'кстати|между прочим|до речі|а',
    'bu arada|ha bu arada|şey|bak',
    'förresten|för övrigt|i øvrigt|forresten',
  ].join('|')})(?:\\s*[,:;!–—-]+\\s*|\\s+)`,
  'iuy',
);

/** Words that correct what was said or believed before. */
export const CORRECTION =
  /^(?:(?:oh|well|sorry|hmm+|ah|hey|but)[,.!]?\s+)*(?:no|nope|wrong|incorrect|not true|not quite|actually|wait|correction|i meant?|let me correct that|to correct myself|(?:that|this)(?:['’]s| is)(?: not|n['’]t)? (?:wrong|right|true|incorrect|correct)|you(?:['’]re| are) (?:wrong|mistaken))\b/iu;

/** The same in German, Spanish, French, Portuguese and Italian, such as "Nein, ich wohne in Linz". */
export const CORRECTION_ABROAD =
  /^(?:nein|stimmt nicht|falsch|no|incorrecto|non|faux|não|errado|sbagliato)\s*[,.:!]/iu;

/** Removes "… btw", "… tbh", ", by the way" at the end. */
export function withoutAside(text: string): string {
  const end = text.length - (/(?<![.!])[.!]+$/u.exec(text)?.[0].length ?? 0);
  let kept = end;
  for (;;) {
    const aside = ASIDE.exec(text.slice(Math.max(0, kept - LONGEST_ASIDE), kept));
    if (aside === null) break;
    kept -= aside[0].length;
  }
  return kept === end ? text : text.slice(0, kept) + text.slice(end);
}

const ASIDE =
  /(?:,|(?<!\s))\s+(?:(?:sorry,? )?(?:i )?(?:should(?:['’]ve| have)|forgot to) (?:said|say|mention(?:ed)?|told you|tell you)(?: (?:so|that|earlier|before|sooner))?|sorry|soz|btw|tbh|by the way|imo|imho|lol|haha|though|fyi|you know|to be honest|honestly|just so you know)$/iu;
const LONGEST_ASIDE = 40;

/** Removes "actually, ", "and ", "by the way, " before a statement. */
export function withoutLeadIn(text: string): string {
  let at = 0;
  for (;;) {
    LEAD_IN.lastIndex = at;
    if (!LEAD_IN.test(text)) return text.slice(at);
    at = LEAD_IN.lastIndex;
  }
}

/** The same before words that no rule matches, in any language; what is left must have words. */
export function withoutOpener(text: string): string {
  LEAD_IN_ABROAD.lastIndex = 0;
  const abroad = LEAD_IN_ABROAD.test(text) ? text.slice(LEAD_IN_ABROAD.lastIndex) : text;
  const kept = withoutLeadIn(abroad);
  return kept.trim().split(/\s+/u).length < 2 ? text : kept;
}

const LONE_I = /(?<=^|\s)i(?=['’]|\s)/gu;
/** English function words that do not occur in languages in which "i" means "and", "in" or "the". */
const ENGLISH =
  /(?<!\p{L})(?:the|my|and|is|of|that|this|with|but|not|have|am|are|was|you|when|if|because|what|so|for)(?!\p{L})/iu;

/** "i" as "I", but not inside a text of another language: "Mam kota i psa", "Jag bor i Lund". */
function withLargeI(text: string): string {
  const english = ENGLISH.test(text);
  return text.replace(LONE_I, (letter, at: number) =>
    english || at === 0 || /['’]/u.test(text.charAt(at + 1)) ? 'I' : letter,
  );
}

/** A sentence as it is stored: single spaces, a capital first, punctuation at the end. */
export function tidySentence(raw: string): string {
  const text = withLargeI(
    raw.replace(/[ \t]+/gu, ' ').replace(/^[\s,;:–—-]+|(?<![\s,;:–—-])[\s,;:–—-]+$/gu, ''),
  );
  if (text === '') return '';
  const capital = startsInMixedCase(text) ? text : capitalised(text);
  if (/[.!?…。！？)\]"”'’:]$/u.test(capital)) return capital.replace(/(?<!!)!+$/u, '.');
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(capital)
    ? `${capital}。`
    : `${capital}.`;
}

function capitalised(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 32);
  return first.toLocaleUpperCase('en') + text.slice(first.length);
}

/** True for "iPhone" and "npm install", whose first letter must not change, and for anything that is not a plain word. */
function startsInMixedCase(text: string): boolean {
  return /^\p{Ll}+\p{Lu}/u.test(text) || /^https?:/iu.test(text);
}
