/** Finds memories that the user names in their own words: "the thing about my sister", "den Code vom Tor". */
import type { Embedder } from '#shared/models/embedder.ts';
import type { Memory, MemoryScope } from '#shared/memory/memory.ts';
import type { MemoryReader } from '../../ports.ts';
import type { Neighbours } from '../../recall/neighbours.ts';
import { queryTerms } from '../../recall/terms.ts';
import { sameScope, searchedFor } from '../../scopes.ts';
import { heldOf, tellingWords } from './shared-words.ts';

export interface NamingPorts {
  readonly reader: MemoryReader;
  readonly embedder: () => Embedder | null;
  readonly neighbours: Neighbours;
}

/** How many memories that share words, and how many of the nearest by vector, are examined. */
const LOOKED_AT = 40;
/** The minimum share of the named words that a memory must contain. */
const LEAST_SHARE = 0.5;
/** Separators of several names: "my car, the insurance and the mechanic" */
const JOINTS = /[,;،、]\s*|\s(?:and|und|et|y|e|en|i|и|та|ve|och|og)\s/iu;

/** The memories of one scope that the words could mean. */
export async function memoriesNear(words: string, scope: MemoryScope, ports: NamingPorts): Promise<Memory[]> {
  const { reader, embedder, neighbours } = ports;
  const terms = queryTerms(words).flatMap((term) => term.words);
  const held = reader.searchWords(terms, LOOKED_AT, searchedFor(scope)).map(({ memory }) => memory);
  const near = await neighbours.of(words, embedder(), LOOKED_AT, scope);
  const found = [...held.filter((memory) => sameScope(memory.scope, scope)), ...near];
  return [...new Map(found.map((memory) => [memory.id, memory])).values()];
}

/**
 * The memories that contain most words of each part; a part that names nothing is skipped.
 * @param leftOut words that do not belong to a name
 */
export async function memoriesNamed(
  words: string,
  scope: MemoryScope,
  ports: NamingPorts,
  leftOut: (word: string) => boolean,
): Promise<{ readonly memories: Memory[]; readonly parts: number }> {
  const near = await memoriesNear(words, scope, ports);
  const parts = words.split(JOINTS).map((part) => bestOf(tellingWords(part, leftOut), near));
  const found = parts.filter((memories) => memories.length > 0);
  return { memories: [...new Set(found.flat())], parts: found.length };
}

function bestOf(wanted: readonly string[], near: readonly Memory[]): Memory[] {
  if (wanted.length === 0) return [];
  const counts = near.map((memory) => heldOf(wanted, tellingWords(`${memory.text} ${memory.subject ?? ''}`)));
  const most = Math.max(0, ...counts);
  return most < Math.max(1, wanted.length * LEAST_SHARE) ? [] : near.filter((_, at) => counts[at] === most);
}
