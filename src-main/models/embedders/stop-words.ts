/**
 * Words that say little about the meaning of a text, in a few languages, folded as in text-features.ts. They include the endings of English
 * contractions (don't, it's), because an apostrophe separates words.
 */
const english =
  'a an the and or but if then so as of at by for with about to from in on into over is am are was were be been being do does did doing have has had having ' +
  'i me my we us our you your he him his she her it its they them their this that these those there here what which who whom whose when where why how ' +
  'not no nor can could will would shall should may might must just also than too very s t d m re ve ll don please tell user';
const german =
  'der die das den dem des ein eine einen einem einer und oder aber ist sind war waren bin bist sein ich mich mir mein meine du dich dir dein deine er sie es wir uns ihr ' +
  'nicht kein keine mit von zu zum zur im am auf fur als auch wie was wer wo wann warum dass';
const romance =
  'le la les l un une des du de d et ou mais est sont etait je moi mon ma mes tu ton ta tes il elle nous vous ils elles ne pas avec pour dans sur que qui quoi ' +
  'el los las una unos unas y o pero es son era yo mi mis tu tus no con por para en del al se su sus como cuando donde que cual ' +
  'il lo gli uno e ma sono io mio mia di da per non che chi come o os as um uma em no na eu meu minha com nao';
const dutch = 'het een van ik mijn jij jouw zijn niet met voor op te dat die wat wie waar';

export const stopWords: ReadonlySet<string> = new Set(
  [english, german, romance, dutch].flatMap((list) => list.split(' ')),
);
