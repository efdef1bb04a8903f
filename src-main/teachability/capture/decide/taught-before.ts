/** What earlier messages of a chat taught, to resolve "that" and "the last thing". */
import type { Memory } from '#shared/memory/memory.ts';
import type { MemoryReader, RememberedReader } from '../../ports.ts';
import type { UserWords } from '../teaching.ts';

/** Interjections and verbs of saying and getting rid of, which name nothing. Folded, as `contentWords` returns them. */
const FILLERS = new Set(
  `hm hmm um uh er oh ah oops whoops actually well no nah nope wait ok okay sorry please pls just get got rid said say told tell wrote mentioned
  previous ach nee ahm ah doch ups weg damit wieder gesagt sage vorhin eben euh bon zut pardon dis dire dit viens ecrit eh ay pues bueno
  mejor dije dicho acabo ops anzi allora dai detto ho ultima ultimo disse falei nao eita acabei nou oeps zei gezegd laatste oj ojej
  powiedzialem powiedzialam ostatnie ostatnia ну ои упс стоп сказал сказала последнее yok ya pardon dedigim soyledigim `.split(
    /\s+/u,
  ),
);
/** Words around such a reference in scripts without spaces, and in Korean; each has only a few. */
const POINTING =
  /刚才|剛才|刚刚|剛剛|刚|最后|最後|上一|那个|那個|那条|那條|那句|这个|這個|这条|這條|这句|說|说|话|話|的|把|给|給|请|請|我|你|吧|了|删除|刪除|删掉|刪掉|删|刪|忘记|忘記|忘掉|忘了|忘|去掉|撤回|取消|算了|さっき|いま|今|直前|こと|それ|これ|あれ|やつ|もの|言った|教えた|話した|消して|忘れて|削除して|削除|取り消して|取消|ください|下さい|くれ|の|は|を|も|よ|ね|もう|やっぱり|방금|아까|마지막|그거|그것|이거|그건|말한|말했던|한|말|거|것|건|를|을|은|는|지워|삭제해?|잊어|취소해?|줘요?|주세요|버려|없애/gu;

/** True if words that ask to forget something name nothing: "hm, actually delete that last thing", "さっきのは消して". */
export function pointsToLast(sentence: string, named: readonly string[]): boolean {
  if (SPACED.test(sentence)) return named.every((word) => FILLERS.has(word));
  return !/[\p{L}\p{N}]/u.test(sentence.replace(POINTING, ''));
}

/** Scripts in which words stand apart and are not inflected by particles. */
const SPACED = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Greek}]/u;

/** How many of the user's messages back such a reference can reach. */
const REACH = 3;

/** The memories of the last message that taught any, newest first; empty if none of the last `reach` messages did. */
export function taughtLast(
  { earlier = [] }: UserWords,
  reader: Pick<MemoryReader, 'get'>,
  remembered: RememberedReader['remembered'],
  reach = REACH,
): Memory[] {
  for (const { messageId } of earlier.slice(0, reach)) {
    const ids = remembered(messageId)
      .filter(
        ({ action, undone }) =>
          !undone && (action === 'added' || action === 'replaced' || action === 'confirmed'),
      )
      .map(({ memoryId }) => memoryId);
    const active = [...new Set(ids)].flatMap((id) => {
      const memory = reader.get(id);
      return memory?.status === 'active' ? [memory] : [];
    });
    if (active.length > 0) return active.toReversed();
  }
  return [];
}
