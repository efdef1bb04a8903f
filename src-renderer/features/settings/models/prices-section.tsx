import { NumberInput, TextInput } from '@mantine/core';
import type { ModelPrice } from '../../../../shared/models/model-price.ts';
import type { Settings } from '../../../../shared/settings.ts';
import { useRetainedState } from '../../../state/page/use-retained-state.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { SettingsSection } from '../form/settings-section.tsx';
import { useSaveSettings } from '../form/use-save-settings.ts';
import { formatNumber, t } from '../../../language/translate.ts';
import './prices-section.css';

/** The user's own model prices, which take precedence over the built-in list. */
export function PricesSection({ settings }: { readonly settings: Settings }) {
  const { modelPrices } = settings;
  const { save, error } = useSaveSettings();
  const keep = (prices: readonly ModelPrice[]) => save({ modelPrices: [...prices] });
  return (
    <SettingsSection
      title={t('Prices')}
      note={t(
        'What chats and runs cost is reckoned in US dollars for a million tokens. Give your own price for a model whose price is not known or has changed.',
      )}
    >
      {modelPrices.length === 0 ? null : (
        <ul className="prices" aria-label={t('Your prices')}>
          {modelPrices.map((price) => (
            <li key={price.model}>
              <span className="price-model" dir="auto">
                {price.model}
              </span>
              <span>
                {t('{{inputPrice}} in, {{outputPrice}} out', {
                  inputPrice: formatPrice(price.promptPerMillion),
                  outputPrice: formatPrice(price.completionPerMillion),
                })}
              </span>
              <Button
                variant="quiet"
                small
                aria-label={t('Remove the price of {{model}}', { model: price.model })}
                onClick={() => void keep(modelPrices.filter((other) => other !== price))}
              >
                {t('Remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <PriceForm
        // Newest first, since the first match applies.
        onAdd={(price) => keep([price, ...modelPrices.filter(({ model }) => model !== price.model)])}
        error={error?.message}
      />
    </SettingsSection>
  );
}

interface PriceFormProps {
  /** Resolves to whether it was saved. */
  readonly onAdd: (price: ModelPrice) => Promise<boolean>;
  readonly error: string | undefined;
}

const empty = { model: '', prompt: '' as number | string, completion: '' as number | string };

function PriceForm({ onAdd, error }: PriceFormProps) {
  const [given, setGiven] = useRetainedState('price', empty);
  const complete =
    given.model.trim() !== '' && typeof given.prompt === 'number' && typeof given.completion === 'number';
  const add = async (): Promise<void> => {
    const { model, prompt, completion } = given;
    if (typeof prompt !== 'number' || typeof completion !== 'number') return;
    const saved = await onAdd({
      model: model.trim(),
      promptPerMillion: prompt,
      completionPerMillion: completion,
    });
    if (saved) setGiven(empty);
  };
  return (
    <form
      className="price-form"
      aria-label={t('Add a price')}
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) void add();
      }}
    >
      <TextInput
        label={t('For the model')}
        description={t('* stands for any characters.')}
        placeholder="llama-*"
        value={given.model}
        error={error}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setGiven({ ...given, model: event.currentTarget.value })}
      />
      <div className="price-amounts">
        <NumberInput
          label={t('Dollars in')}
          min={0}
          allowNegative={false}
          value={given.prompt}
          onChange={(prompt) => setGiven({ ...given, prompt })}
        />
        <NumberInput
          label={t('Dollars out')}
          min={0}
          allowNegative={false}
          value={given.completion}
          onChange={(completion) => setGiven({ ...given, completion })}
        />
        <Button type="submit" disabled={!complete}>
          {t('Add price')}
        </Button>
      </div>
    </form>
  );
}

/** With all its digits: prices can be a small part of a cent. */
function formatPrice(dollars: number): string {
  return formatNumber(dollars, { maximumFractionDigits: 20, useGrouping: false });
}
