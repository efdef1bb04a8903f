import { IconChevronRight } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ModelRef } from '../../../../shared/models/provider.ts';
import type { Settings } from '../../../../shared/settings.ts';
import { loadOffers, useOffersStore } from '../../../state/settings/offers-store.ts';
import { ModelFactsForm } from '../../chat/model/model-facts-form.tsx';
import { factsLine } from '../../chat/model/model-groups.ts';
import { t } from '../../../language/translate.ts';

interface ModelFactsProps {
  readonly settings: Settings;
  readonly model: ModelRef;
}

/** What is known about a server's model, and a form to correct it. */
export function ModelFacts({ settings, model }: ModelFactsProps) {
  const [open, setOpen] = useState(false);
  const known = useOffersStore(
    ({ offers }) =>
      offers
        ?.find(({ provider }) => provider === model.provider)
        ?.models.find(({ id }) => id === model.model) ?? null,
  );
  useEffect(() => {
    void loadOffers();
  }, []);
  const line = factsLine(known);
  return (
    <>
      <button type="button" className="details-door" aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={15} stroke={1.7} aria-hidden />
        {line === '' ? t('What this model can') : t('What this model can: {{facts}}', { facts: line })}
      </button>
      {open ? <ModelFactsForm settings={settings} model={model} /> : null}
    </>
  );
}
