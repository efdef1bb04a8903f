/**
 * What must be on disk: a value for everything that was acknowledged, and what else is allowed where a process was killed
 * before it answered.
 */
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract/commands.ts';
import type { Random } from './random.ts';
import type { StormProcess } from './storm-process.ts';

/** Values by what they are of; null: it must not be there. */
export type Facts = ReadonlyMap<string, string | null>;

interface Unanswered {
  readonly changes: Facts;
  /** True: either all of them came about or none. */
  readonly together: boolean;
}

export class World {
  readonly random: Random;
  readonly faults: string[] = [];
  /** What was in the database when each backup was made. */
  readonly backups = new Map<string, Facts>();
  /** The last change of each memory, and what taking it back brings. */
  readonly undoable = new Map<string, { readonly changeId: string; readonly back: Facts }>();
  /** In which chat a message or a run is. */
  readonly chatOf = new Map<string, string>();
  process: StormProcess | null = null;
  #facts = new Map<string, string | null>();
  #unanswered: Unanswered[] = [];
  /** What would be there if an unanswered restore came about. */
  #otherwise: Facts | null = null;
  #made = 0;
  /** Changes that were answered. */
  acknowledged = 0;

  constructor(random: Random) {
    this.random = random;
  }

  get facts(): Facts {
    return this.#facts;
  }

  /** A number that no other text of this world has. */
  number(): number {
    this.#made += 1;
    return this.#made;
  }

  /** Of everything of one kind that is there. */
  ids(kind: string): string[] {
    return [...this.#facts].flatMap(([key, value]) =>
      value !== null && key.startsWith(`${kind}/`) ? [key.slice(kind.length + 1)] : [],
    );
  }

  pick(kind: string): string | undefined {
    return this.random.pick(this.ids(kind));
  }

  /**
   * Carries a command out. Null: it was refused, or the process was killed first; then `changes` may have come about or not.
   */
  async call<Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
    changes: Readonly<Record<string, string | null>> = {},
    { together = true, restores = null }: { together?: boolean; restores?: Facts | null } = {},
  ): Promise<CommandOutput<Name> | null> {
    const outcome = (await this.process?.call(name, input)) ?? 'killed';
    if (outcome === 'killed') {
      this.unanswered(changes, together);
      if (restores !== null) this.#otherwise = restores;
      return null;
    }
    if (outcome.ok) {
      this.learn(changes);
      if (restores !== null) this.#restored(restores);
      return outcome.value;
    }
    // What the user or a server brings about is no fault; but a backup that was made can be restored.
    if (outcome.error.fault === 'system' || name === 'backups.check')
      this.faults.push(
        `${name}: ${outcome.error.code}: ${outcome.error.message} ${outcome.error.detail ?? ''}`,
      );
    return null;
  }

  learn(changes: Readonly<Record<string, string | null>>): void {
    for (const [key, value] of Object.entries(changes)) {
      this.#facts.set(key, value);
      this.acknowledged += 1;
    }
  }

  unanswered(changes: Readonly<Record<string, string | null>>, together = true): void {
    if (Object.keys(changes).length > 0)
      this.#unanswered.push({ changes: new Map(Object.entries(changes)), together });
  }

  begin(facts: Readonly<Record<string, string | null>>): void {
    this.#facts = new Map(Object.entries(facts));
  }

  /** Compares with what is on disk, and goes on from there. */
  settle(found: Facts): void {
    const wrong = this.#differences(this.#facts, found);
    const restored = this.#otherwise;
    if (wrong.length > 0 && restored !== null && this.#differences(restored, found).length === 0) {
      this.#restored(restored);
    } else {
      this.faults.push(...wrong);
    }
    for (const { changes } of this.#unanswered)
      for (const key of changes.keys()) this.#facts.set(key, found.get(key) ?? null);
    this.#unanswered = [];
    this.#otherwise = null;
  }

  #differences(facts: Facts, found: Facts): string[] {
    const open = new Map<string, Set<string | null>>();
    const wrong: string[] = [];
    for (const { changes, together } of this.#unanswered) {
      const came = [...changes].map(([key, value]) => (found.get(key) ?? null) === value);
      // Of what was never learned (a database of an earlier version, an import without an answer) it shows only that it has not come.
      const stayed = [...changes].map(([key, value]) => {
        const there = found.get(key) ?? null;
        return facts.has(key) ? there === facts.get(key) : there !== value;
      });
      if (together && !came.every(Boolean) && !stayed.every(Boolean))
        wrong.push(`half came about: ${JSON.stringify([...changes])}`);
      for (const [key, value] of changes) open.set(key, (open.get(key) ?? new Set()).add(value));
    }
    for (const [key, value] of facts) {
      const there = found.get(key) ?? null;
      if (there !== value && open.get(key)?.has(there) !== true)
        wrong.push(`${key} is ${JSON.stringify(there)}, not ${JSON.stringify(value)}`);
    }
    return wrong;
  }

  #restored(facts: Facts): void {
    this.#facts = new Map(facts);
    this.undoable.clear();
  }
}
