import { reservedNameReason } from '#shared/agents/names.ts';
import type { ComponentFault } from '#shared/agents/saved-team.ts';

/**
 * One fault for each agent or team in a component with a reserved name. Checked when a component is saved; stored ones keep working.
 * @param participants the providers of agents and teams; other components with a name, such as tools, are not checked.
 */
export function reservedNames(component: unknown, participants: ReadonlySet<string>): ComponentFault[] {
  const faults: ComponentFault[] = [];
  const left: { readonly value: unknown; readonly path: readonly (string | number)[] }[] = [
    { value: component, path: [] },
  ];
  // The list grows while it is iterated.
  for (const { value, path } of left) {
    if (typeof value !== 'object' || value === null) continue;
    const message = ownFault(value, participants);
    if (message !== null) faults.push({ path: [...path, 'config', 'name'].join('.'), message });
    for (const [key, inner] of Array.isArray(value) ? value.entries() : Object.entries(value))
      left.push({ value: inner, path: [...path, key] });
  }
  return faults;
}

function ownFault(value: object, participants: ReadonlySet<string>): string | null {
  const provider: unknown = Reflect.get(value, 'provider');
  const config: unknown = Reflect.get(value, 'config');
  if (typeof provider !== 'string' || !participants.has(provider)) return null;
  if (typeof config !== 'object' || config === null) return null;
  const name: unknown = Reflect.get(config, 'name');
  return typeof name === 'string' ? reservedNameReason(name) : null;
}
