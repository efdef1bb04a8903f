/** Systems report a missing browser faster than this; some openers exit only when the browser does. */
const refusedWithinMs = 2_000;

/** Opens a file in the system's browser. False when there is none; never throws. Every user can see the path. */
export async function openInBrowser(path: string): Promise<boolean> {
  try {
    // Imported lazily, so that a start with --no-open does not load it.
    const { default: open } = await import('open');
    const opener = await open(path);
    opener.unref();
    return await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(true), refusedWithinMs);
      timer.unref();
      opener.once('error', () => resolve(false));
      opener.once('exit', (code) => {
        clearTimeout(timer);
        resolve(code === 0);
      });
    });
  } catch {
    return false;
  }
}
