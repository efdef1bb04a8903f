/** What the providers offer, asked for when a list of models is opened. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { ProviderOffer } from '../../../shared/models/offered-model.ts';

interface OffersState {
  /** Null: not asked yet. Kept while it is asked again, so that a list does not flicker. */
  readonly offers: readonly ProviderOffer[] | null;
  readonly loading: boolean;
}

export const useOffersStore = create<OffersState>(() => ({ offers: null, loading: false }));

/** @param fresh asks servers again that were asked within the last minute. */
export async function loadOffers(fresh = false): Promise<void> {
  useOffersStore.setState({ loading: true });
  const result = await client.call('models.offers', { fresh });
  useOffersStore.setState(
    result.ok ? { offers: result.value.providers, loading: false } : { loading: false },
  );
}
