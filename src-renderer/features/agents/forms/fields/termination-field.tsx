import { Menu, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { Button, IconButton } from '../../../../ui/controls/button.tsx';
import type { Component, Json, Path } from '../../component/component-json.ts';
import { useEditor, useFault, usePartFault } from '../editor-context.ts';
import type { AllFields, PartFieldProps } from './field-props.ts';
import { formOf } from '../specs/forms.ts';
import { terminationForms } from '../specs/termination-forms.ts';
import { newComponent, offered } from '../specs/new-component.ts';
import {
  isCombination,
  OR,
  readTermination,
  withCondition,
  withMode,
  withoutCondition,
} from '../specs/terminations.ts';
import { t } from '../../../../language/translate.ts';
import '../form-parts.css';

/** When the team stops: one condition, any of several, or all of several. Conditions can be nested. */
export function TerminationField({ label, valuePath, value, Fields }: PartFieldProps) {
  const { change, options } = useEditor();
  const { mode, conditions, paths } = readTermination(value);
  const fault = useFault(valuePath, conditions.length === 0);
  const add = (provider: string): void => {
    const several = (inside: readonly Json[]) => newComponent(OR, options, { conditions: inside });
    change(valuePath, withCondition(value, newComponent(provider, options), several));
  };
  return (
    <fieldset className="ends">
      <legend>{label}</legend>
      {conditions.length > 1 ? (
        <SegmentedControl
          size="xs"
          aria-label={t('{{label}}: any or all', { label })}
          data={[
            { value: 'any', label: t('Any of these') },
            { value: 'all', label: t('All of these') },
          ]}
          value={mode}
          onChange={(chosen) => change(valuePath, withMode(value, chosen === 'all' ? 'all' : 'any'))}
        />
      ) : null}
      {conditions.length === 0 ? (
        <p className="choose-none">
          {t('Nothing yet. It goes on until the turns are used up or you stop it.')}
        </p>
      ) : null}
      {conditions.map((condition, at) => (
        <ConditionRow
          key={`${at} ${condition.provider}`}
          condition={condition}
          path={[...valuePath, ...(paths[at] ?? [])]}
          onRemove={() => change(valuePath, withoutCondition(value, at))}
          Fields={Fields}
        />
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button small className="add-button">
            <IconPlus size={14} stroke={1.8} aria-hidden />
            {t('Add a condition')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered(terminationForms, options).map(({ provider, form }) => (
            <Menu.Item key={provider} onClick={() => add(provider)}>
              {form.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {fault === undefined ? null : (
        <p className="choose-fault" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}

interface ConditionRowProps {
  readonly condition: Component;
  readonly path: Path;
  readonly onRemove: () => void;
  readonly Fields: AllFields;
}

function ConditionRow({ condition, path, onRemove, Fields }: ConditionRowProps) {
  const { change, options } = useEditor();
  const fault = usePartFault(path, condition);
  const label = formOf(condition)?.label ?? condition.provider;
  const known = offered(terminationForms, options).map(({ provider, form }) => ({
    value: provider,
    label: form.label,
  }));
  const other = known.some((each) => each.value === condition.provider)
    ? []
    : [{ value: condition.provider, label }];
  return (
    <div className="condition" role="group" aria-label={label}>
      <div className="condition-head">
        <NativeSelect
          aria-label={t('Condition')}
          error={fault}
          data={[...known, ...other]}
          value={condition.provider}
          onChange={(event) => change(path, { ...newComponent(event.currentTarget.value, options) })}
        />
        <IconButton label={t('Remove: {{condition}}', { condition: label })} onClick={onRemove}>
          <IconX size={15} stroke={1.6} aria-hidden />
        </IconButton>
      </div>
      {isCombination(condition) ? (
        <TerminationField label={label} valuePath={path} value={{ ...condition }} Fields={Fields} />
      ) : (
        <div className="part-fields">
          <Fields component={condition} path={path} />
        </div>
      )}
    </div>
  );
}
