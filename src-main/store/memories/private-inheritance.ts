import type { Memory } from '#shared/memory/memory.ts';
import { valueOf } from './memory-row.ts';
import type { ChangeStep } from './change-step.ts';
import type { StoredMemory } from './memory-records.ts';

type Stored = (ids: readonly string[]) => ReadonlyMap<string, StoredMemory>;

/** `heir` becomes private when `from` is, because it replaces, contradicts or restores it. */
interface Inheritance {
  readonly heir: string;
  readonly from: string;
}

/**
 * Makes whatever replaces something private private as well: the same fact in other words must not leave the machine.
 * Every way of replacing, merging and restoring memories goes through here. Only the user makes such a memory public,
 * by a separate change.
 */
export function inheritPrivacy(steps: readonly ChangeStep[], stored: Stored): readonly ChangeStep[] {
  const restored = stored(steps.filter(isRestoring).map(({ id }) => id));
  const links = steps.flatMap((step) => inheritances(step, restored));
  if (links.length === 0) return steps;
  const memories = stored([...new Set(links.flatMap(({ heir, from }) => [heir, from]))]);
  const isPrivate = new Set(
    [...memories.values()].filter(({ memory }) => memory.private).map(({ memory }) => memory.id),
  );
  for (const step of steps) if ('value' in step && step.value.private) isPrivate.add(step.id);
  const heirs = newlyPrivate(links, isPrivate);
  return heirs.size === 0
    ? steps
    : [...steps.map((step) => asPrivate(step, heirs)), ...updatesFor(steps, heirs, memories)];
}

function isRestoring(step: ChangeStep): boolean {
  return step.type === 'update' && step.action === 'restored';
}

function inheritances(step: ChangeStep, restored: ReadonlyMap<string, StoredMemory>): Inheritance[] {
  if (step.type === 'conflict') return [{ heir: step.id, from: step.with }];
  if (step.type === 'add') return (step.replaces ?? []).map((from) => ({ heir: step.id, from }));
  if (step.type !== 'update') return [];
  // An older value is restored in place of its successor.
  const successor = isRestoring(step) ? restored.get(step.id)?.memory.supersededBy : null;
  if (successor != null) return [{ heir: step.id, from: successor }];
  return step.supersededBy == null ? [] : [{ heir: step.supersededBy, from: step.id }];
}

/** Ids that become private, also through a chain of memories. */
function newlyPrivate(links: readonly Inheritance[], isPrivate: Set<string>): ReadonlySet<string> {
  const heirs = new Set<string>();
  for (let before = -1; before < heirs.size;) {
    before = heirs.size;
    for (const { heir, from } of links) {
      if (!isPrivate.has(from) || isPrivate.has(heir)) continue;
      isPrivate.add(heir);
      heirs.add(heir);
    }
  }
  return heirs;
}

function asPrivate(step: ChangeStep, heirs: ReadonlySet<string>): ChangeStep {
  if ((step.type !== 'add' && step.type !== 'update') || !heirs.has(step.id)) return step;
  return { ...step, value: { ...step.value, private: true } };
}

/** Update steps for heirs that the change does not touch otherwise. */
function updatesFor(
  steps: readonly ChangeStep[],
  heirs: ReadonlySet<string>,
  memories: ReadonlyMap<string, StoredMemory>,
): ChangeStep[] {
  const changed = new Set(steps.filter((step) => 'value' in step).map(({ id }) => id));
  return [...heirs].flatMap((id): ChangeStep[] => {
    const memory: Memory | undefined = memories.get(id)?.memory;
    if (memory === undefined || changed.has(id)) return [];
    return [{ type: 'update', id, action: 'kept_private', value: { ...valueOf(memory), private: true } }];
  });
}
