import { useId } from 'react';
import type { Component, Json, Path } from '../../component/component-json.ts';
import {
  isComponent,
  isObject,
  membersOf,
  nameOf,
  stringsIn,
  valueAt,
} from '../../component/component-json.ts';
import type { Editor } from '../editor-context.ts';
import { useEditor, useFault } from '../editor-context.ts';
import type { FieldProps } from './field-props.ts';
import type { Field } from '../specs/form-fields.ts';
import { t } from '../../../../language/translate.ts';
import '../form-parts.css';

interface Choice {
  readonly name: string;
  readonly note: string;
}

/** Checkboxes for what is available: tools or members. Selected names that no longer exist can be removed. */
export function MultiSelectField({ field, component, path }: FieldProps) {
  const editor = useEditor();
  const valuePath = [...path, 'config', field.key];
  const fault = useFault(valuePath);
  const faultId = useId();
  const value = component.config[field.key];
  const choices = choicesOf(field, component, path, editor);
  const chosen = namesIn(value);
  const gone = chosen.filter((name) => !choices.some((choice) => choice.name === name));
  const all = [...choices, ...gone.map((name) => ({ name, note: t('Not there any more.') }))];
  const toggle = (name: string): void => {
    const next = toggled(value, name);
    editor.change(valuePath, next.length === 0 ? undefined : next);
  };
  return (
    <fieldset className="choose" aria-describedby={fault === undefined ? undefined : faultId}>
      <legend>{field.label}</legend>
      {field.help === undefined ? null : <p className="choose-help">{field.help}</p>}
      {all.length === 0 ? <p className="choose-none">{emptyText(field)}</p> : null}
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
      note: approval ? t('{{description}} You are asked before each call.', { description }) : description,
    }));
  }
  const own = type === 'others' ? nameOf(component) : null;
  return teamNames(root, path).flatMap((name) => (name === own ? [] : [{ name, note: '' }]));
}

/** The member names of the innermost team around a path. */
function teamNames(root: Component, path: Path): readonly string[] {
  const at = path.lastIndexOf('participants');
  const owner = path.includes('terminationCondition')
    ? path.slice(0, path.lastIndexOf('terminationCondition') - 1)
    : path.slice(0, Math.max(0, at - 1));
  const team = valueAt(root, owner);
  return isComponent(team) ? membersOf(team).map(({ component }) => nameOf(component)) : [];
}

function emptyText({ type }: Field): string {
  return type === 'tools' ? t('There are no tools yet.') : t('There is nobody else in the team.');
}

/** The names in a list; an object is named by its target. */
function namesIn(value: Json | undefined): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: Json) => stringsIn([isObject(item) ? (item['target'] ?? null) : item]));
}

/** Adds or removes a name; everything else in the list is kept. */
function toggled(value: Json | undefined, name: string): readonly Json[] {
  const items: readonly Json[] = Array.isArray(value) ? value : [];
  const without = items.filter((item) => !namesIn([item]).includes(name));
  return without.length === items.length ? [...items, name] : without;
}
