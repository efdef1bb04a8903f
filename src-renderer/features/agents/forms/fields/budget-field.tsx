import { DEFAULT_BUDGET } from '../../../../../shared/agents/run-budget.ts';
import { isObject, withKey } from '../../component/component-json.ts';
import { useEditor, useFault } from '../editor-context.ts';
import type { ValueFieldProps } from './field-props.ts';
import { NumberInput } from './number-field.tsx';
import { formatNumber, t } from '../../../../language/translate.ts';

/** The token and request limits of a run; an empty field means the default. */
export function BudgetField({ field, valuePath, value }: ValueFieldProps<'budget'>) {
  const { change } = useEditor();
  const given = isObject(value) ? value : {};
  const fault = useFault(valuePath, false);
  const faults = {
    maxTokens: useFault([...valuePath, 'maxTokens']),
    maxRequests: useFault([...valuePath, 'maxRequests']),
  };
  const put = (key: keyof typeof faults, number: number | null): void =>
    change(valuePath, withKey(given, key, number ?? undefined));
  const input = (key: keyof typeof faults, label: string) => (
    <NumberInput
      label={label}
      placeholder={formatNumber(DEFAULT_BUDGET[key])}
      fault={faults[key]}
      value={typeof given[key] === 'number' ? given[key] : null}
      onChange={(number) => put(key, number)}
    />
  );
  return (
    <fieldset className="choose">
      <legend>{field.label}</legend>
      <p className="choose-help">{field.help}</p>
      {fault === undefined ? null : (
        <p className="choose-fault" role="alert">
          {fault}
        </p>
      )}
      <div className="budget-limits">
        {input('maxTokens', t('Tokens at most'))}
        {input('maxRequests', t('Requests at most'))}
      </div>
    </fieldset>
  );
}
