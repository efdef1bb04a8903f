import { knowledgeLimits } from '#shared/knowledge/limits.ts';
import { placeText } from '#shared/knowledge/place-text.ts';
import { estimateTokens } from '#shared/tokens.ts';
import type { IndexReading, StoredSource } from './ports.ts';
import { relevantPassages } from './relevance.ts';
import type { RankedPassage, RequestTerm } from './relevance.ts';

export interface PassageRequest {
  /** The user's own words. */
  readonly query: string;
  /** Folders to search. */
  readonly sources: readonly StoredSource[];
  /** What the passages may take of the request, in estimated tokens. */
  readonly budgetTokens: number;
}

/** A passage for one request. */
export interface RequestPassage {
  /** From 1. */
  readonly number: number;
  readonly sourceId: string;
  readonly path: string;
  readonly heading: string;
  readonly place: RankedPassage['place'];
  readonly text: string;
  readonly digest: string;
  /** True: only for models on this machine. */
  readonly onlyHere: boolean;
}

export interface PassageSearchPorts {
  readonly index: Pick<IndexReading, 'search'>;
  readonly isSmallTalk: (query: string) => boolean;
  /** The informative words of a request. */
  readonly termsOf: (query: string) => readonly RequestTerm[];
  /** Null: by words alone. */
  readonly vectorOf: (
    query: string,
  ) => Promise<{ readonly embedder: string; readonly vector: Float32Array } | null>;
  /** Maps a cosine to 0..1. */
  readonly meaningOf: (cosine: number, embedder: string) => number;
}

/** How many passages each route finds. */
const FOUND = 40;
/** Of very long requests the rest is ignored. */
const MOST_QUERY = 2_000;
const MOST_TERMS = 24;
/** Line and fence around a passage, in tokens. */
const FRAME = 12;
/** Less is not worth a place in the request. */
const LEAST_TOKENS = 60;

/** The passages that bear on a request, best first, within its budget; empty for small talk. Throws when the index cannot be read. */
export async function passagesFor(
  { query, sources, budgetTokens }: PassageRequest,
  ports: PassageSearchPorts,
): Promise<RequestPassage[]> {
  const asked = query.slice(0, MOST_QUERY).trim();
  if (sources.length === 0 || asked === '' || ports.isSmallTalk(asked)) return [];
  const terms = ports.termsOf(asked).slice(0, MOST_TERMS);
  const vector = await ports.vectorOf(asked);
  if (terms.length === 0 && vector === null) return [];
  const found = ports.index.search({
    terms: terms.map(({ words }) => words),
    vector,
    sourceIds: sources.map(({ id }) => id),
    limit: FOUND,
  });
  const ranked = relevantPassages(terms, found, (cosine) => ports.meaningOf(cosine, vector?.embedder ?? ''));
  const onlyHere = new Set(sources.flatMap((source) => (source.onlyHere ? [source.id] : [])));
  return withinBudget(distinct(ranked), budgetTokens).map((passage, index) => ({
    number: index + 1,
    sourceId: passage.sourceId,
    path: passage.path,
    heading: passage.heading,
    place: passage.place,
    text: passage.text,
    digest: passage.digest,
    onlyHere: onlyHere.has(passage.sourceId),
  }));
}

/** Copies of a file say the same thing twice. */
function distinct(ranked: readonly RankedPassage[]): RankedPassage[] {
  const seen = new Set<string>();
  return ranked.filter(({ digest }) => !seen.has(digest) && seen.add(digest));
}

function withinBudget(ranked: readonly RankedPassage[], budgetTokens: number): RankedPassage[] {
  const kept: RankedPassage[] = [];
  let left = budgetTokens;
  for (const passage of ranked) {
    const cost =
      estimateTokens(passage.text) +
      estimateTokens(passage.path + passage.heading + placeText(passage.place)) +
      FRAME;
    if (kept.length === knowledgeLimits.perAnswer || left < LEAST_TOKENS) break;
    if (cost > left) continue;
    kept.push(passage);
    left -= cost;
  }
  return kept;
}
