import { NativeSelect } from '@mantine/core';
import { isComponent } from '../../component/component-json.ts';
import { useEditor, usePartFault } from '../editor-context.ts';
import type { PartFieldProps } from './field-props.ts';
import { contextForms } from '../specs/termination-forms.ts';
import { newComponent, offered } from '../specs/new-component.ts';
import { t } from '../../../../language/translate.ts';
import '../form-parts.css';

/** How much of the conversation a request includes. */
export function ContextField({ label, valuePath, value, Fields }: PartFieldProps) {
  const { change, options } = useEditor();
  const context = isComponent(value) ? value : null;
  const fault = usePartFault(valuePath, context);
  const known = offered(contextForms, options).map(({ provider, form }) => ({
    value: provider,
    label: form.label,
  }));
  const chosen = context?.provider ?? '';
  const other =
    chosen === '' || known.some((each) => each.value === chosen) ? [] : [{ value: chosen, label: chosen }];
  return (
    <div className="part">
      <NativeSelect
        label={label}
        error={fault}
        data={[{ value: '', label: t('All of it, as usual') }, ...known, ...other]}
        value={chosen}
        onChange={(event) => {
          const provider = event.currentTarget.value;
          change(valuePath, provider === '' ? undefined : { ...newComponent(provider, options) });
        }}
      />
      {context === null ? null : (
        <div className="part-fields">
          <Fields component={context} path={valuePath} />
        </div>
      )}
    </div>
  );
}
