import type { Component, Path } from '../component/component-json.ts';
import { CollapsibleFields } from './fields/collapsible-fields.tsx';
import { FieldInput } from './fields/field-input.tsx';
import { KeptKeys } from './fields/kept-keys.tsx';
import type { Field } from './specs/form-fields.ts';
import { fieldsOf, formOf, keysWithoutField } from './specs/forms.ts';
import { useEditor } from './editor-context.ts';
import { faultsWithin } from '../component/faults.ts';
import { t, tCount } from '../../../language/translate.ts';

interface ComponentFieldsProps {
  readonly component: Component;
  readonly path: Path;
}

/** The fields of one agent, team, termination condition or context; advanced ones under "More". */
export function ComponentFields({ component, path }: ComponentFieldsProps) {
  const form = formOf(component);
  if (form === undefined) {
    return (
      <p className="form-note">
        {t('Tutee has no form for “{{provider}}”. Change it in the JSON tab; everything in it is kept.', {
          provider: component.provider,
        })}
      </p>
    );
  }
  const fields = fieldsOf(component, path);
  const plain = fields.filter(({ advanced }) => advanced !== true);
  const more = fields.filter((field) => field.advanced === true);
  return (
    <>
      {plain.map((field) => (
        <FieldInput
          key={field.key}
          field={field}
          component={component}
          path={path}
          Fields={ComponentFields}
        />
      ))}
      {more.length === 0 ? null : <MoreFields fields={more} component={component} path={path} />}
      <KeysWithoutField component={component} path={path} />
    </>
  );
}

interface MoreFieldsProps extends ComponentFieldsProps {
  readonly fields: readonly Field[];
}

function MoreFields({ fields, component, path }: MoreFieldsProps) {
  const { faults } = useEditor();
  const faulty = fields.some(({ key }) => faultsWithin(faults, [...path, 'config', key]).length > 0);
  const given = fields.filter(({ key }) => component.config[key] !== undefined).length;
  return (
    <CollapsibleFields
      label={given === 0 ? t('More') : tCount(given, 'More ({{count}} set)', 'More ({{count}} set)')}
      faulty={faulty}
      className="fields"
    >
      {fields.map((field) => (
        <FieldInput
          key={field.key}
          field={field}
          component={component}
          path={path}
          Fields={ComponentFields}
        />
      ))}
    </CollapsibleFields>
  );
}

function KeysWithoutField({ component, path }: ComponentFieldsProps) {
  const keys = keysWithoutField(component, path);
  return keys.length === 0 ? null : <KeptKeys keys={keys} />;
}
