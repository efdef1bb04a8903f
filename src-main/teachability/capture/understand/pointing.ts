/** Words that refer to a place in the message; each language has only a few. */
import type { Segment } from './segments.ts';

/** Demonstratives, and words that name a place in the message, but not a time: "this week". */
const POINTS = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}'’-])(?:these|those|the following|following|below|attached|attachment|above|here['’]s|here (?:is|are)|dies\p{L}{0,2}|folgend\p{L}{0,2}|unten|anbei|hier (?:ist|sind)|cet|cette|ces|ceci|cela|suivant\p{L}{0,2}|ci-dessous|ci-joint|voici|est[eo]s?|esta(?=\s\p{L})|estas(?=\s\p{L})|ésto|siguientes?|adjunt[oa]s?|aquí (?:está|va)|quest[oaie]|seguenti?|allegat[oaie]|ecco|isto|isso|esse|essa|seguintes?|abaixo|segue|dit|deze|onderstaande|bijgevoegde?|tego|tę|poniższ\p{L}{1,2}|detta|denna|dessa|följande|nedan|det här|это[тй]?|эту|следующ\p{L}{2,3}|ниже)(?![\p{L}\p{N}])`,
    String.raw`(?<![\p{L}-])ce (?!que|qui|soir|matin|sont|serait)\p{L}{3}`,
    String.raw`(?<![\p{L}])(?:that|those)[?.!]?$`,
    String.raw`(?<![\p{L}\p{N}'’-])this(?! (?:\p{L}+ )?(?:weeks?|weekend|months?|year|morning|evening|afternoon|night|time|summer|winter|spring|autumn|fall|semester|season|way)\b)(?![\p{L}\p{N}])`,
    String.raw`^(?:please |now |and |then |so |could you |can you ){0,3}\p{L}{2,12} (?:that|it)(?![\p{L}\p{N}])(?! \p{L}+(?:s|ed|'s) )`,
    String.raw`(?<![\p{L}])(?:is|was|does|did|would|by|of|about|with|from) that(?! (?:i|my|we|you|he|she|they)\b)(?![\p{L}\p{N}])`,
    String.raw`(?<!\p{L})(?:say|put|write|translate|spell|phrase|express|sagt|sagen|sage|schreibt|schreiben|dit-on|dire|écrit|écrire|traduire|dice|decir|digo|scrive|diz|dizer|escreve|zeg|zegt|zeggen|säger) (?:man |je |ik |du |se |si )?(?:that|it|das|es|ça|cela|eso|esto|ciò|isso|dat|det) (?:in|into|as|auf|en|em|op|på)(?!\p{L})`,
    String.raw`\b(?:she|he|they) mean(?:s|t)?\b|^\s*[\^↑↓]|这|這|以下|下面|附件|これ(?!から|まで|以来)|この(?!頃|ごろ|先)|次の`,
  ].join('|'),
  'iu',
);

const BELOW =
  /(?<![\p{L}\p{N}'’-])(?:(?:the )?following|below|folgend\p{L}{0,2}|unten|suivant\p{L}{0,2}|ci-dessous|siguientes?|abajo|seguenti?|qui sotto|seguintes?|abaixo|onderstaande|hieronder|poniższ\p{L}{1,2}|poniżej|följande|nedan|nedenfor|følgende|следующ\p{L}{2,3}|ниже|нижче|наступн\p{L}{1,3}|aşağıdaki?)(?![\p{L}\p{N}])|下面|以下|次の/iu;

/** True for words that refer to a text: "this mail", "the following", "Make that shorter". */
export function pointsAtText({ text }: Pick<Segment, 'text'>): boolean {
  return POINTS.test(text);
}

/** True for words that say that the text is further down. */
export function pointsBelow({ text }: Pick<Segment, 'text'>): boolean {
  return BELOW.test(text);
}

/** True for words that refer to what stands above: "^ what does this mean". */
export function pointsUp({ text }: Pick<Segment, 'text'>): boolean {
  return /^\s*[\^↑]|\babove\b/iu.test(text);
}

/** True for words that present what follows: "She says things such as this.", or a hand that points down. */
export function presents({ text }: Pick<Segment, 'text'>): boolean {
  if (/[👇⬇⤵☟↓][^\p{L}\p{N}]{0,8}$/u.test(text)) return true;
  return /\b(?:such as|like|as|with|says?|reads?|read|is) (?:this|these|follows|the following)[.!]$/iu.test(
    text,
  );
}
