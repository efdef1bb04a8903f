import { createContext, use } from 'react';
import type { AgentOptions } from '../../../state/runs/agents-store.ts';
import type { Component, Fault, Json, Path } from '../component/component-json.ts';
import { faultsAround, faultsWithin, textOfPath } from '../component/faults.ts';
import { formOf } from './specs/forms.ts';

/** What every field of a draft needs: the root component, its faults, the available options, and ways to change it. */
export interface Editor {
  readonly component: Component;
  readonly faults: readonly Fault[];
  /** Null until loaded. */
  readonly options: AgentOptions | null;
  readonly change: (path: Path, value: Json | undefined) => void;
  /** Renames the participant at a path and updates references to it; its memories move along when the team is saved. */
  readonly rename: (path: Path, name: string) => void;
  /** Replaces the root component; `done` describes the change in a toast with Undo. */
  readonly replace: (component: Component, done?: string) => void;
}

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (editor === null) throw new Error('A field of an editor stands outside of one.');
  return editor;
}

/** The fault at a path as text; undefined when there is none. `inside` includes faults below the path. */
export function useFault(path: Path, inside = true): string | undefined {
  const { faults } = useEditor();
  const own = inside ? faultsWithin(faults, path) : faults.filter((fault) => fault.path === textOfPath(path));
  return own.length === 0 ? undefined : own.map(({ message }) => message).join(' ');
}

/** The faults of a nested component that none of its fields shows, as text; undefined when there are none. */
export function usePartFault(path: Path, component: Component | null): string | undefined {
  const { faults } = useEditor();
  const shown = component === null ? [] : (formOf(component)?.fields.map(({ key }) => key) ?? []);
  const own = faultsAround(faults, path, [...shown, 'conditions']);
  return own.length === 0 ? undefined : own.map(({ message }) => message).join(' ');
}
