/** The message drafts of this page, synchronized with the main process. */
import { client } from '../../client/client.ts';
import { MessageDrafts } from './message-drafts.ts';

/** Key prefix of drafts in local storage, from earlier versions. */
const OLD_PREFIX = 'tutee.draft.';

export const drafts = new MessageDrafts(
  async (place, text) => (await client.call('drafts.put', { ...place, text })).ok,
);

export async function loadDrafts(): Promise<void> {
  const result = await client.call('drafts.list', {});
  if (!result.ok) return;
  drafts.load(result.value.drafts);
  moveDraftsFromLocalStorage();
}

/** Saves pending drafts when the page is hidden or closed. */
export function flushDraftsOnPageHide(): void {
  addEventListener('pagehide', () => drafts.flush());
  document.addEventListener('visibilitychange', () => drafts.flush());
}

/** Moves drafts of earlier versions out of local storage, which permanent deletion does not search. */
function moveDraftsFromLocalStorage(): void {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(OLD_PREFIX));
    for (const key of keys) {
      const [place, text] = [key.slice(OLD_PREFIX.length), localStorage.getItem(key) ?? ''];
      localStorage.removeItem(key);
      if (drafts.read(place) === '') drafts.write(place, text, { persist: true });
    }
  } catch {
    // Without access to storage there are none.
  }
}
