/** Whether a statement is about a person whom a memory does not mention: then it does not change that memory. */
import { isPersonWord } from '../../recall/gate/person-words.ts';
import { wordsOf } from '../../recall/terms.ts';
import { isOfOwn } from './conjuncts.ts';
import { countContained, contentWords } from './shared-words.ts';

/** The subject is expected among so many first words. */
const FIRST = 3;

/** "My cousin lives in York now" beside "I live in Leeds". */
export function isAboutOtherPerson(memory: string, statement: string): boolean {
  const known = contentWords(memory);
  const [first = '', ...others] = wordsOf(statement);
  const subject = [first, ...others.slice(0, FIRST - 1)];
  return (
    subject.some((word) => isPersonWord(word) && countContained([word], known) === 0) && !isOfPerson(memory)
  );
}

function isOfPerson(memory: string): boolean {
  return wordsOf(memory).slice(0, FIRST).some(isPersonWord);
}

/** The same for a short correction; here names and possessions of the user count as well. */
export function correctsOtherPerson(memory: string, fragment: string): boolean {
  const known = contentWords(memory);
  const isNew = (word: string) => countContained([word.toLowerCase()], known) === 0;
  if (wordsOf(fragment).some((word) => isPersonWord(word) && isNew(word))) return true;
  const [first = '', second = '', ...others] = fragment.split(/[\s,;.!]+/u).filter((word) => word !== '');
  if (isOfOwn(fragment)) return others.length > 0 && contentWords(second).some(isNew);
  // "Sorry, with a C: Catrin" has no subject: a name that is one is followed by its verb.
  const isName =
    /^\P{L}*\p{Lu}\p{Ll}[^\s,;:.!?]*\s+\p{Ll}/u.test(fragment) && contentWords(first).some(isNew);
  return isName && others.some((token) => /^\p{Lu}|\p{N}/u.test(token) && isNew(token));
}
