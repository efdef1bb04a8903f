/** The models that providers offer, requested when a list of models is opened. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { ProviderOffer } from '../../../shared/models/offered-model.ts';

interface OffersState {
  /** Null: not requested yet. Kept during a new request, so that the list does not flicker. */
  readonly offers: readonly ProviderOffer[] | null;
  readonly loading: boolean;
}

export const useOffersStore = create<OffersState>(() => ({ offers: null, loading: false }));

/** @param fresh repeats requests that were answered within the last minute */
export async function loadOffers(fresh = false): Promise<void> {
  useOffersStore.setState({ loading: true });
  const result = await client.call('models.offers', { fresh });
  useOffersStore.setState(
    result.ok ? { offers: result.value.providers, loading: false } : { loading: false },
  );
}
