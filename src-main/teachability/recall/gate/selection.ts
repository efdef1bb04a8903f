/**
 * Decides which candidates are sent. This folder owns the gate: relevance, sensitivity, conflicts, duplicates and the token budget. It
 * knows neither the store nor how candidates are found.
 */
import type { RecallCandidate, RecallOutcome, RecallReason } from '#shared/memory/recall.ts';
import type { ConflictingIds } from '../../ports.ts';
import { mayBeSeveral } from '../../capture/extract/subject.ts';
import { BLOCK_FRAME_TOKENS } from '../../memory-block.ts';
import {
  domainRelevance,
  isLittleKnown,
  isWish,
  leastBesideBest,
  requiredAfter,
  requiredRelevance,
} from './relevance.ts';
import type { GateRules } from './relevance.ts';
import { FEW_LEAST, LINKED_LEAST, MAX_LEFT_OUT, MAX_RECALLED, RECALLED_SHARE } from '../constants.ts';
import { NearDuplicates } from '../near-duplicates.ts';
import type { Ranked } from '../ranking.ts';
import { sensitivityOf } from './sensitive.ts';
import { shapesEveryAnswer } from './shapes-every-answer.ts';

export interface SelectionRules extends GateRules {
  readonly budgetTokens: number;
  readonly destinationLocal: boolean;
  /** Pairs that may not both be true; left out: none. */
  readonly conflicts?: readonly ConflictingIds[];
}

/** A candidate with the reason why it passes the gate; null if it does not. */
export interface Judged {
  readonly ranked: Ranked;
  readonly needed: number;
  readonly reason: RecallReason | null;
}

interface Chosen extends Judged {
  readonly outcome: RecallOutcome;
}

/** Which candidates are sent and which are rejected, with the reason. Used ones come first, each group in order of score. */
export function select(
  judged: readonly Judged[],
  rules: SelectionRules,
): { candidates: RecallCandidate[]; usedTokens: number } {
  const sorted = sortOut(withNewer(judged, rules), rules);
  const fitted = fitInto(Math.max(0, rules.budgetTokens - BLOCK_FRAME_TOKENS), sorted.eligible);
  const chosen = [...fitted, ...sorted.left];
  const used = chosen.filter(({ outcome }) => outcome === 'used').sort(best);
  const leftOut = chosen
    .filter(({ outcome }) => outcome !== 'used')
    .sort(best)
    .slice(0, MAX_LEFT_OUT);
  return {
    candidates: [...used, ...leftOut].map(toCandidate),
    usedTokens: used.length === 0 ? 0 : BLOCK_FRAME_TOKENS + cost(used),
  };
}

/**
 * Decides which candidates may be sent. Memories that shape every answer always go to a model; of the others those that are relevant, each
 * further one on stronger evidence.
 * @param linked ids of memories about something that a relevant memory names
 */
export function judge(
  all: readonly Ranked[],
  rules: GateRules,
  linked: ReadonlySet<string> = new Set(),
): Judged[] {
  const judged = all
    .filter((ranked) => isNoAnswer(ranked, rules))
    .map((ranked): Judged => ({ ranked, needed: requiredRelevance(ranked, rules), reason: null }));
  const byRelevance = all
    .filter((ranked) => !isNoAnswer(ranked, rules))
    .map((one): Ranked => ({ ...one, relevance: one.relevance + domainRelevance(one, rules) }))
    .sort((one, other) => other.relevance - one.relevance);
  const [nearest] = byRelevance;
  const wishes = all.filter(({ memory }) => isWish(memory)).length;
  const littleKnown = isLittleKnown(rules, wishes);
  let before = 0;
  for (const ranked of byRelevance) {
    const { memory, relevance } = ranked;
    const least = leastBesideBest(nearest ?? ranked, ranked, rules, wishes);
    const usual = Math.max(least, requiredRelevance(ranked, rules) + requiredAfter(before));
    if (relevance >= usual) before += 1;
    const eased: [RecallReason, number][] = [];
    if (linked.has(memory.id)) eased.push(['linked', LINKED_LEAST]);
    if (littleKnown && isWish(memory) && sensitivityOf(memory.text) === 0) eased.push(['few', FEW_LEAST]);
    const ways: [RecallReason, number][] = [['bears', usual], ...eased];
    const reason = ways.find(([, of]) => relevance >= of)?.[0] ?? null;
    const needed = Math.min(...ways.map(([, of]) => of));
    judged.push({ ranked, needed, reason: always(ranked, rules) ?? reason });
  }
  return judged.sort((one, other) => other.ranked.parts.total - one.ranked.parts.total);
}

/** How answers should be is no answer itself, unless the question names it: by so large a share of its words, or surely by its meaning. */
const NAMED_BY_WORDS = 0.25;
const NAMED_BY_MEANING = 0.4;

function isNoAnswer({ memory, parts, relevance }: Ranked, { audience }: GateRules): boolean {
  if (audience !== 'memory' || parts.words >= NAMED_BY_WORDS || relevance >= NAMED_BY_MEANING) return false;
  return shapesEveryAnswer(memory);
}

/** The reason for sending it with every request; null for an answer from memory, which is about the question alone. */
function always({ memory }: Ranked, { audience }: GateRules): RecallReason | null {
  if (audience === 'memory') return null;
  if (memory.pinned) return 'pinned';
  return shapesEveryAnswer(memory) ? 'shapes' : null;
}

/** Splits candidates into those that may be sent if they fit the budget and those that may not. */
function sortOut(all: readonly Judged[], rules: SelectionRules): { eligible: Judged[]; left: Chosen[] } {
  const eligible: Judged[] = [];
  const twins = new NearDuplicates();
  const left: Chosen[] = [];
  const own = ownSubjects(all, rules);
  const outdated = outdatedIds(all, rules);
  for (const judged of all) {
    const outcome =
      refusal(judged, rules) ??
      (isOverruled(judged, own) || outdated.has(judged.ranked.memory.id) ? 'overruled' : null);
    const twin = outcome === null ? twins.find(judged.ranked.features.gist) : undefined;
    if (outcome !== null) left.push({ ...judged, outcome });
    else if (twin !== undefined) left.push({ ...keepNewer(eligible, twin, judged), outcome: 'duplicate' });
    else {
      eligible.push(judged);
      twins.add(judged.ranked.features.gist);
    }
  }
  return { eligible, left };
}

/** Subjects about which an assistant or a project has a memory of its own. */
function ownSubjects(all: readonly Judged[], rules: SelectionRules): ReadonlySet<string> {
  const own = all.filter(
    (judged) => judged.ranked.memory.scope.type !== 'everywhere' && refusal(judged, rules) === null,
  );
  return new Set(own.flatMap(({ ranked }) => ranked.memory.subject ?? []));
}

/** A memory of a narrower scope overrules one for everywhere, if its subject has one value at a time. */
function isOverruled({ ranked }: Judged, own: ReadonlySet<string>): boolean {
  const { scope, subject } = ranked.memory;
  return scope.type === 'everywhere' && subject !== null && own.has(subject) && !mayBeSeveral(subject);
}

/** If many conflict with each other they are a series, such as rooms and their numbers, and may all be true. */
function plainConflicts({ conflicts = [] }: SelectionRules): readonly ConflictingIds[] {
  const count = new Map<string, number>();
  for (const id of conflicts.flatMap(({ older, newer }) => [older, newer]))
    count.set(id, (count.get(id) ?? 0) + 1);
  return conflicts.filter(({ older, newer }) => count.get(older) === 1 && count.get(newer) === 1);
}

/** If the older of two memories in conflict passes the gate, the newer one passes too, because both are about the same thing. */
function withNewer(all: readonly Judged[], rules: SelectionRules): readonly Judged[] {
  const conflicts = plainConflicts(rules);
  if (conflicts.length === 0) return all;
  const byId = new Map(all.map((judged) => [judged.ranked.memory.id, judged]));
  const olderOf = new Map(conflicts.map(({ older, newer }) => [newer, older]));
  return all.map((judged) => {
    const older = byId.get(olderOf.get(judged.ranked.memory.id) ?? '');
    return judged.reason === null && older != null ? { ...judged, reason: older.reason } : judged;
  });
}

/** Until the user decides which of two memories in conflict holds, only the newer one is sent. */
function outdatedIds(all: readonly Judged[], rules: SelectionRules): ReadonlySet<string> {
  const conflicts = plainConflicts(rules);
  if (conflicts.length === 0) return new Set();
  const eligible = new Set(
    all.filter((judged) => refusal(judged, rules) === null).map(({ ranked }) => ranked.memory.id),
  );
  return new Set(conflicts.filter(({ newer }) => eligible.has(newer)).map(({ older }) => older));
}

function refusal({ ranked, reason }: Judged, rules: SelectionRules): RecallOutcome | null {
  if (ranked.memory.private && !rules.destinationLocal) return 'held_back';
  return reason === null ? 'below_gate' : null;
}

/** Of two memories that say the same, keeps the newer one, in the position of the better one. Returns the other. */
function keepNewer(kept: Judged[], at: number, other: Judged): Judged {
  const earlier = kept[at];
  if (earlier === undefined || earlier.ranked.memory.updatedAt >= other.ranked.memory.updatedAt) return other;
  kept[at] = other;
  return earlier;
}

/** Fills the budget: first what is always sent, then standing memories. If not all of these fit, part of the budget is reserved for recalled ones. */
function fitInto(budget: number, eligible: readonly Judged[]): Chosen[] {
  if (eligible.some(({ reason }) => reason === 'about_user')) {
    const [first, others] = [eligible.filter(isAlways), eligible.filter((judged) => !isAlways(judged))];
    return fill([...first, ...inTurn(others)], budget, eligible.length);
  }
  const standing = eligible.filter(({ ranked }) => ranked.route === 'standing');
  const [first, others] = [standing.filter(isAlways), standing.filter((judged) => !isAlways(judged))];
  const recalled = eligible.filter(({ ranked }) => ranked.route === 'recalled');
  const wanted = cost(recalled.slice(0, MAX_RECALLED));
  const reserve = Math.min(wanted, Math.floor(budget * RECALLED_SHARE));
  const ofStanding = fill([...first, ...others], budget - reserve, standing.length);
  const ofRecalled = fill(recalled, budget - cost(usedOf(ofStanding)), MAX_RECALLED);
  return [...ofStanding, ...ofRecalled];
}

/** Takes one of each kind in turn, so that some of each kind are sent if not all fit. */
function inTurn(judged: readonly Judged[]): Judged[] {
  const kinds = [...Map.groupBy(judged, ({ ranked }) => ranked.memory.kind).values()];
  const longest = Math.max(0, ...kinds.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => kinds.flatMap((some) => some.slice(at, at + 1))).flat();
}

function isAlways({ reason }: Judged): boolean {
  return reason === 'shapes' || reason === 'pinned';
}

/** Takes each memory that still fits, best first, and never part of one. */
function fill(judged: readonly Judged[], room: number, most: number): Chosen[] {
  let left = room;
  let taken = 0;
  return judged.map((one) => {
    const needed = one.ranked.features.cost;
    if (needed > left || taken >= most) return { ...one, outcome: 'over_budget' };
    left -= needed;
    taken += 1;
    return { ...one, outcome: 'used' };
  });
}

function usedOf(chosen: readonly Chosen[]): Chosen[] {
  return chosen.filter(({ outcome }) => outcome === 'used');
}

function cost(judged: readonly Judged[]): number {
  return judged.reduce((sum, { ranked }) => sum + ranked.features.cost, 0);
}

function best(one: Chosen, other: Chosen): number {
  return other.ranked.parts.total - one.ranked.parts.total;
}

function toCandidate({ ranked, outcome, needed, reason }: Chosen): RecallCandidate {
  const { memory, route, parts, relevance, domain, matchedCue } = ranked;
  return {
    memoryId: memory.id,
    kind: memory.kind,
    scope: memory.scope,
    text: memory.text,
    route,
    outcome,
    parts: {
      ...parts,
      domain,
      bearing: relevance,
      needed,
      ...(outcome === 'used' && reason !== null ? { reason } : {}),
    },
    matchedCue,
    updatedAt: memory.updatedAt,
  };
}
