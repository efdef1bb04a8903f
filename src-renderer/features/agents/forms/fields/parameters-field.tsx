import { NativeSelect } from '@mantine/core';
import { effortOptions } from '../../../../ui/format/effort-options.ts';
import type { Json, JsonObject } from '../../component/component-json.ts';
import { isObject, withKey } from '../../component/component-json.ts';
import { faultsAround } from '../../component/faults.ts';
import { useEditor, useFault } from '../editor-context.ts';
import { CollapsibleFields } from './collapsible-fields.tsx';
import type { ValueFieldProps } from './field-props.ts';
import { NumberInput } from './number-field.tsx';

/** The parameters that have a field; an agent may have more, as JSON. */
const KNOWN: readonly string[] = ['temperature', 'maxTokens', 'reasoningEffort'];

/** How an agent asks its model; an empty field leaves it to the model. */
export function ParametersField({ field, valuePath, value }: ValueFieldProps<'parameters'>) {
  const { change, faults } = useEditor();
  const given = isObject(value) ? value : {};
  const wrong = useFault(valuePath);
  const beside = faultsAround(faults, valuePath, []).filter(
    ({ path }) => !KNOWN.some((key) => path === [...valuePath, key].join('.')),
  );
  const words = describeParameters(given);
  const put = (key: string, next: Json | undefined): void => change(valuePath, withKey(given, key, next));
  const number = (key: string) => (typeof given[key] === 'number' ? given[key] : null);
  const others = Object.keys(given).filter((key) => !KNOWN.includes(key));
  return (
    <CollapsibleFields
      label={`${field.label}${words === '' ? '' : ` (${words})`}`}
      faulty={wrong !== undefined}
      className="part-fields"
    >
      {beside.length === 0 ? null : (
        <p className="choose-fault" role="alert">
          {beside.map(({ message }) => message).join(' ')}
        </p>
      )}
      <NativeSelect
        label="Think before the answer"
        error={useFault([...valuePath, 'reasoningEffort'])}
        data={[...effortOptions]}
        value={typeof given['reasoningEffort'] === 'string' ? given['reasoningEffort'] : ''}
        onChange={(event) => put('reasoningEffort', event.currentTarget.value || undefined)}
      />
      <div className="field-pair">
        <NumberInput
          label="Temperature"
          placeholder="as usual"
          fault={useFault([...valuePath, 'temperature'])}
          value={number('temperature')}
          onChange={(next) => put('temperature', next ?? undefined)}
        />
        <NumberInput
          label="Longest answer, in tokens"
          placeholder="as usual"
          fault={useFault([...valuePath, 'maxTokens'])}
          value={number('maxTokens')}
          onChange={(next) => put('maxTokens', next ?? undefined)}
        />
      </div>
      {others.length === 0 ? null : (
        <p className="form-note">
          Also set, and kept: {others.join(', ')}. The JSON tab shows {others.length === 1 ? 'it' : 'them'}.
        </p>
      )}
    </CollapsibleFields>
  );
}

function describeParameters(given: JsonObject): string {
  const { reasoningEffort, temperature, maxTokens, ...others } = given;
  const effort = effortOptions.find(({ value }) => value !== '' && value === reasoningEffort);
  const count = Object.keys(others).length;
  return [
    effort === undefined ? '' : `thinks: ${effort.label.toLowerCase()}`,
    typeof temperature === 'number' ? `temperature ${temperature}` : '',
    typeof maxTokens === 'number' ? `${maxTokens.toLocaleString('en')} tokens at most` : '',
    count === 0 ? '' : `${count} more`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
