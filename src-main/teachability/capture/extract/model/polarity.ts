/**
 * Whether a model's claim says the opposite of the user's words: a negation added or removed, a preference reversed, something that has
 * ended stated as current, two things swapped. Both are split into clauses, and each clause of the claim is compared with the user's clause
 * that supports it. The language need not be known, because a word that two languages share occurs in both texts.
 */
import { stemsOf } from '../../../recall/terms.ts';

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
  String.raw`без|ненавижу|терпеть|избегаю|бросил\p{L}{0,2}|аллерги\p{L}{1,2}|раньше|ненавиджу|уникаю|колись`,
  String.raw`nefret|sevmiyor\p{L}{0,3}|kaçın\p{L}{1,8}|bıraktım|alerjim|eskiden|\p{L}{2,20}s[ıiuü]z`,
  String.raw`except|außer|sauf|salvo|excepto|tranne|exceto|behalve|utom|oprócz|кроме|крім`,
  String.raw`أكره|بدون|نفرت|बिना`,
];
const REVERSES = anyOf(
  REVERSALS,
  String.raw`嫌い|苦手|やめ[たまて]|以前|昔|アレルギー|讨厌|討厭|恨|避免|戒[了掉]|过敏|過敏|曾经|以前|싫[어다은]|끊었|피하|알레르기|예전`,
);
/** A claimed liking must have been stated, because the polarity of other expressions ("it is beyond me") is unknown. */
const LIKES = anyOf(
  [
    String.raw`(?<!would |['’]d )(?:likes?|loves?|enjoys?|adores?)|fond of|fan of`,
    String.raw`mag|mögen|liebe|gerne?|aime|adore|gustan?|encantan?|adoro|amo|piace|piacciono|gosto|hou van|graag`,
    String.raw`gillar|älskar|liker|elsker|lubię|uwielbiam|kocham|люблю|нравится|нравятся|обожаю|подобається`,
    String.raw`sev(?:erim|iyorum)|bayılırım|أحب`,
  ],
  String.raw`好き|喜欢|喜歡|热爱|좋아|사랑`,
);
const WISHES = anyOf(
  [
    String.raw`prefer\p{L}{0,3}|favou?rite|want|wish|please|always|live for|keen|into|crazy|best|möcht\p{L}{1,2}|will|bitte|lieber|liebsten?|lieblings\p{L}{1,20}|immer`,
    String.raw`préfèr\p{L}{1,2}|veux|voudrais|préféré\p{L}{0,2}|toujours|prefier\p{L}{1,2}|quiero|favorit[oa]|siempre|preferisco|voglio|preferit[oa]|sempre|prefiro|quero`,
    String.raw`wil|liefst\p{L}{0,2}|favoriete?|vill|helst|wolę|chcę|ulubion\p{L}{1,3}|хочу|предпочитаю|любим\p{L}{1,3}|isterim|tercih|favori`,
  ],
  String.raw`たい|大好物|最爱|最愛|想要|원해|싶`,
);
/** Weaker negations, which count only in the user's clauses: "sugar free", "rather short than long". */
const AGAINST =
  /(?<!\p{L})(?:rather|instead|out|free|less|fewer|unless|only|too|enough)(?!\p{L})|\p{L}frei(?!\p{L})/iu;
const ONLY =
  /(?<!\p{L})(?:only|just|nur|bloß|seulement|solo|solamente|sólo|soltanto|só|apenas|alleen|enkel|bara|endast|kun|tylko|только|лише|sadece|yalnızca)(?!\p{L})|だけ|しか|只|仅|만 /iu;
/** Words that rank what stands before them above what follows. */
const COMPARES =
  /(?<!\p{L})(?:than|over|to|als|que|qu['’]|à|che|alla|al|dan|boven|än|framför|enn|end|niż|od|чем|ніж)(?!\p{L})|より|比|보다/iu;

/** A "without" phrase is a clause of its own, unless it is negated itself: "never without". */
const WITHOUT =
  /(?<!\p{L})(?=(?:without|ohne|sans|sin|senza|sem|zonder|utan|uten|uden|bez|без|بدون|बिना)(?!\p{L}))/iu;
/**
 * Punctuation and words after which a new clause begins. The negation of a whole clause extends beyond "and", unless a new subject follows.
 */
const CLAUSE_END =
  /[.!?;:\n,，。；、！？—–]|(?<!\p{L})(?:but|though|although|because|whereas|aber|sondern|doch|weil|mais|parce|pero|sino|porque|ma|però|perché|mas|maar|omdat|men|ale|lecz|bo|но|а|але|ama|fakat|が)(?!\p{L})|(?<!\p{L})(?=(?:except|außer|sauf|salvo|excepto|tranne|exceto|behalve|utom|oprócz|кроме|крім)(?!\p{L}))|(?<!\p{L})(?:and|und|et|y|e|en|och|og|i|и|і|ve)(?= (?:i|we|my|ich|wir|mein\p{L}{0,2}|je|j['’]\p{L}+|nous|mon|ma|yo|io|eu|ik|wij|jag|vi|jeg|я|мы|ми|ben)(?!\p{L}))/iu;
/** Limits in characters and clauses. Claims are far shorter; of a longer message only the beginning is compared. */
const READ = 40_000;
const MOST = 400;

/** True if it is uncertain that the claim says the same as the words it comes from. */
export function turnsRound(claim: string, said: string): boolean {
  const clauses = clausesOf(said);
  return clausesOf(claim).some((part) => {
    const nearest = nearestOf(part, clauses);
    return nearest.length > 0 && !nearest.every((clause) => agrees(part, clause));
  });
}

/** The clause of the user's that shares most words with a claim. */
export function nearestClause(claim: string, said: string): string {
  return nearestOf(claim, clausesOf(said))[0] ?? '';
}

function agrees(claim: string, clause: string): boolean {
  if (isDenied(claim) !== isDenied(clause)) return isDenied(claim) && AGAINST.test(clause);
  return !(COMPARES.test(claim) && changePlaces(claim, clause)) && !addsLiking(claim, clause);
}

function addsLiking(claim: string, clause: string): boolean {
  return !isDenied(claim) && has(claim, LIKES) && !has(clause, LIKES) && !has(clause, WISHES);
}

/** Negations are counted by parity: "never without" affirms. */
function isDenied(clause: string): boolean {
  const text = clause.replace(NO_DENIAL, ' ');
  const reversed = text.match(REVERSES)?.length ?? 0;
  return ((has(text, DENIES) ? 1 : 0) + reversed) % 2 === 1;
}

/** "Tea over coffee" became "coffee over tea". */
function changePlaces(claim: string, clause: string): boolean {
  const [claimed, told] = [stemsOf(claim), stemsOf(clause)];
  const shared = [...new Set(claimed)].filter((stem) => told.includes(stem));
  const [first, last] = [shared.at(-2), shared.at(-1)];
  return first !== undefined && last !== undefined && told.indexOf(first) > told.indexOf(last);
}

/** The clauses that share most words with the claim; if both are limited by "only", those with "only" come first. */
function nearestOf(claim: string, clauses: readonly string[]): string[] {
  const stems = new Set(stemsOf(claim));
  const only = ONLY.test(claim);
  const worth = clauses.map((clause) => {
    const shared = new Set(stemsOf(clause).filter((stem) => stems.has(stem))).size;
    return shared > 0 && only && ONLY.test(clause) ? shared + 1 : shared;
  });
  const most = Math.max(0, ...worth);
  return most === 0 ? [] : clauses.filter((_, at) => worth[at] === most);
}

function clausesOf(text: string): string[] {
  return text
    .slice(0, READ)
    .split(CLAUSE_END)
    .flatMap((clause) => {
      const start = clause.search(WITHOUT);
      const before = clause.slice(0, Math.max(0, start));
      return before.trim() === '' || isDenied(before) ? [clause] : [before, clause.slice(start)];
    })
    .filter((clause) => clause.trim() !== '')
    .slice(0, MOST);
}

function has(text: string, words: RegExp): boolean {
  return text.search(words) >= 0;
}

/** A pattern of whole words, and of characters in scripts without spaces. */
function anyOf(words: readonly string[], unspaced: string): RegExp {
  return new RegExp(String.raw`(?<!\p{L})(?:${words.join('|')})(?!\p{L})|${unspaced}`, 'giu');
}
