/**
 * Whether a model's claim says the opposite of the user's words: a negation added or removed, a preference reversed, something that has
 * ended stated as current, two things swapped. Both are split into clauses, and each clause of the claim is compared with the user's clause
 * that supports it. The language need not be known, because a word that two languages share occurs in both texts.
 */
import { stemsOf } from '../../../recall/terms.ts';
import { clausesOf, contentOf, isAmong, nearestOf } from './compared-clauses.ts';
import { anyOf, has, isDenied } from './denial.ts';

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
/** Words that rank what stands before them above what follows. */
const COMPARES =
  /(?<!\p{L})(?:than|over|to|als|que|qu['’]|à|che|alla|al|dan|boven|än|framför|enn|end|niż|od|чем|ніж)(?!\p{L})|より|比|보다/iu;

/** True if it is uncertain that the claim says the same as the words it comes from. */
export function reversesMeaning(claim: string, said: string): boolean {
  const clauses = clausesOf(said);
  return clausesOf(claim).some((part) => {
    const nearest = nearestOf(part, clauses);
    if (nearest.length === 0) return false;
    return !nearest.every((clause) => agrees(part, clause)) || takesFromDenied(part, clauses);
  });
}

/** "Olives are awful, capers are lovely" as "olives are lovely": the words of two clauses, one of which says the opposite. */
function takesFromDenied(claim: string, clauses: readonly string[]): boolean {
  const content = contentOf(claim.replace(LIKES, ' ').replace(WISHES, ' '));
  const told = clauses.map((clause) => ({ clause, stems: new Set(stemsOf(clause)) }));
  return content.some((stem) => {
    const having = told.filter(({ stems }) => isAmong(stem, stems));
    return having.length > 0 && having.every(({ clause }) => opposes(claim, clause));
  });
}

function agrees(claim: string, clause: string): boolean {
  if (opposes(claim, clause)) return false;
  if (isDenied(claim) !== isDenied(clause)) return true;
  return !(COMPARES.test(claim) && changePlaces(claim, clause)) && !addsLiking(claim, clause);
}

function opposes(claim: string, clause: string): boolean {
  return isDenied(claim) !== isDenied(clause) && !(isDenied(claim) && AGAINST.test(clause));
}

function addsLiking(claim: string, clause: string): boolean {
  return !isDenied(claim) && has(claim, LIKES) && !has(clause, LIKES) && !has(clause, WISHES);
}

/** "Tea over coffee" became "coffee over tea". */
function changePlaces(claim: string, clause: string): boolean {
  const [claimed, told] = [stemsOf(claim), stemsOf(clause)];
  const shared = [...new Set(claimed)].filter((stem) => told.includes(stem));
  const [first, last] = [shared.at(-2), shared.at(-1)];
  return first !== undefined && last !== undefined && told.indexOf(first) > told.indexOf(last);
}
