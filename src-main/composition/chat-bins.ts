import type { Store } from '../store/store.ts';

/** The bins of deleted chats, saved and temporary. With a chat goes what is kept for the runs in it, and what only its messages held. */
export function chatBins(store: Store, tidyAttachments: () => void) {
  return [store.conversations.bin, store.temporaryConversations.bin].map((bin) => ({
    due: (now: number) => bin.due(now),
    sweep: (now: number) => {
      const gone = bin.sweep(now);
      if (gone > 0) {
        store.completions.clear();
        store.temporaryCompletions.clear();
        tidyAttachments();
      }
      return gone;
    },
  }));
}
