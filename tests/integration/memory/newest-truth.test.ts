/** What is changed, said again and forgotten in ordinary words, in many languages: judged by rates, since no single sentence is sure. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { play, rateOf, taughtScenarios } from '../../support/taught-scenarios.ts';
import type { Played } from '../../support/taught-scenarios.ts';

/** What was reached when this was written, less a few scenarios. */
const LEAST = { change: 0.8, order: 0.75, both: 0.85, same: 0.8, forget: 0.7, part: 0.8 } as const;

describe('what is different now, the same, or to be forgotten', () => {
  let app: TestApp;
  const played: Played[] = [];

  beforeAll(async () => {
    app = await TestApp.start();
    for (const scenario of taughtScenarios()) played.push(await play(scenario, app));
  }, 300_000);
  afterAll(() => app.stop());

  it.each(Object.entries(LEAST))('%s in at least %d of the conversations', (kind, least) => {
    const some = played.filter((one) => one.kind === kind);
    expect(some.length).toBeGreaterThan(8);
    expect(rateOf(some)).toBeGreaterThanOrEqual(least);
  });

  it.each(['seen', 'held'] as const)('on the %s half, in English and in other languages', (half) => {
    const some = played.filter((one) => one.half === half);
    expect(rateOf(some.filter(({ language }) => language === 'en'))).toBeGreaterThanOrEqual(0.8);
    expect(rateOf(some.filter(({ language }) => language !== 'en'))).toBeGreaterThanOrEqual(0.7);
  });
});
