/** Whether a claim takes for the user's own what they told of somebody else: "My brother is a pilot" makes no pilot of them. */
import { stemsOf } from '../../../recall/terms.ts';
import { possessedNoun } from '../../understand/possessed-noun.ts';
import { RELATION } from '../rules/people.ts';
import { isAmong } from './compared-clauses.ts';

const SOMEBODY = new RegExp(String.raw`\b(?:${RELATION})\b`, 'iu');
/** At the beginning of a text it means that the rest is about that person. */
const SOMEBODY_OF_THE_USER = new RegExp(
  String.raw`^\W{0,3}(?:\w+\W+){0,3}(?:my|our)\s+(?:\w+\s+){0,2}(?:${RELATION})\b`,
  'iu',
);
/** Chinese and Japanese need no "my": the words for people of one's own are a closed class. */
const RELATIVE =
  /^[^\p{L}\p{N}]{0,3}(?:我们?的?|私の|僕の|俺の|うちの)?(?<noun>[哥姐弟妹爸妈爷奶叔姑舅姨兄姉父母妻夫娘]|老婆|老公|太太|丈夫|先生|儿子|女儿|孩子|朋友|同事|老板|室友|邻居|息子|友人|友達|彼女?(?=[はが])|同僚|上司|祖父|祖母|子ども|子供|主人|旦那|家内)/u;
/** "Mein Lieblingsbuch" says something of the user. */
const FAVOURITE = /lieblings|favori|préféré|preferi|ulubion|любим|улюблен|favoriet|en sevdiğim/iu;

/** @param nearest the user's clauses that bear the claim out */
export function isSomebodyElses(claim: string, nearest: readonly string[]): boolean {
  return nearest.length > 0 && nearest.every((clause) => speaksOfAnother(clause, claim));
}

function speaksOfAnother(clause: string, claim: string): boolean {
  if (SOMEBODY_OF_THE_USER.test(clause)) return !SOMEBODY.test(claim);
  const relative = RELATIVE.exec(clause)?.groups?.['noun'];
  if (relative !== undefined) return !claim.includes(relative);
  const noun = possessedNoun(clause);
  if (noun === null || FAVOURITE.test(noun)) return false;
  const named = new Set(stemsOf(claim));
  return !stemsOf(noun).some((one) => isAmong(one, named));
}
