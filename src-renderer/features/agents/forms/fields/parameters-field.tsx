import { NativeSelect } from '@mantine/core';
import { effortOptions } from '../../../../ui/format/effort-options.ts';
import type { Json, JsonObject } from '../../component/component-json.ts';
import { isObject, withKey } from '../../component/component-json.ts';
import { faultsAround } from '../../component/faults.ts';
import { useEditor, useFault } from '../editor-context.ts';
import { CollapsibleFields } from './collapsible-fields.tsx';
import type { ValueFieldProps } from './field-props.ts';
import { KeptKeys } from './kept-keys.tsx';
import { NumberInput } from './number-field.tsx';
import { locale } from '../../../../language/language.ts';
import { t, tCount } from '../../../../language/translate.ts';

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
        label={t('Think before the answer')}
        error={useFault([...valuePath, 'reasoningEffort'])}
        data={[...effortOptions]}
        value={typeof given['reasoningEffort'] === 'string' ? given['reasoningEffort'] : ''}
        onChange={(event) => put('reasoningEffort', event.currentTarget.value || undefined)}
      />
      <div className="field-pair">
        <NumberInput
          label={t('Temperature')}
          placeholder={t('as usual')}
          fault={useFault([...valuePath, 'temperature'])}
          value={number('temperature')}
          onChange={(next) => put('temperature', next ?? undefined)}
        />
        <NumberInput
          label={t('Longest answer, in tokens')}
          placeholder={t('as usual')}
          fault={useFault([...valuePath, 'maxTokens'])}
          value={number('maxTokens')}
          onChange={(next) => put('maxTokens', next ?? undefined)}
        />
      </div>
      {others.length === 0 ? null : <KeptKeys keys={others} />}
    </CollapsibleFields>
  );
}

function describeParameters(given: JsonObject): string {
  const { reasoningEffort, temperature, maxTokens, ...others } = given;
  const effort = effortOptions.find(({ value }) => value !== '' && value === reasoningEffort);
  const count = Object.keys(others).length;
  return [
    effort === undefined ? '' : t('thinks: {{effort}}', { effort: effort.label.toLocaleLowerCase(locale) }),
    typeof temperature === 'number' ? t('temperature {{temperature}}', { temperature }) : '',
    typeof maxTokens === 'number'
      ? tCount(maxTokens, '{{count}} token at most', '{{count}} tokens at most')
      : '',
    count === 0 ? '' : tCount(count, '{{count}} more', '{{count}} more'),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
