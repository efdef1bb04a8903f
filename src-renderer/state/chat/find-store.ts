/** What is looked for in the shown chat, where it was found, and which of the places is shown. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { showFailure } from '../page/toast-store.ts';

/** One place where it was found. */
export interface FoundPlace {
  readonly messageId: string;
  /** Whether it is in what the model thought before the answer. */
  readonly inReasoning: boolean;
  /** Which one of the message, from 0; those in the thoughts come first. */
  readonly nth: number;
}

interface FindState {
  /** The chat that is searched; null: the bar is closed. */
  readonly conversationId: string | null;
  /** Increases when the field should take the focus. */
  readonly requests: number;
  /** What `places` are the places of. */
  readonly query: string;
  /** Where a search in all chats led: the words are marked in this message, without the bar. */
  readonly landing: { readonly messageId: string; readonly words: readonly string[] } | null;
  /** Oldest first. */
  readonly places: readonly FoundPlace[];
  /** An index in `places`; -1: there are none. */
  readonly current: number;
}

/** More places than anyone steps through are counted, but not listed. */
const MAX_PLACES = 5_000;

const closed: FindState = {
  conversationId: null,
  requests: 0,
  query: '',
  landing: null,
  places: [],
  current: -1,
};

export const useFindStore = create<FindState>(() => closed);

export const find = {
  open: (conversationId: string): void => {
    const state = useFindStore.getState();
    if (state.conversationId === conversationId) useFindStore.setState({ requests: state.requests + 1 });
    else useFindStore.setState({ ...closed, conversationId });
  },
  /** A message was opened because it has these words. @param words folded. */
  land: (messageId: string, words: readonly string[]): void =>
    useFindStore.setState({ ...closed, landing: { messageId, words } }),
  /** What a search in all chats led to stays marked. */
  close: (): void => {
    if (useFindStore.getState().conversationId !== null) useFindStore.setState(closed);
  },
  /** Moves to the next place, or with -1 to the previous one; after the last comes the first. */
  step: (by: 1 | -1): void =>
    useFindStore.setState(({ places, current }) => ({
      current: places.length === 0 ? -1 : (current + by + places.length) % places.length,
    })),
  /** Looks for a text; the newest place is shown first, since the end of a chat is what one sees. */
  search: async (query: string): Promise<void> => {
    const { conversationId } = useFindStore.getState();
    if (conversationId === null) return;
    if (query.trim() === '') {
      useFindStore.setState({ query: '', places: [], current: -1 });
      return;
    }
    const result = await client.call('conversations.find', { id: conversationId, query });
    if (useFindStore.getState().conversationId !== conversationId) return;
    if (!result.ok) {
      showFailure(result.error);
      return;
    }
    const places = result.value.items.flatMap(placesOf).slice(-MAX_PLACES);
    useFindStore.setState({ query, places, current: places.length - 1 });
  },
};

/** What is shown of a search in this message; null: nothing. */
export function useFoundIn(messageId: string): 'text' | 'reasoning' | null {
  return useFindStore(({ places, current, landing }) => {
    const place = places[current];
    if (place?.messageId === messageId) return place.inReasoning ? 'reasoning' : 'text';
    return landing?.messageId === messageId ? 'text' : null;
  });
}

function placesOf(found: {
  readonly messageId: string;
  readonly inText: number;
  readonly inReasoning: number;
}): FoundPlace[] {
  return Array.from({ length: Math.min(MAX_PLACES, found.inReasoning + found.inText) }, (_, nth) => ({
    messageId: found.messageId,
    inReasoning: nth < found.inReasoning,
    nth,
  }));
}
