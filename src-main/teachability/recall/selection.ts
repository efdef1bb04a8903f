import type { RecallCandidate, RecallOutcome } from '#shared/memory/recall.ts';
import { mayBeSeveral } from '../capture/extract/subject.ts';
import { BLOCK_FRAME_TOKENS } from '../memory-block.ts';
import { GATE, MAX_LEFT_OUT, MAX_RECALLED, MEANING_GATE_WITHOUT_TOPIC, RECALLED_SHARE } from './constants.ts';
import { Twins } from './near-duplicates.ts';
import type { Ranked } from './ranking.ts';

export interface SelectionRules {
  readonly budgetTokens: number;
  readonly destinationLocal: boolean;
  /** False: the message is about nothing, so only standing memories that shape every answer come along. */
  readonly hasTopic: boolean;
}

interface Chosen {
  readonly ranked: Ranked;
  readonly outcome: RecallOutcome;
}

/** What is sent and what is left out, and why: used ones first, best first; of those left out the nearest. */
export function select(
  standing: readonly Ranked[],
  recalled: readonly Ranked[],
  rules: SelectionRules,
): { candidates: RecallCandidate[]; usedTokens: number } {
  const sorted = sortOut([...standing, ...recalled], rules);
  const fitted = fitInto(Math.max(0, rules.budgetTokens - BLOCK_FRAME_TOKENS), sorted.eligible);
  const chosen = [...fitted, ...sorted.left];
  const used = chosen.filter(({ outcome }) => outcome === 'used').sort(best);
  const leftOut = chosen
    .filter(({ outcome }) => outcome !== 'used')
    .sort(best)
    .slice(0, MAX_LEFT_OUT);
  return {
    candidates: [...used, ...leftOut].map(toCandidate),
    usedTokens: used.length === 0 ? 0 : BLOCK_FRAME_TOKENS + cost(used.map(({ ranked }) => ranked)),
  };
}

/** True when a memory of the recalled route is near enough to the question to be sent. */
export function passesGate(ranked: Ranked, hasTopic: boolean): boolean {
  if (ranked.parts.total < GATE) return false;
  return hasTopic || Math.max(ranked.parts.meaning, ranked.cueWords) >= MEANING_GATE_WITHOUT_TOPIC;
}

/** Those that may be sent if there is room, and those that may not whatever the room. */
function sortOut(all: readonly Ranked[], rules: SelectionRules): { eligible: Ranked[]; left: Chosen[] } {
  const eligible: Ranked[] = [];
  const twins = new Twins();
  const left: Chosen[] = [];
  const own = ownSubjects(all, rules);
  for (const ranked of all) {
    const outcome = refusal(ranked, rules) ?? (isOverruled(ranked, own) ? 'overruled' : null);
    const twin = outcome === null ? twins.find(ranked.reading.gist) : undefined;
    if (outcome !== null) left.push({ ranked, outcome });
    else if (twin !== undefined)
      left.push({ ranked: keepNewer(eligible, twin, ranked), outcome: 'duplicate' });
    else {
      eligible.push(ranked);
      twins.add(ranked.reading.gist);
    }
  }
  return { eligible, left };
}

/** What an assistant or a project has a say of its own about. */
function ownSubjects(all: readonly Ranked[], rules: SelectionRules): ReadonlySet<string> {
  const own = all.filter(
    (ranked) => ranked.memory.scope.type !== 'everywhere' && refusal(ranked, rules) === null,
  );
  return new Set(own.flatMap(({ memory: { subject } }) => subject ?? []));
}

/** Of a subject of which there is one truth at a time, the narrower one counts. */
function isOverruled({ memory: { scope, subject } }: Ranked, own: ReadonlySet<string>): boolean {
  return scope.type === 'everywhere' && subject !== null && own.has(subject) && !mayBeSeveral(subject);
}

function refusal(ranked: Ranked, rules: SelectionRules): RecallOutcome | null {
  if (ranked.memory.private && !rules.destinationLocal) return 'held_back';
  return ranked.route === 'recalled' && !passesGate(ranked, rules.hasTopic) ? 'below_gate' : null;
}

/** Of two that say the same the newer wording stays, in the place of the better one. Returns the one that goes. */
function keepNewer(kept: Ranked[], at: number, other: Ranked): Ranked {
  const earlier = kept[at];
  if (earlier === undefined || earlier.memory.updatedAt >= other.memory.updatedAt) return other;
  kept[at] = other;
  return earlier;
}

/** Standing memories first, all while they fit; when they do not, recalled ones have a share of their own. */
function fitInto(budget: number, eligible: readonly Ranked[]): Chosen[] {
  const standing = eligible.filter(({ route }) => route === 'standing');
  const recalled = eligible.filter(({ route }) => route === 'recalled');
  const wanted = cost(recalled.slice(0, MAX_RECALLED));
  const reserve = Math.min(wanted, Math.floor(budget * RECALLED_SHARE));
  const first = fill(standing, budget - reserve, standing.length);
  const second = fill(recalled, budget - cost(usedOf(first)), MAX_RECALLED);
  return [...first, ...second];
}

/** Takes each that still fits, best first; never a part of one. */
function fill(ranked: readonly Ranked[], room: number, most: number): Chosen[] {
  let left = room;
  let taken = 0;
  return ranked.map((one) => {
    const needed = one.reading.cost;
    if (needed > left || taken >= most) return { ranked: one, outcome: 'over_budget' };
    left -= needed;
    taken += 1;
    return { ranked: one, outcome: 'used' };
  });
}

function usedOf(chosen: readonly Chosen[]): Ranked[] {
  return chosen.filter(({ outcome }) => outcome === 'used').map(({ ranked }) => ranked);
}

function cost(ranked: readonly Ranked[]): number {
  return ranked.reduce((sum, one) => sum + one.reading.cost, 0);
}

function best(one: Chosen, other: Chosen): number {
  return other.ranked.parts.total - one.ranked.parts.total;
}

function toCandidate({ ranked, outcome }: Chosen): RecallCandidate {
  const { memory, route, parts, matchedCue } = ranked;
  return {
    memoryId: memory.id,
    kind: memory.kind,
    scope: memory.scope,
    text: memory.text,
    route,
    outcome,
    parts,
    matchedCue,
    updatedAt: memory.updatedAt,
  };
}
