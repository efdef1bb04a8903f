import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { BudgetField } from './budget-field.tsx';
import { ChatsField } from './chats-field.tsx';
import { ChooseField } from './choose-field.tsx';
import { ContextField } from './context-field.tsx';
import { useEditor, useFault } from '../editor-context.ts';
import { EdgesField } from './edges-field.tsx';
import { FilterField } from './filter-field.tsx';
import type { AllFields, FieldProps, ValueFieldProps } from './field-props.ts';
import { ModelField } from './model-field.tsx';
import { NumberField } from './number-field.tsx';
import { RulesField } from './rules-field.tsx';
import { MemoryField, TaughtField } from './taught-field.tsx';
import { TerminationField } from './termination-field.tsx';
import { TriggerField } from './trigger-field.tsx';

interface FieldInputProps extends FieldProps {
  readonly Fields: AllFields;
}

export function FieldInput({ field, component, path, Fields }: FieldInputProps) {
  const place = [...path, 'config', field.key];
  const value = component.config[field.key];
  switch (field.type) {
    case 'text':
    case 'long':
      return <TextField field={field} place={place} value={value} />;
    case 'budget':
      return <BudgetField field={field} place={place} value={value} />;
    case 'number':
      return <NumberField field={field} place={place} value={value} />;
    case 'flag':
      return <FlagField field={field} place={place} value={value} />;
    case 'choice':
      return <ChoiceField field={field} place={place} value={value} />;
    case 'model':
      return <ModelField field={field} place={place} value={value} />;
    case 'memory':
      return <MemoryField field={field} component={component} path={path} />;
    case 'taught':
      return <TaughtField field={field} component={component} path={path} />;
    case 'tools':
    case 'members':
    case 'others':
      return <ChooseField field={field} component={component} path={path} />;
    case 'termination':
      return <TerminationField label={field.label} place={place} value={value} Fields={Fields} />;
    case 'context':
      return <ContextField label={field.label} place={place} value={value} Fields={Fields} />;
    case 'chats':
      return <ChatsField field={field} component={component} place={place} value={value} />;
    case 'rules':
      return <RulesField field={field} component={component} place={place} value={value} />;
    case 'trigger':
      return <TriggerField field={field} place={place} value={value} />;
    case 'filter':
      return <FilterField field={field} place={place} value={value} />;
    case 'edges':
      return <EdgesField label={field.label} team={component} path={path} />;
  }
}

function TextField({ field, place, value }: ValueFieldProps<'text' | 'long'>) {
  const { change } = useEditor();
  const common = {
    label: field.label,
    description: field.help,
    placeholder: field.placeholder,
    error: useFault(place),
    dir: 'auto',
    value: typeof value === 'string' ? value : '',
  } as const;
  // An emptied field says nothing, unless it had said that there is to be nothing.
  const take = (text: string): void => change(place, text === '' && value !== null ? undefined : text);
  return field.type === 'text' ? (
    <TextInput {...common} onChange={(event) => take(event.currentTarget.value)} />
  ) : (
    <Textarea {...common} rows={field.rows} onChange={(event) => take(event.currentTarget.value)} />
  );
}

function FlagField({ field, place, value }: ValueFieldProps<'flag'>) {
  const { change } = useEditor();
  const fault = useFault(place);
  const on = typeof value === 'boolean' ? value : field.standard;
  return (
    <Switch
      label={field.label}
      description={field.help}
      error={fault}
      checked={on}
      onChange={(event) => {
        const { checked } = event.currentTarget;
        change(place, checked === field.standard ? undefined : checked);
      }}
    />
  );
}

function ChoiceField({ field, place, value }: ValueFieldProps<'choice'>) {
  const { change } = useEditor();
  return (
    <NativeSelect
      label={field.label}
      description={field.help}
      error={useFault(place)}
      data={field.options.map(([name, label]) => ({ value: name, label }))}
      value={typeof value === 'string' ? value : field.standard}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        change(place, chosen === field.standard ? undefined : chosen);
      }}
    />
  );
}
