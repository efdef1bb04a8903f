import { takenName } from '#shared/agents/names.ts';
import type { ComponentFault } from '#shared/agents/saved-team.ts';

/**
 * The agents and teams in a component that are called what somebody else in a chat is called. Asked when something is
 * saved: what is there already goes on under its name.
 * @param participants the providers of agents and teams: what else has a name, such as a tool, does not speak.
 */
export function takenNamesIn(component: unknown, participants: ReadonlySet<string>): ComponentFault[] {
  const faults: ComponentFault[] = [];
  const left: { readonly value: unknown; readonly path: readonly (string | number)[] }[] = [
    { value: component, path: [] },
  ];
  // It grows while it is gone through.
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
  return typeof name === 'string' ? takenName(name) : null;
}
