import type { LinkOffer } from '#shared/transport.ts';
import type { HandOverFile } from './hand-over-file.ts';

/** By then the browser has read the file, or never will. */
const fileStaysMs = 60_000;
/** The least time between two offers. Anyone on this machine can ask for one; they must not flood the user's terminal. */
const quietMs = 10_000;

export interface LinkOfferParts {
  readonly file: HandOverFile;
  /** Opens a file in the browser, false when there is none. Null: the browser must not be opened. */
  readonly openBrowser: ((path: string) => Promise<boolean>) | null;
  readonly print: (line: string) => void;
  /** A monotonic clock, in ms. */
  readonly now?: () => number;
}

export interface LinkOffers {
  /** Opens the link in the browser if allowed and possible. */
  open(url: string): Promise<LinkOffer>;
  /** Prints and opens a requested link, at most once in ten seconds. */
  offer(url: string): Promise<LinkOffer>;
  /** Removes the link from disk, after its use or at the end of the app. */
  withdraw(): void;
}

/** Shows one-time links to the person at this machine. */
export function createLinkOffers(parts: LinkOfferParts): LinkOffers {
  const { file, openBrowser, print, now = () => performance.now() } = parts;
  let last: { readonly at: number; readonly answer: Promise<LinkOffer> } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = async (url: string): Promise<LinkOffer> => {
    const path = openBrowser === null ? null : file.write(url);
    if (openBrowser === null || path === null) return 'terminal';
    clearTimeout(timer);
    timer = setTimeout(() => file.remove(), fileStaysMs).unref();
    if (await openBrowser(path)) return 'browser';
    file.remove();
    return 'terminal';
  };
  return {
    open,
    offer(url) {
      if (last !== null && now() - last.at < quietMs) return last.answer;
      print(`A new link to Tutee, good for one use: ${url}`);
      last = { at: now(), answer: open(url) };
      return last.answer;
    },
    withdraw() {
      clearTimeout(timer);
      file.remove();
    },
  };
}
