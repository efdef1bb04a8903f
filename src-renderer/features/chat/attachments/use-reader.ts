import { useEffect } from 'react';
import { useAppStore, useMemoryMode } from '../../../state/page/app-store.ts';
import { loadOffers, useOffersStore } from '../../../state/settings/offers-store.ts';
import { useSettingsStore } from '../../../state/settings/settings-store.ts';
import type { ModelChoice } from '../../../../shared/models/provider.ts';
import type { Project } from '../../../../shared/project.ts';
import { chosenModel } from '../model/chosen-model.ts';
import type { Reader } from './attachment-words.ts';
import { t } from '../../../language/translate.ts';

/**
 * The model that will read the files of a message.
 * @param asks false: sends no request yet
 */
export function useReader(choice: ModelChoice | null, project: Project | undefined, asks: boolean): Reader {
  const settings = useSettingsStore(({ view }) => view?.settings);
  const status = useAppStore(({ model }) => model);
  const offers = useOffersStore((state) => state.offers);
  const memoryMode = useMemoryMode();
  useEffect(() => {
    if (asks) void loadOffers();
  }, [asks]);
  if (memoryMode || settings === undefined) return { name: null, vision: null, context: null };
  const { provider, model } = chosenModel({
    ofChat: choice,
    ofProject: project?.model ?? null,
    settings,
    status,
  });
  const facts = offers
    ?.find((offer) => offer.provider === provider?.id)
    ?.models.find(({ id }) => id === model);
  return {
    name: facts?.title ?? model ?? t('The model'),
    vision: facts?.vision ?? null,
    context: facts?.context ?? null,
  };
}
