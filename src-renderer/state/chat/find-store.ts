/** The search in the shown chat: its query, its matches, and the current match. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { showFailure } from '../page/toast-store.ts';

/** One match. */
export interface FoundPlace {
  readonly messageId: string;
  /** Whether it is in the reasoning before the answer. */
  readonly inReasoning: boolean;
  /** Index within the message, from 0; matches in the reasoning come first. */
  readonly nth: number;
}

interface FindState {
  /** The chat that is searched; null: the bar is closed. */
  readonly conversationId: string | null;
  /** Increases whenever the field should be focused. */
  readonly requests: number;
  /** The query that `places` belongs to. */
  readonly query: string;
  /** The result of a search in all chats: the words are highlighted in this message, without the find bar. */
  readonly landing: { readonly messageId: string; readonly words: readonly string[] } | null;
  /** Oldest first. */
  readonly places: readonly FoundPlace[];
  /** An index in `places`; -1: there are none. */
  readonly current: number;
}

/** Further matches are counted, but not listed. */
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
  /**
   * Opens a message as the result of a search in all chats.
   * @param words folded
   */
  land: (messageId: string, words: readonly string[]): void =>
    useFindStore.setState({ ...closed, landing: { messageId, words } }),
  /** The result of a search in all chats stays highlighted. */
  close: (): void => {
    if (useFindStore.getState().conversationId !== null) useFindStore.setState(closed);
  },
  /** Moves to the next match, or with -1 to the previous one; wraps around. */
  step: (by: 1 | -1): void =>
    useFindStore.setState(({ places, current }) => ({
      current: places.length === 0 ? -1 : (current + by + places.length) % places.length,
    })),
  /** Searches a text; the newest match is shown first, because the end of a chat is visible. */
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

/** The words to highlight in this message; null: none. */
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
