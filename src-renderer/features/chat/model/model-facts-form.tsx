import { NativeSelect, NumberInput } from '@mantine/core';
import type { ModelFacts, TokenPrice } from '../../../../shared/models/offered-model.ts';
import type { ModelRef } from '../../../../shared/models/provider.ts';
import type { Settings } from '../../../../shared/settings.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { loadOffers, useOffersStore } from '../../../state/settings/offers-store.ts';
import { saveSettings } from '../../../state/settings/settings-store.ts';
import { isSameModel } from './chosen-model.ts';
import { t } from '../../../language/translate.ts';

interface ModelFactsFormProps {
  readonly settings: Settings;
  readonly model: ModelRef;
}

const abilities = [
  { name: 'vision', label: t('Sees images') },
  { name: 'tools', label: t('Uses tools') },
  { name: 'thinking', label: t('Thinks') },
] as const;

/** The abilities of a model, to be entered if its server does not report them or is wrong. */
export function ModelFactsForm({ settings, model }: ModelFactsFormProps) {
  const offers = useOffersStore((state) => state.offers);
  const listed = offers
    ?.find(({ provider }) => provider === model.provider)
    ?.models.find(({ id }) => id === model.model);
  const said = settings.modelFacts.find(({ ref }) => isSameModel(ref, model)) ?? nothingSaid(model);
  const change = (changes: Partial<ModelFacts>) => void saveFacts(settings, { ...said, ...changes });
  return (
    <fieldset className="model-facts">
      <legend>{t('What it can')}</legend>
      <NumberInput
        label={t('Reads at most, in tokens')}
        placeholder={listed?.context == null ? t('Not known') : String(listed.context)}
        min={256}
        allowDecimal={false}
        value={said.context ?? ''}
        onChange={(value) => {
          if (value === '') change({ context: null });
          else if (typeof value === 'number' && value >= 256) change({ context: Math.round(value) });
        }}
      />
      <div className="model-abilities">
        {abilities.map(({ name, label }) => (
          <NativeSelect
            key={name}
            label={label}
            data={[
              { value: '', label: asListed(said[name] === null ? listed?.[name] : null) },
              { value: 'yes', label: t('Yes') },
              { value: 'no', label: t('No') },
            ]}
            value={said[name] === null ? '' : said[name] ? 'yes' : 'no'}
            onChange={({ currentTarget: { value } }) =>
              change({ [name]: value === '' ? null : value === 'yes' })
            }
          />
        ))}
      </div>
      <div className="model-numbers">
        {prices.map(({ name, label }) => (
          <NumberInput
            key={name}
            label={label}
            placeholder={listed?.price == null ? t('Not known') : String(listed.price[name])}
            min={0}
            decimalScale={6}
            value={said.price?.[name] ?? ''}
            onChange={(value) => change({ price: changedPrice(said.price ?? listed?.price, name, value) })}
          />
        ))}
      </div>
    </fieldset>
  );
}

const prices = [
  { name: 'promptPerMillion', label: t('Dollars per million tokens read') },
  { name: 'completionPerMillion', label: t('Dollars per million written') },
] as const;

/** A price is changed as a whole; parts left empty are as listed, or nothing. Empty: as listed. */
function changedPrice(
  before: TokenPrice | null | undefined,
  name: (typeof prices)[number]['name'],
  value: number | string,
): TokenPrice | null {
  if (typeof value !== 'number') return null;
  const { promptPerMillion = 0, completionPerMillion = 0 } = before ?? {};
  return { promptPerMillion, completionPerMillion, [name]: Math.max(0, value) };
}

function asListed(listed: boolean | null | undefined): string {
  if (listed == null) return t('As listed');
  return listed ? t('As listed: yes') : t('As listed: no');
}

function nothingSaid(ref: ModelRef): ModelFacts {
  return { ref, context: null, vision: null, tools: null, thinking: null, price: null };
}

async function saveFacts({ modelFacts }: Settings, facts: ModelFacts): Promise<void> {
  const others = modelFacts.filter(({ ref }) => !isSameModel(ref, facts.ref));
  const { ref: _, ...said } = facts;
  const isEmpty = Object.values(said).every((value) => value === null);
  const result = await saveSettings({ modelFacts: isEmpty ? others : [...others, facts] });
  if (!result.ok) showFailure(result.error);
  else void loadOffers();
}
