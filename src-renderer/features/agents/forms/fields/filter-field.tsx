import { NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { IconButton } from '../../../../ui/controls/button.tsx';
import type { Json, JsonObject } from '../../component/component-json.ts';
import { isObject, valueAt } from '../../component/component-json.ts';
import { useEditor, useFault } from '../editor-context.ts';
import type { ValueFieldProps } from './field-props.ts';
import { NumberInput } from './number-field.tsx';
import { RowsField } from './rows-field.tsx';
import { t } from '../../../../language/translate.ts';
import '../form-parts.css';

/** Whose messages an agent hears and how many; one source per row. */
export function FilterField({ field, valuePath, value }: ValueFieldProps<'filter'>) {
  const { change } = useEditor();
  const fault = useFault(valuePath);
  const given = valueAt(value, ['perSource']);
  const sources: readonly Json[] = Array.isArray(given) ? given : [];
  const put = (next: readonly Json[]): void => change([...valuePath, 'perSource'], next);
  return (
    <RowsField
      label={field.label}
      help={t('Names of members, and “user” for whoever gives the task. All others it does not hear.')}
      fault={fault}
      addLabel={t('Add a name')}
      onAdd={() => put([...sources, { source: 'user' }])}
    >
      {sources.map((source, at) =>
        isObject(source) ? (
          <SourceRow
            key={at}
            source={source}
            onChange={(next) => put(sources.with(at, next))}
            onRemove={() => put(sources.toSpliced(at, 1))}
          />
        ) : null,
      )}
    </RowsField>
  );
}

interface SourceRowProps {
  readonly source: JsonObject;
  readonly onChange: (source: JsonObject) => void;
  readonly onRemove: () => void;
}

function SourceRow({ source, onChange, onRemove }: SourceRowProps) {
  const name = typeof source['source'] === 'string' ? source['source'] : '';
  const position = source['position'] === 'first' || source['position'] === 'last' ? source['position'] : '';
  const count = typeof source['count'] === 'number' ? source['count'] : 1;
  const some = (where: string, many: number): JsonObject => ({ ...source, position: where, count: many });
  const { position: _position, count: _count, ...all } = source;
  return (
    <div className="ordered" role="group" aria-label={t('Messages of {{name}}', { name })}>
      <TextInput
        aria-label={t('Name')}
        dir="auto"
        value={name}
        onChange={(event) => onChange({ ...source, source: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label={t('Which messages')}
        data={[
          { value: '', label: t('all') },
          { value: 'last', label: t('the last') },
          { value: 'first', label: t('the first') },
        ]}
        value={position}
        onChange={(event) => {
          const where = event.currentTarget.value;
          onChange(where === '' ? all : some(where, count));
        }}
      />
      {position === '' ? null : (
        <NumberInput
          name={t('How many')}
          value={count}
          onChange={(many) => onChange(some(position, many ?? 1))}
        />
      )}
      <IconButton label={t('Do not hear {{name}}', { name })} onClick={onRemove}>
        <IconX size={15} stroke={1.6} aria-hidden />
      </IconButton>
    </div>
  );
}
