import { attachingIn, useAttachingStore } from '../../../state/chat/attaching-store.ts';

/** Whether a message has files to send, or some that have not arrived yet. Those that cannot be attached do not count. */
export function useAttaching(draftKey: string): 'none' | 'arriving' | 'ready' {
  return useAttachingStore((state) => {
    const files = attachingIn(state, draftKey);
    if (files.some(({ attachment, fault }) => attachment === null && fault === null)) return 'arriving';
    return files.some(({ attachment }) => attachment !== null) ? 'ready' : 'none';
  });
}
