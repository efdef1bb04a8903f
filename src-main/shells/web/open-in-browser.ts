/** Opens the system's browser. Never throws: the address was printed, and a machine without a browser is no failure. */
export async function openInBrowser(url: string): Promise<void> {
  try {
    // Loaded when needed: it is no part of a start with --no-open.
    const { default: open } = await import('open');
    const browser = await open(url);
    browser.on('error', () => undefined);
    browser.unref();
  } catch {
    // The printed link is the way in then.
  }
}
