const words = (list: string) => new Set(list.trim().split(/\s+/u));

/** Words that express a wish: who wishes, how strongly, for or against. What the wish is about stands between them. */
const WISHING = words(`
  i i'm i've i'd i'll me my myself am is are was be been it they do does don't not cannot can't can couldn't won't will would
  wouldn't must should never always only strictly strongly really absolutely generally usually often rather deeply highly much very
  have had has strong severe deep clear slight big huge huge total prefer prefers preferring preferred preference preferences
  dislike dislikes disliking hate hates love loves loving enjoy enjoys enjoying like likes avoid avoids avoiding refuse refuses aversion
  aversions allergic allergy allergies intolerance intolerant fond fan keen follow want wants wanting need needs find finds
  uncomfortable comfortable interested uninterested disinterested averse despise despises use uses using used consume consumes due because since instead over than any stand bear tolerate believe feel think tend
`);
const EDGES = words(
  'to for of in on with by a an the and or but that which as at from who whom so if when while where about into such',
);
const LONGEST = 120;

/**
 * What a wish is about, without who has it and how strongly: for "I strongly avoid places that serve raw fish" it is "places that serve raw
 * fish", the only part that a question about it shares. English only; null if it is not worded as a wish.
 */
export function wishTopic(wish: string): string | null {
  const pieces: string[] = [];
  let piece: string[] = [];
  let wished = false;
  const end = () => {
    const kept = trimmed(piece);
    if (kept !== '') pieces.push(kept);
    piece = [];
  };
  for (const word of wish.replaceAll('’', "'").split(/\s+/u)) {
    const plain = word.toLowerCase().replaceAll(/[^\p{L}\p{N}'-]/gu, '');
    if (WISHING.has(plain)) {
      wished = true;
      end();
      continue;
    }
    piece.push(word.replaceAll(/(?<![.,;:!?()"“”])[.,;:!?()"“”]+$/gu, ''));
    if (/[.,;:!?)]$/u.test(word)) end();
  }
  end();
  const matter = pieces.join(', ');
  return wished && matter !== '' && matter.length <= LONGEST ? matter : null;
}

function trimmed(piece: readonly string[]): string {
  const isEdge = (word: string) => EDGES.has(word.toLowerCase());
  const first = piece.findIndex((word) => !isEdge(word));
  if (first === -1) return '';
  const last = piece.findLastIndex((word) => !isEdge(word));
  return piece.slice(first, last + 1).join(' ');
}
