import type { TuteeApp } from './app.ts';

/** Enough to stop and save an answer that is being written. */
const closeWithinMs = 4_000;

/** Closes the app. Resolves when it has closed or the timeout is over; never rejects. */
export async function closeWithTimeout(app: TuteeApp): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, closeWithinMs);
  try {
    await Promise.race([app.close(), promise]);
  } catch (error) {
    console.error('Tutee did not close in order.', error);
  } finally {
    clearTimeout(timer);
  }
}
