import type { Page } from '@playwright/test';

/**
 * Waits until what was done last has been drawn and nothing moves or fades any more. What turns for as long as it is
 * there, such as the dots of an answer to come, is not waited for.
 */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const ends = ({ effect, playState }: Animation) =>
      playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime);
    let moving: Animation[] = [];
    do {
      await Promise.allSettled(moving.map(({ finished }) => finished));
      // Twice: the first frame tells the page of a new size, the second shows what it made of it.
      await drawn();
      await drawn();
      moving = document.getAnimations().filter(ends);
    } while (moving.length > 0);
  });
}
