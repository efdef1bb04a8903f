import { NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { IconButton } from '../../../../ui/controls/button.tsx';
import type { Component, Json, JsonObject } from '../../component/component-json.ts';
import { isObject, membersOf, nameOf, withValue } from '../../component/component-json.ts';
import { useEditor, useFault } from '../editor-context.ts';
import type { ValueFieldProps } from './field-props.ts';
import { RowsField } from './rows-field.tsx';
import { t } from '../../../../language/translate.ts';
import '../form-parts.css';

interface RulesFieldProps extends ValueFieldProps<'rules'> {
  /** The component whose members speak. */
  readonly component: Component;
}

/** Speaker rules ("After … speaks …"), one per row. The first rule that matches applies. */
export function RulesField({ field, component, valuePath, value }: RulesFieldProps) {
  const { change } = useEditor();
  const fault = useFault(valuePath);
  const names = membersOf(component).map((member) => nameOf(member.component));
  const [first] = names;
  const rules: readonly Json[] = Array.isArray(value) ? value : [];
  const put = (next: readonly Json[]): void => change(valuePath, next.length === 0 ? undefined : next);
  return (
    <RowsField
      label={field.label}
      help={t(
        'After whom, and with words in the second field only when they were said, who speaks. The first rule that fits holds; “user” is whoever gives the task.',
      )}
      fault={fault}
      addLabel={t('Add a rule')}
      onAdd={first === undefined ? null : () => put([...rules, { after: 'user', speaks: first }])}
    >
      {rules.map((rule, at) =>
        isObject(rule) ? (
          <RuleRow
            key={at}
            rule={rule}
            names={names}
            onChange={(next) => put(rules.with(at, next))}
            onRemove={() => put(rules.toSpliced(at, 1))}
          />
        ) : null,
      )}
    </RowsField>
  );
}

interface RuleRowProps {
  readonly rule: JsonObject;
  readonly names: readonly string[];
  readonly onChange: (rule: JsonObject) => void;
  readonly onRemove: () => void;
}

function RuleRow({ rule, names, onChange, onRemove }: RuleRowProps) {
  const textOf = (key: string) => (typeof rule[key] === 'string' ? rule[key] : '');
  const after = textOf('after');
  const speaks = textOf('speaks');
  const anybody = { value: '', label: t('anybody') };
  const known = (name: string) => [...new Set([...names, ...(name === '' ? [] : [name])])];
  const set = (key: string, text: string): void =>
    onChange(withValue(rule, [key], text === '' ? undefined : text));
  return (
    <div
      className="edge"
      role="group"
      aria-label={
        after === ''
          ? t('After anybody {{speaker}}', { speaker: speaks })
          : t('After {{name}} {{speaker}}', { name: after, speaker: speaks })
      }
    >
      <NativeSelect
        aria-label={t('After')}
        data={[
          anybody,
          ...['user', ...known(after).filter((name) => name !== 'user')].map((name) => ({
            value: name,
            label: name,
          })),
        ]}
        value={after}
        onChange={(event) => set('after', event.currentTarget.value)}
      />
      <span aria-hidden>→</span>
      <NativeSelect
        aria-label={t('Speaks')}
        data={known(speaks)}
        value={speaks}
        onChange={(event) => set('speaks', event.currentTarget.value)}
      />
      <TextInput
        aria-label={t('When these words were said')}
        placeholder={t('whatever was said')}
        value={textOf('said')}
        dir="auto"
        onChange={(event) => set('said', event.currentTarget.value)}
      />
      <IconButton
        label={
          after === ''
            ? t('Remove the rule after anybody')
            : t('Remove the rule after {{name}}', { name: after })
        }
        onClick={onRemove}
      >
        <IconX size={15} stroke={1.6} aria-hidden />
      </IconButton>
    </div>
  );
}
