/** Apologies and admissions before a correction, in scripts without spaces and in Korean. Alone they correct nothing. */
const ADMITTING =
  /^(?:(?:对不起|對不起|抱歉|不好意思|说错了|說錯了|打错了|打錯了|写错了|寫錯了|我说错了|すみません|すいません|ごめん(?:なさい|ね)?|失礼(?:しました)?|間違えた|間違えました|間違い(?:です|でした)?|미안(?:해요?|합니다)?|죄송(?:해요|합니다)?|잘못 (?:말했어|썼어)요?|ขอโทษ(?:ครับ|ค่ะ|นะ)?|พิมพ์ผิด|โทษที)[\s,，、.。!！…]*)+/u;

/** The words after an apology such as "すみません、". */
export function withoutApology(message: string): string {
  return message.trim().replace(ADMITTING, '');
}
