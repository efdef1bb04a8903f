import type { TuteeApp } from './app.ts';

/** An answer in the middle of being written is stopped and saved; whatever takes longer than this is cut off. */
const closeWithinMs = 4_000;

/** Closes the app and resolves when it has closed, or when it took too long. Never rejects. */
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
