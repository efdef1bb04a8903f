/**
 * Short corrections in scripts without capital letters: "不对,是小黑", "違う、ハチです", "아니, 보리야". The new value replaces the old one after
 * the same copula or before the same ending.
 */
import { withoutApology } from '../understand/apology.ts';

/** Words that deny the preceding statement, at the beginning of a correction. */
const DENYING =
  /^(?:不对|不對|不是|错了|錯了|不,|不，|違う|違います|ちがう|ちがいます|いや|いいえ|아니(?:요|야|다|지|라)?(?![가-힣])|아뇨|아냐|틀렸어(?:요)?|ไม่ใช่|ผิด|لا|خطأ|नहीं|ग़?लत)(?!不)[\s,，、.。!！…]*/u;
/** A wrong value and the right one: "不是小雨，是小雪", "콩이가 아니라 콩순이야", "ハナじゃなくてハルです". */
const DENIED_VALUES: readonly RegExp[] = [
  /不是(?<wrong>[^，,。、\s]{1,12})[，,、\s]*(?:而)?是(?<now>[^，,。、\s]{1,12})$/u,
  /^是(?<now>[^，,。、\s]{1,12})[，,、\s]*(?:而)?不是(?<wrong>[^，,。、\s]{1,12})$/u,
  /(?<wrong>[^、,，。\s]{1,12}?)(?:じゃなくて?|ではなくて?|じゃない[、,]?|ではありません[、,]?)[、,，\s]*(?<now>[^、,，。\s]{1,12}?)(?:でした|です|だよ|だ)?$/u,
  /(?<wrong>[^,.\s]{1,12}?)(?:이|가|은|는)?\s?(?:아니라|아니고|말고)\s(?<now>[^,.\s]{1,12})$/u,
  /ไม่ใช่\s?(?<wrong>[^\s,]{1,20}?)\s?(?:แต่)?(?:เป็น|คือ)\s?(?<now>[^\s,]{1,20})$/u,
];
/** Copulas before a name or another value. */
const COPULA = /^(?:应该是|應該是|而是|是|叫做|叫|姓|名叫|ชื่อ|คือ|เป็น)/u;
const COPULAS = ['叫做', '名叫', '叫', '姓', '是', 'ชื่อ', 'คือ', 'เป็น'];
/** In Japanese the old value stands between the topic particle and the copula. */
const JAPANESE_END = /(?:でした|です|だよ|だった|だ)[。.!！]*$/u;
const JAPANESE_TOPIC = /[はが](?=[^はが]{1,20}$)/u;
const KOREAN_END = /(?:이야|야|이에요|예요|입니다|이다)[.!]*$/u;
const KOREAN_COPULA = /^(?:이야|야|이에요|예요|입니다|이다)(?![가-힣])/u;
const END_MARK = /(?<![。.!！…\s])[。.!！…\s]+$/u;
const NUMBER = String.raw`(?<!\p{N})\p{N}+(?:[.:]\p{N}+)?|(?<![〇一二三四五六七八九十百千万两])[〇一二三四五六七八九十百千万两]+`;
/** A number with its counter. */
const COUNTED = new RegExp(String.raw`(?<number>${NUMBER})(?<unit>[\p{Script=Han}\p{Script=Hangul}])`, 'gu');
/** The maximum length of a value, in characters. */
const LONGEST_VALUE = 12;

export function beginsByDenying(message: string): boolean {
  return DENYING.test(message.trim());
}

/** The memory's text with the value from a short correction; null if the place of the value is not certain. */
export function amendedUnspaced(memory: string, fragment: string): string | null {
  const said = fragment.trim();
  if (!/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(said))
    return null;
  const core = withoutApology(withoutApology(said).replace(DENYING, '')).replace(END_MARK, '');
  const denies = core.length < said.replace(END_MARK, '').length;
  const denied = withoutDenied(memory, said.replace(END_MARK, ''));
  if (denied !== null) return denied;
  const counted = withNumber(memory, core);
  if (counted !== null) return counted;
  return denies && core !== '' && core.length <= LONGEST_VALUE + 6 ? withValue(memory, core) : null;
}

/** Replaces a wrong value that the correction names, if the memory contains it once. */
function withoutDenied(memory: string, said: string): string | null {
  for (const shape of DENIED_VALUES) {
    const { wrong, now } = shape.exec(said)?.groups ?? {};
    if (wrong === undefined || now === undefined || wrong === now) continue;
    const value = withoutApology(wrong).replace(DENYING, '');
    const place = onlyPlace(memory, value);
    if (place === null) continue;
    // In Korean the ending depends on the name before it, so it is replaced together with the name.
    const rest = memory.slice(place + value.length);
    const ending = KOREAN_COPULA.exec(rest)?.[0] ?? '';
    const bare = ending === '' ? now.replace(KOREAN_END, '') : now;
    return memory.slice(0, place) + bare + rest.slice(KOREAN_END.test(now) ? ending.length : 0);
  }
  return null;
}

function onlyPlace(memory: string, value: string): number | null {
  const at = value === '' ? -1 : memory.indexOf(value);
  return at < 0 || memory.includes(value, at + 1) ? null : at;
}

/** Replaces the only number with the same counter: "她现在九岁了" after "我女儿八岁". */
function withNumber(memory: string, core: string): string | null {
  const [now, ...more] = core.matchAll(COUNTED);
  // A longer message is a statement of its own.
  if (now?.groups === undefined || core.length > LONGEST_VALUE) return null;
  if (more.length > 0) return withDate(memory, core);
  const { number = '', unit } = now.groups;
  const [old, ...others] = Array.from(memory.matchAll(COUNTED)).filter(
    ({ groups }) => groups?.['unit'] === unit,
  );
  if (old === undefined || others.length > 0 || old.groups?.['number'] === number) return null;
  return (
    memory.slice(0, old.index) + number + memory.slice(old.index + (old.groups?.['number'] ?? '').length)
  );
}

/** A date of several numbers: "5月3日" in place of "5月2日". */
const DATE = /(?:\p{N}{1,4}\s?[年년]\s?)?\p{N}{1,2}\s?[月월]\s?\p{N}{1,2}\s?[日号號일]/gu;

function withDate(memory: string, core: string): string | null {
  const [now, ...more] = core.match(DATE) ?? [];
  const [old, ...others] = Array.from(memory.matchAll(DATE));
  if (now === undefined || old === undefined || more.length + others.length > 0 || old[0] === now)
    return null;
  return memory.slice(0, old.index) + now + memory.slice(old.index + old[0].length);
}

function withValue(memory: string, core: string): string | null {
  const mark = END_MARK.exec(memory)?.[0] ?? '';
  const text = memory.slice(0, memory.length - mark.length);
  const copula = COPULA.exec(core)?.[0];
  if (copula !== undefined) {
    const places = COPULAS.map((one) => ({ one, at: text.lastIndexOf(one) })).filter(({ at }) => at > 0);
    const [place] = places.toSorted((one, other) => other.at - one.at || other.one.length - one.one.length);
    if (place === undefined || text.length - place.at - place.one.length > LONGEST_VALUE) return null;
    return text.slice(0, place.at + place.one.length) + core.slice(copula.length) + mark;
  }
  const ending = JAPANESE_END.exec(text)?.[0];
  if (ending !== undefined && JAPANESE_END.test(core)) {
    const before = text.slice(0, text.length - ending.length);
    const topic = JAPANESE_TOPIC.exec(before);
    if (topic === null) return null;
    return before.slice(0, topic.index + 1) + core.replace(JAPANESE_END, '') + ending + mark;
  }
  if (KOREAN_END.test(text) && KOREAN_END.test(core) && !/\s/u.test(core))
    return text.slice(0, text.lastIndexOf(' ') + 1) + core + mark;
  return null;
}
