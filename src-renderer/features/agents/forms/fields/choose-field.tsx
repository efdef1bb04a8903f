import { useId } from 'react';
import type { Component, Json, Path } from '../../component/component-json.ts';
import {
  isComponent,
  isObject,
  membersOf,
  nameOf,
  textsIn,
  valueAt,
} from '../../component/component-json.ts';
import type { Editor } from '../editor-context.ts';
import { useEditor, useFault } from '../editor-context.ts';
import type { FieldProps } from './field-props.ts';
import type { Field } from '../specs/form-fields.ts';
import '../form-parts.css';

interface Choice {
  readonly name: string;
  readonly note: string;
}

/** Several of what there is, by name: tools, members. What is set and not there can be taken off. */
export function ChooseField({ field, component, path }: FieldProps) {
  const editor = useEditor();
  const place = [...path, 'config', field.key];
  const fault = useFault(place);
  const faultId = useId();
  const value = component.config[field.key];
  const choices = choicesOf(field, component, path, editor);
  const chosen = namesIn(value);
  const gone = chosen.filter((name) => !choices.some((choice) => choice.name === name));
  const all = [...choices, ...gone.map((name) => ({ name, note: 'Not there any more.' }))];
  const toggle = (name: string): void => {
    const next = toggled(value, name);
    editor.change(place, next.length === 0 ? undefined : next);
  };
  return (
    <fieldset className="choose" aria-describedby={fault === undefined ? undefined : faultId}>
      <legend>{field.label}</legend>
      {field.help === undefined ? null : <p className="choose-help">{field.help}</p>}
      {all.length === 0 ? <p className="choose-none">{emptyWords(field)}</p> : null}
      {all.map(({ name, note }) => (
        <label key={name} className="choose-one">
          <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} />
          <span>
            <span dir="auto">{name}</span>
            {note === '' ? null : <span className="choose-note">{note}</span>}
          </span>
        </label>
      ))}
      {fault === undefined ? null : (
        <p id={faultId} className="choose-fault" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}

function choicesOf(
  { type }: Field,
  component: Component,
  path: Path,
  { component: root, options }: Editor,
): readonly Choice[] {
  if (type === 'tools') {
    return (options?.tools ?? []).map(({ name, description, approval }) => ({
      name,
      note: approval ? `${description} You are asked before each call.` : description,
    }));
  }
  const own = type === 'others' ? nameOf(component) : null;
  return teamNames(root, path).flatMap((name) => (name === own ? [] : [{ name, note: '' }]));
}

/** The names of the members of the innermost team around a path. */
function teamNames(root: Component, path: Path): readonly string[] {
  const at = path.lastIndexOf('participants');
  const owner = path.includes('terminationCondition')
    ? path.slice(0, path.lastIndexOf('terminationCondition') - 1)
    : path.slice(0, Math.max(0, at - 1));
  const team = valueAt(root, owner);
  return isComponent(team) ? membersOf(team).map(({ component }) => nameOf(component)) : [];
}

function emptyWords({ type }: Field): string {
  return type === 'tools' ? 'There are no tools yet.' : 'There is nobody else in the team.';
}

/** The names in a list; an object is known by its target. */
function namesIn(value: Json | undefined): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: Json) => textsIn([isObject(item) ? (item['target'] ?? null) : item]));
}

/** With a name more or less; everything else of the list is kept as it is. */
function toggled(value: Json | undefined, name: string): readonly Json[] {
  const items: readonly Json[] = Array.isArray(value) ? value : [];
  const without = items.filter((item) => !namesIn([item]).includes(name));
  return without.length === items.length ? [...items, name] : without;
}
