/**
 * Recognises sentences that begin by telling the assistant to forget or delete something. The classifier takes some for teachings, because
 * "remember where I live" and "forget where I live" differ in one word. Each language has few such imperatives, so they are listed.
 */

/** Words that may precede it: politeness and connectives. */
const OPENING = String.raw`(?:(?:please|ok(?:ay)?|so|and|now|bitte|also|ach|und|jetzt|s['’]il te plaît|alors|et|por favor|vale|oye|y|per favore|ok|allora|alsjeblieft|proszę|пожалуйста|будь ласка|lütfen|tutee)[,:!]?\s+){0,3}`;
const FORGET = [
  'forget|delete|erase|unlearn',
  String.raw`vergiss|vergesst|vergessen sie|lösche?|streiche?`,
  String.raw`oublie[sz]?|efface[sz]?|supprime[sz]?`,
  String.raw`olvid[ae](?:te)?|borra|borre|elimina`,
  String.raw`dimentica(?:ti)?|cancella`,
  String.raw`esque[cç][ea](?:-te)?|apaga|apague|deleta`,
  String.raw`vergeet|verwijder|wis`,
  String.raw`zapomnij|usuń|skasuj`,
  String.raw`забудь(?:те)?|удали(?:те)?|сотри(?:те)?|видали(?:ти)?`,
  String.raw`unut|sil`,
  String.raw`glöm|radera|glem|slet|slett`,
  String.raw`انس|انسى|احذف|امسح`,
].join('|');
/** A negated imperative teaches: "Vergiss nicht, dass …". */
const DENIED = String.raw`(?!(?:\s+(?:bitte|please|ja|doch|mir|je|pas)){0,2}\s+(?:not|to|nicht|nie|pas|jamais|niet|nooit|inte|aldrig|ikke|aldri)(?!\p{L}))`;
const IMPERATIVE = new RegExp(String.raw`^\s*${OPENING}(?:${FORGET})(?!\p{L})${DENIED}`, 'iu');

/** Languages in which the verb comes last, in the forms of asking. */
const FINAL = new RegExp(
  `(?:${[
    '(?:잊어|잊어버려|지워|지워버려|삭제해)\\s?(?:줘|줘요|주세요|줄래|줄래요|라)',
    '(?:忘れて|消して|削除して)(?:ください|下さい|くれ|ほしい|おいて)?(?:ね|よ)?',
    '(?<!\\p{L})(?:unut|unutun|unutabilirsin|sil|silin|siler misin)',
    '(?<!\\p{L})(?:भूल जा(?:ओ|इए|ना)?|मिटा दो|हटा दो)',
    '(?<!我)(?:忘掉|忘记|删掉|删除)(?:吧)?',
  ].join('|')})[.!。！~।]{0,3}$`,
  'u',
);

export function tellsToForget(sentence: string): boolean {
  return IMPERATIVE.test(sentence) || FINAL.test(sentence.trimEnd());
}
