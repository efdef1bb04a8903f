import type { LinkOffer } from '#shared/transport.ts';
import type { HandOverFile } from './hand-over-file.ts';

/** A browser has read the file by then, or it never will. */
const fileStaysMs = 60_000;
/** Anyone on this machine can ask for a link. It is shown to its user alone, but must not fill the screen. */
const quietMs = 10_000;

export interface LinkOfferParts {
  readonly file: HandOverFile;
  /** Opens a file in the browser, false when there is none; null when the browser must not be opened. */
  readonly openBrowser: ((path: string) => Promise<boolean>) | null;
  readonly print: (line: string) => void;
  /** In ms; only differences count. */
  readonly now?: () => number;
}

export interface LinkOffers {
  /** Opens the link in the browser, if that is wanted and possible. */
  open(url: string): Promise<LinkOffer>;
  /** The same for a link that was asked for, which is printed as well. Within ten seconds it is done once. */
  offer(url: string): Promise<LinkOffer>;
  /** The link was used, or Tutee ends: nothing of it stays on disk. */
  withdraw(): void;
}

/** Shows one-time links to the person in front of this machine. */
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
