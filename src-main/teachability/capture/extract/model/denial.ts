/** Whether a clause denies what it says, told by words alone. Languages are not told apart: what two of them share stands in both texts that are compared. */

/** Negations. Within a clause several of these negate once: "ne … jamais", "никогда не". */
const DENIALS = [
  String.raw`n['’]t|not|never|no|none|nor|neither|nobody|nothing|cannot|dont|doesnt|cant|wont|hardly|barely|seldom|rarely`,
  String.raw`nicht|kein\p{L}{0,2}|nie|niemals|nichts|kaum|selten`,
  String.raw`ne|n['’](?=\p{L})|pas|jamais|aucune?|rien|rarement`,
  String.raw`nunca|jamás|tampoco|ningun[oa]?|ningún|nada|rara vez`,
  String.raw`non|mai|nessun[oa]?|niente|neanche|raramente`,
  String.raw`não|nem|nenhuma?`,
  String.raw`niet|geen|nooit|niets|nauwelijks|zelden`,
  String.raw`inte|ej|aldrig|ingen|inga|inget|ikke|aldri|ingenting`,
  String.raw`nigdy|nic|rzadko|żaden|żadn\p{L}{1,3}|ne(?:ní|mám|jím|piju)|nikdy|žádn\p{L}{1,3}`,
  String.raw`не|нет|никогда|редко|ни|нельзя|ні|немає|ніколи`,
  String.raw`değil\p{L}{0,4}|yok\p{L}{0,4}|asla|hiç|\p{L}{2,20}m[ae](?:m|z|yız|yiz|d[ıi]\p{L}?|y[ae]c\p{L}{0,6})|\p{L}{1,20}m[ıiuü]yor\p{L}{0,4}`,
  String.raw`لا|ليس|لست|لم|لن|नहीं|मत|कभी नहीं`,
];
const DENIES = anyOf(
  DENIALS,
  String.raw`n['’]t(?!\p{L})|[不没沒无無别勿]|ない|ません|なかった|なく(?!て)|ずに|않|없|안 |못 |지 마|지 말`,
);
/** Phrases that contain a negation but negate nothing. */
const NO_DENIAL =
  /なければ(?:なら|いけ)\p{L}{0,3}|ないと(?:いけ|だめ)\p{L}{0,3}|なくて(?:は|も)\p{L}{0,4}|不[错錯过過但仅僅同]|差不多|無料|无线|(?<!\p{L})(?:not only|no doubt|no problem|nicht nur|non seulement|no solo|não só|niet alleen)(?!\p{L})/giu;

/** Words for leaving out, disliking, avoiding or ending, as stems of each language. */
const REVERSALS = [
  String.raw`without|lack\p{L}{0,3}|hat(?:e|es|ed|ing)|dislik\p{L}{1,3}|loath\p{L}{1,3}|detest\p{L}{0,3}|despis\p{L}{1,3}|avoid\p{L}{0,3}|stop\p{L}{0,4}(?! by)|quit|refus\p{L}{1,3}|allergic|allerg(?:y|ies)|intolerant|forget|used to|former\p{L}{0,2}|ex-\p{L}{1,20}|gave up|given up|leaves? (?:\p{L}{1,20} )?out|skip|mind`,
  String.raw`ohne|hass\p{L}{0,3}|verabscheu\p{L}{0,3}|meid\p{L}{1,3}|vermeid\p{L}{1,3}|verzicht\p{L}{1,3}|aufgehört|allergisch|vergiss|früher|ehemals|lehne`,
  String.raw`sans|déteste\p{L}{0,2}|hais|évite\p{L}{0,2}|refuse|arrêté|allergique|oublie|autrefois|avant(?! \p{L}*(?:midi|le|la|les|de|d['’]|\d))|horreur`,
  String.raw`sin|odi[oa]|detesto|evito|rechazo|dejé|dejado|alérgic[oa]|olvid\p{L}{1,3}|antes(?! de)`,
  String.raw`senza|detesto|smesso|allergic[oa]|dimentic\p{L}{1,4}|una volta`,
  String.raw`sem|odeio|deixei|deixado|esque\p{L}{1,4}`,
  String.raw`zonder|haat|vermijd|mijd|gestopt|vroeger|vergeet|hekel`,
  String.raw`utan|glöm|hatar|avskyr|undviker|slutat|förut|allergisk|glem|uten|uden|hader|hater|undgår|unngår`,
  String.raw`bez|nienawidzę|unikam|zapomnij|przestał\p{L}{0,3}|uczulen\p{L}{1,2}|kiedyś|nesnáším|dřív`,
  String.raw`без|ненавижу|избегаю|бросил\p{L}{0,2}|аллерги\p{L}{1,2}|раньше|ненавиджу|уникаю|колись`,
  String.raw`nefret|sevmiyor\p{L}{0,3}|kaçın\p{L}{1,8}|bıraktım|alerjim|eskiden|\p{L}{2,20}s[ıiuü]z`,
  String.raw`except|außer|sauf|salvo|excepto|tranne|exceto|behalve|utom|oprócz|кроме|крім`,
  String.raw`أكره|بدون|نفرت|बिना`,
];
const REVERSES = anyOf(
  REVERSALS,
  String.raw`嫌い|苦手|やめ[たまて]|以前|昔|アレルギー|讨厌|討厭|恨|避免|戒[了掉]|过敏|過敏|曾经|以前|싫[어다은]|끊었|피하|알레르기|예전`,
);
/** Negations are counted by parity: "never without" affirms. */
export function isDenied(clause: string): boolean {
  const text = clause.replace(NO_DENIAL, ' ');
  const reversed = text.match(REVERSES)?.length ?? 0;
  return ((has(text, DENIES) ? 1 : 0) + reversed) % 2 === 1;
}

/** Index of the first word that denies, -1 without one. @param words in order */
export function denyingWord(words: readonly string[]): number {
  return words.findIndex((word) => has(word, DENIES));
}

export function has(text: string, words: RegExp): boolean {
  return text.search(words) >= 0;
}

/** A pattern of whole words, and of characters in scripts without spaces. */
export function anyOf(words: readonly string[], unspaced: string): RegExp {
  return new RegExp(String.raw`(?<!\p{L})(?:${words.join('|')})(?!\p{L})|${unspaced}`, 'giu');
}
