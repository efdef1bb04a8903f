/** The drafts of this page, and their way to and from the main side. */
import { client } from '../../client/client.ts';
import { Drafts } from './drafts.ts';

/** Where drafts were before they were kept with the chats. */
const OLD_PREFIX = 'tutee.draft.';

export const drafts = new Drafts(
  async (place, text) => (await client.call('drafts.put', { ...place, text })).ok,
);

export async function loadDrafts(): Promise<void> {
  const result = await client.call('drafts.list', {});
  if (!result.ok) return;
  drafts.load(result.value.drafts);
  takeOldDrafts();
}

/** Before the page goes away, what was typed last is kept. */
export function keepDraftsOnLeaving(): void {
  addEventListener('pagehide', () => drafts.flush());
  document.addEventListener('visibilitychange', () => drafts.flush());
}

/** Nothing typed stays in the storage of the browser, which nobody looks through when something is forgotten for good. */
function takeOldDrafts(): void {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(OLD_PREFIX));
    for (const key of keys) {
      const [place, text] = [key.slice(OLD_PREFIX.length), localStorage.getItem(key) ?? ''];
      localStorage.removeItem(key);
      if (drafts.read(place) === '') drafts.write(place, text, { keep: true });
    }
  } catch {
    // Where the browser forbids storage there is none.
  }
}
