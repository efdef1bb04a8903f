/** Cuts what is compared into clauses, and finds the one that bears out a claim. */
import { stemsOf, stemsOfWords, wordsOf } from '../../../recall/terms.ts';
import { isCommonWord } from '../../understand/acts/frames.ts';
import { denyingWord, isDenied } from './denial.ts';

const ONLY =
  /(?<!\p{L})(?:only|just|nur|bloß|seulement|solo|solamente|sólo|soltanto|só|apenas|alleen|enkel|bara|endast|kun|tylko|только|лише|sadece|yalnızca)(?!\p{L})|だけ|しか|只|仅|만 /iu;
/** A "without" phrase is a clause of its own, unless it is negated itself: "never without". */
const WITHOUT =
  /(?<!\p{L})(?=(?:without|ohne|sans|sin|senza|sem|zonder|utan|uten|uden|bez|без|بدون|बिना)(?!\p{L}))/iu;
/**
 * Punctuation and words after which a new clause begins. The negation of a whole clause extends beyond "and", unless a new subject follows.
 */
const CLAUSE_END =
  /[.!?;:\n,，。；、！？—–]|(?<!\p{L})(?:but|though|although|because|whereas|aber|sondern|doch|weil|mais|parce|pero|sino|porque|ma|però|perché|mas|maar|omdat|men|ale|lecz|bo|но|а|але|ama|fakat|が)(?!\p{L})|(?<=(?<!\p{L})(?:inte|ej|ikke|ingen|inget|inga)\s[^\n]{1,60})(?<!\p{L})utan(?!\p{L})|(?<=değil)(?=\s)|(?<=ではなく)|(?<!\p{L})(?=(?:except|außer|sauf|salvo|excepto|tranne|exceto|behalve|utom|oprócz|кроме|крім)(?!\p{L}))|(?<!\p{L})(?:and|und|et|y|e|en|och|og|i|и|і|ve)(?= (?:i|we|my|ich|wir|mein\p{L}{0,2}|je|moi je|j['’]\p{L}+|nous|mon|ma|yo|io|eu|ik|wij|jag|vi|jeg|я|мы|ми|ben)(?!\p{L}))/iu;
/** A clause of so many words may leave out its verb. */
const ELLIPSIS = 4;
/** Limits in characters and clauses. Claims are far shorter; of a longer message only the beginning is compared. */
const READ = 40_000;
const MOST = 400;

/** The clauses of the user's that share most words with a claim. */
export function nearestClauses(claim: string, said: string): string[] {
  return nearestOf(claim, clausesOf(said));
}

/** Stems without pronouns, prepositions and their like, which any two clauses share; all of them where there is nothing else. */
export function contentOf(clause: string): string[] {
  const words = wordsOf(clause);
  const content = stemsOfWords(words.filter((word) => !isCommonWord(word)));
  return content.length > 0 ? content : stemsOfWords(words);
}

/** Compares word endings that the stemmer keeps: "paint" and "painting". */
export function isFormOf(one: string, other: string): boolean {
  if (other.length < 5) return false;
  const start = other.slice(0, Math.max(5, other.length - 3));
  return one.startsWith(start) && Math.abs(one.length - other.length) <= 4;
}

/** The clauses that share most words with the claim; if both are limited by "only", those with "only" come first. */
export function nearestOf(claim: string, clauses: readonly string[]): string[] {
  const byContent = sharingMost(claim, contentOf(claim), clauses);
  return byContent.length > 0 ? byContent : sharingMost(claim, stemsOf(claim), clauses);
}

function sharingMost(claim: string, stems: readonly string[], clauses: readonly string[]): string[] {
  const only = ONLY.test(claim);
  const worth = clauses.map((clause) => {
    const told = new Set(stemsOf(clause));
    const shared = [...new Set(stems)].filter((stem) => isAmong(stem, told)).length;
    return shared > 0 && only && ONLY.test(clause) ? shared + 1 : shared;
  });
  const most = Math.max(0, ...worth);
  return most === 0 ? [] : clauses.filter((_, at) => worth[at] === most);
}

/** True for a word, or another form of it, that is among the stems. */
export function isAmong(stem: string, stems: ReadonlySet<string>): boolean {
  return stems.has(stem) || [...stems].some((one) => isFormOf(one, stem));
}

export function clausesOf(text: string): string[] {
  const clauses = text
    .slice(0, READ)
    .split(CLAUSE_END)
    .flatMap(withoutPart)
    .filter((clause) => clause.trim() !== '')
    .slice(0, MOST);
  return clauses.map((clause, at) => withVerbOf(clauses[at - 1], clause));
}

function withoutPart(clause: string): string[] {
  const start = clause.search(WITHOUT);
  const before = clause.slice(0, Math.max(0, start));
  return before.trim() === '' || isDenied(before) ? [clause] : [before, clause.slice(start)];
}

/** "I don't live in Graz, but in Linz": what is denied of the one is said of the other. */
function withVerbOf(denied: string | undefined, clause: string): string {
  if (denied === undefined || !isDenied(denied) || clause.trim().split(/\s+/u).length > ELLIPSIS)
    return clause;
  const words = denied.trim().split(/\s+/u);
  const at = denyingWord(words);
  // Where the verb comes last, the denial stands behind what is denied.
  if (at < 0 || at === words.length - 1) return clause;
  const verb = [words[at - 1], words[at + 1]].find(
    (word) => word !== undefined && stemsOf(word).length > 0 && !isDenied(word),
  );
  return verb === undefined ? clause : `${verb} ${clause}`;
}
