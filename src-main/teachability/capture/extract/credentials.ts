/**
 * Keeps credentials out of what is learned in passing: somebody who asks about a password does not ask to have it kept. What the user
 * explicitly asks to remember is kept all the same.
 */

/** Words for the credentials of accounts; one line for each language. A code of a door or a Wi-Fi password is shared, so it is none. */
const CREDENTIAL = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${[
    String.raw`(?<!wi-?fi |wlan |guest )pass(?:word|phrase|code)s?|pin(?: code| number)?|cvv|cvc|security code|(?:seed|recovery) phrase|private key|api[ -]?key|(?:access|auth) token|social security number|ssn`,
    String.raw`(?<!wlan-)passw(?:ort|örter)|kennwort|geheimzahl|prüfziffer`,
    'contraseñas?|clave de acceso|código de seguridad',
    'mots? de passe|code secret|code confidentiel',
    'parola d.accesso|codice di sicurezza|codice pin',
    'senhas?|palavra-passe|código de segurança',
    'wachtwoord(?:en)?|pincode',
    'hasł[oa]|kod pin',
    'парол[ьяи]|пин-?код',
    'şifrem?|parolam?',
    'كلمة (?:السر|المرور)',
    'पासवर्ड|पिन',
  ].join('|')})(?![\p{L}\p{N}])|密码|密碼|暗証番号|パスワード|비밀번호`,
  'iu',
);
/** A value has a digit, or a sign between letters, and at least four characters. */
const SIGN = /\p{L}[#$%&!*@_]\S|\p{N}/u;
const SHORTEST_VALUE = 4;
/** Keys of services and certificates, by their beginnings. */
const KEY =
  /(?<![\p{L}\p{N}])(?:sk-[\w-]{16}|ghp_\w{20}|github_pat_\w{20}|xox[abp]-[\w-]{10}|AKIA[A-Z\d]{12}|AIza[\w-]{20}|eyJ[\w-]{20})|-----BEGIN/u;
const LONG_NUMBER = /(?<!\p{N})\d(?:[ -]?\d){12,18}(?!\p{N})/gu;

/** @param besideOther true: the message says or asks more than this */
export function givesCredential(text: string, besideOther: boolean): boolean {
  if (KEY.test(text) || (text.match(LONG_NUMBER) ?? []).some(isCardNumber)) return true;
  return besideOther && CREDENTIAL.test(text) && text.replace(CREDENTIAL, ' ').split(/\s/u).some(isValue);
}

function isValue(word: string): boolean {
  return word.length >= SHORTEST_VALUE && SIGN.test(word);
}

/** The check digit of card numbers (Luhn). */
function isCardNumber(text: string): boolean {
  const digits = Array.from(text.replace(/\D/gu, ''), Number).toReversed();
  const sum = digits.reduce((total, digit, at) => {
    const doubled = at % 2 === 0 ? digit : digit * 2;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
