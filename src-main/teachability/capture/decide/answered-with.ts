/** What the last answer was given from, to resolve a correction that does not name its subject: "No, it is 5522 now". */
import type { Memory } from '#shared/memory/memory.ts';
import type { MemoryReader } from '../../ports.ts';
import type { UserWords } from '../teaching.ts';
import { countContained, contentWords } from './shared-words.ts';

type Reading = Pick<MemoryReader, 'get'>;

/** The active memories that the last answer used, most relevant first. */
export function usedLast({ before }: Pick<UserWords, 'before'>, reader: Reading): Memory[] {
  return (before?.used ?? []).flatMap((id) => {
    const memory = reader.get(id);
    return memory?.status === 'active' ? [memory] : [];
  });
}

/** The one memory that the last request asked for and its answer used; undefined if it could be one of several. */
export function answeredWith(words: Pick<UserWords, 'before'>, reader: Reading): Memory | undefined {
  // Instructions go with every request, so an answer says nothing of them.
  const used = usedLast(words, reader).filter(({ kind }) => kind !== 'instruction');
  const asked = contentWords(words.before?.request ?? '');
  const [best, next] = used
    .map((memory) => ({ memory, shared: countContained(asked, contentWords(memory.text)) }))
    .toSorted((one, other) => other.shared - one.shared);
  if (next === undefined) return best?.memory;
  return best !== undefined && best.shared > next.shared ? best.memory : undefined;
}
