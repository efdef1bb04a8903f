/** Longer than it takes a system to say that it has no browser; some systems wait until the browser ends. */
const refusedWithinMs = 2_000;

/** Opens a file in the system's browser. False when there is none; never throws. The path is seen by every user. */
export async function openInBrowser(path: string): Promise<boolean> {
  try {
    // Loaded when needed: it is no part of a start with --no-open.
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
