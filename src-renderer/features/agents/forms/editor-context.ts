import { createContext, use } from 'react';
import type { AgentOptions } from '../../../state/runs/agents-store.ts';
import type { Component, Fault, Json, Path } from '../component/component-json.ts';
import { faultsAround, faultsWithin, textOfPath } from '../component/faults.ts';
import { formOf } from './specs/forms.ts';

/** What every field of a draft needs: the whole, its faults, what may be chosen, and a way to change it. */
export interface Editor {
  readonly component: Component;
  readonly faults: readonly Fault[];
  /** Null: not loaded. */
  readonly options: AgentOptions | null;
  readonly change: (path: Path, value: Json | undefined) => void;
  /** Gives another name to who is there: what calls it by the old one follows, and so does what it was taught. */
  readonly rename: (path: Path, name: string) => void;
  /** Puts another whole in its place; `done` says what happened, for an Undo. */
  readonly replace: (component: Component, done?: string) => void;
}

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (editor === null) throw new Error('A field of an editor stands outside of one.');
  return editor;
}

/** What is wrong at a place, in words; undefined: nothing. `inside`: also what is wrong in something inside it. */
export function useFault(path: Path, inside = true): string | undefined {
  const { faults } = useEditor();
  const own = inside ? faultsWithin(faults, path) : faults.filter((fault) => fault.path === textOfPath(path));
  return own.length === 0 ? undefined : own.map(({ message }) => message).join(' ');
}

/** What is wrong with a component inside another, but at none of its fields; undefined: nothing. */
export function usePartFault(path: Path, component: Component | null): string | undefined {
  const { faults } = useEditor();
  const shown = component === null ? [] : (formOf(component)?.fields.map(({ key }) => key) ?? []);
  const own = faultsAround(faults, path, [...shown, 'conditions']);
  return own.length === 0 ? undefined : own.map(({ message }) => message).join(' ');
}
