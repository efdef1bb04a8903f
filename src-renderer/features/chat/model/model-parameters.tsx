import { NativeSelect, NumberInput } from '@mantine/core';
import { effortSchema } from '../../../../shared/models/provider.ts';
import type { ModelChoice } from '../../../../shared/models/provider.ts';
import { changedChoice } from './chosen-model.ts';

interface ModelParametersProps {
  readonly choice: ModelChoice | null;
  readonly onChange: (choice: ModelChoice | null) => void;
}

const efforts = [
  { value: '', label: 'As the model does by itself' },
  { value: 'minimal', label: 'Hardly' },
  { value: 'low', label: 'A little' },
  { value: 'medium', label: 'Some' },
  { value: 'high', label: 'Long' },
];

/** How the model of a chat answers; empty fields leave it to the server. */
export function ModelParameters({ choice, onChange }: ModelParametersProps) {
  const change = (changes: Partial<ModelChoice>) => onChange(changedChoice(choice, changes));
  return (
    <div className="model-parameters">
      <NativeSelect
        label="Think before the answer"
        data={efforts}
        value={choice?.effort ?? ''}
        onChange={(event) => {
          const read = effortSchema.safeParse(event.currentTarget.value);
          change({ effort: read.success ? read.data : null });
        }}
      />
      <div className="model-numbers">
        <NumberInput
          label="Temperature"
          placeholder="Usual"
          min={0}
          max={2}
          step={0.1}
          value={choice?.temperature ?? ''}
          onChange={(value) => change({ temperature: typeof value === 'number' ? clamp(value, 0, 2) : null })}
        />
        <NumberInput
          label="Longest answer, in tokens"
          placeholder="Usual"
          min={1}
          max={1_000_000}
          allowDecimal={false}
          value={choice?.maxTokens ?? ''}
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
