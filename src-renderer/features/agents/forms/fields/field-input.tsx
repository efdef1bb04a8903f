import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { BudgetField } from './budget-field.tsx';
import { ChatsField } from './chats-field.tsx';
import { MultiSelectField } from './multi-select-field.tsx';
import { ContextField } from './context-field.tsx';
import { useEditor, useFault } from '../editor-context.ts';
import { EdgesField } from './edges-field.tsx';
import { FilterField } from './filter-field.tsx';
import type { AllFields, FieldProps, ValueFieldProps } from './field-props.ts';
import { ModelField } from './model-field.tsx';
import { NumberField } from './number-field.tsx';
import { ParametersField } from './parameters-field.tsx';
import { RulesField } from './rules-field.tsx';
import { MemoryField, TeamMemoryField } from './memory-fields.tsx';
import { TerminationField } from './termination-field.tsx';
import { TriggerField } from './trigger-field.tsx';

interface FieldInputProps extends FieldProps {
  readonly Fields: AllFields;
}

export function FieldInput({ field, component, path, Fields }: FieldInputProps) {
  const valuePath = [...path, 'config', field.key];
  const value = component.config[field.key];
  switch (field.type) {
    case 'text':
    case 'long':
      return <TextField field={field} valuePath={valuePath} value={value} />;
    case 'budget':
      return <BudgetField field={field} valuePath={valuePath} value={value} />;
    case 'number':
      return <NumberField field={field} valuePath={valuePath} value={value} />;
    case 'flag':
      return <FlagField field={field} valuePath={valuePath} value={value} />;
    case 'choice':
      return <ChoiceField field={field} valuePath={valuePath} value={value} />;
    case 'model':
      return <ModelField field={field} valuePath={valuePath} value={value} />;
    case 'parameters':
      return <ParametersField field={field} valuePath={valuePath} value={value} />;
    case 'memory':
      return <MemoryField field={field} component={component} path={path} />;
    case 'team-memory':
      return <TeamMemoryField field={field} component={component} path={path} />;
    case 'tools':
    case 'members':
    case 'others':
      return <MultiSelectField field={field} component={component} path={path} />;
    case 'termination':
      return <TerminationField label={field.label} valuePath={valuePath} value={value} Fields={Fields} />;
    case 'context':
      return <ContextField label={field.label} valuePath={valuePath} value={value} Fields={Fields} />;
    case 'chats':
      return <ChatsField field={field} component={component} valuePath={valuePath} value={value} />;
    case 'rules':
      return <RulesField field={field} component={component} valuePath={valuePath} value={value} />;
    case 'trigger':
      return <TriggerField field={field} valuePath={valuePath} value={value} />;
    case 'filter':
      return <FilterField field={field} valuePath={valuePath} value={value} />;
    case 'edges':
      return <EdgesField label={field.label} team={component} path={path} />;
  }
}

function TextField({ field, valuePath, value }: ValueFieldProps<'text' | 'long'>) {
  const { change } = useEditor();
  const common = {
    label: field.label,
    description: field.help,
    placeholder: field.placeholder,
    error: useFault(valuePath),
    dir: 'auto',
    value: typeof value === 'string' ? value : '',
  } as const;
  // Clearing a field removes the key, unless the key is null, which means an explicit "none".
  const take = (text: string): void => change(valuePath, text === '' && value !== null ? undefined : text);
  return field.type === 'text' ? (
    <TextInput {...common} onChange={(event) => take(event.currentTarget.value)} />
  ) : (
    <Textarea {...common} rows={field.rows} onChange={(event) => take(event.currentTarget.value)} />
  );
}

function FlagField({ field, valuePath, value }: ValueFieldProps<'flag'>) {
  const { change } = useEditor();
  const fault = useFault(valuePath);
  const on = typeof value === 'boolean' ? value : field.defaultValue;
  return (
    <Switch
      label={field.label}
      description={field.help}
      error={fault}
      checked={on}
      onChange={(event) => {
        const { checked } = event.currentTarget;
        change(valuePath, checked === field.defaultValue ? undefined : checked);
      }}
    />
  );
}

function ChoiceField({ field, valuePath, value }: ValueFieldProps<'choice'>) {
  const { change } = useEditor();
  return (
    <NativeSelect
      label={field.label}
      description={field.help}
      error={useFault(valuePath)}
      data={field.options.map(([name, label]) => ({ value: name, label }))}
      value={typeof value === 'string' ? value : field.defaultValue}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        change(valuePath, chosen === field.defaultValue ? undefined : chosen);
      }}
    />
  );
}
