import { NativeSelect, NumberInput } from '@mantine/core';
import { efforts } from '../../../../shared/models/parameters.ts';
import { effortOptions } from '../../../ui/format/effort-options.ts';
import type { ModelParameters as Parameters } from '../../../../shared/models/provider.ts';
import { t } from '../../../language/translate.ts';

interface ModelParametersProps {
  readonly chosen: Parameters;
  /** The inherited values, for empty fields. */
  readonly otherwise: Parameters;
  readonly onChange: (changes: Partial<Parameters>) => void;
}

/** The parameters of a model; an empty field inherits from the wider choice, and finally from the server. */
export function ModelParameters({ chosen, otherwise, onChange: change }: ModelParametersProps) {
  const asUsual = effortOptions.find(({ value }) => value === (otherwise.effort ?? ''))?.label ?? '';
  return (
    <div className="model-parameters">
      <NativeSelect
        label={t('Think before the answer')}
        data={[
          { value: '', label: otherwise.effort === null ? asUsual : t('As usual: {{asUsual}}', { asUsual }) },
          ...effortOptions.slice(1),
        ]}
        value={chosen.effort ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          change({ effort: efforts.find((effort) => effort === value) ?? null });
        }}
      />
      <div className="model-numbers">
        <NumberInput
          label={t('Temperature')}
          placeholder={String(otherwise.temperature ?? t('Usual'))}
          min={0}
          max={2}
          step={0.1}
          value={chosen.temperature ?? ''}
          onChange={(value) => change({ temperature: typeof value === 'number' ? clamp(value, 0, 2) : null })}
        />
        <NumberInput
          label={t('Longest answer, in tokens')}
          placeholder={String(otherwise.maxTokens ?? t('Usual'))}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          value={chosen.maxTokens ?? ''}
          onChange={(value) =>
            change({ maxTokens: typeof value === 'number' ? clamp(Math.round(value), 1, 1_000_000) : null })
          }
        />
      </div>
    </div>
  );
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
