/** Cuts what is compared into clauses, and finds the one that bears out a claim. */
import { stemsOf } from '../../../recall/terms.ts';
import { has, isDenied } from './denial.ts';

const ONLY =
  /(?<!\p{L})(?:only|just|nur|bloß|seulement|solo|solamente|sólo|soltanto|só|apenas|alleen|enkel|bara|endast|kun|tylko|только|лише|sadece|yalnızca)(?!\p{L})|だけ|しか|只|仅|만 /iu;
/** What is left out is a clause of its own, unless leaving it out is what is denied: "never without". */
const WITHOUT =
  /(?<!\p{L})(?=(?:without|ohne|sans|sin|senza|sem|zonder|utan|uten|uden|bez|без|بدون|बिना)(?!\p{L}))/iu;
/** Marks, and words behind which a clause of its own begins. A clause denied as a whole goes on behind "and" unless somebody acts there. */
const CLAUSE_END =
  /[.!?;:\n,，。；、！？—–]|(?<!\p{L})(?:but|though|although|because|whereas|aber|sondern|doch|weil|mais|parce|pero|sino|porque|ma|però|perché|mas|maar|omdat|men|ale|lecz|bo|но|а|але|ama|fakat|が)(?!\p{L})|(?<!\p{L})(?=(?:except|außer|sauf|salvo|excepto|tranne|exceto|behalve|utom|oprócz|кроме|крім)(?!\p{L}))|(?<!\p{L})(?:and|und|et|y|e|en|och|og|i|и|і|ve)(?= (?:i|we|my|ich|wir|mein\p{L}{0,2}|je|j['’]\p{L}+|nous|mon|ma|yo|io|eu|ik|wij|jag|vi|jeg|я|мы|ми|ben)(?!\p{L}))/iu;
/** In characters and clauses; claims are far shorter, and of a longer message only its beginning is held against them. */
const READ = 40_000;
const MOST = 400;

/** The clause of the user's that shares most words with a claim. */
export function nearestClause(claim: string, said: string): string {
  return nearestOf(claim, clausesOf(said))[0] ?? '';
}

/** All those that share most; where both are limited by "only", those that are come first. */
export function nearestOf(claim: string, clauses: readonly string[]): string[] {
  const stems = new Set(stemsOf(claim));
  const only = ONLY.test(claim);
  const worth = clauses.map((clause) => {
    const shared = new Set(stemsOf(clause).filter((stem) => stems.has(stem))).size;
    return shared > 0 && only && ONLY.test(clause) ? shared + 1 : shared;
  });
  const most = Math.max(0, ...worth);
  return most === 0 ? [] : clauses.filter((_, at) => worth[at] === most);
}

export function clausesOf(text: string): string[] {
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
