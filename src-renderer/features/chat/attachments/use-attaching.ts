import { attachingIn, useAttachingStore } from '../../../state/chat/attaching-store.ts';

/** Whether a message has files to send, or some that are still uploading. Rejected files do not count. */
export function useAttaching(draftKey: string): 'none' | 'arriving' | 'ready' {
  return useAttachingStore((state) => {
    const files = attachingIn(state, draftKey);
    if (files.some(({ attachment, fault }) => attachment === null && fault === null)) return 'arriving';
    return files.some(({ attachment }) => attachment !== null) ? 'ready' : 'none';
  });
}

/** The last attached file, for screen readers. */
export function useAttachedLast(draftKey: string): string {
  return useAttachingStore((state) => {
    const last = attachingIn(state, draftKey).findLast(({ attachment }) => attachment !== null);
    return last === undefined ? '' : `${last.name} attached.`;
  });
}
