/** Orders that end, or give way to another wish, in words that name neither; with the embedder inside, since words alone do not tell. */
import { afterAll, describe, expect, it } from 'vitest';
import { workerEntry } from '#main/composition/worker-entry.ts';
import { bestEmbedder } from '#main/models/embedders/bundled-embedders.ts';
import { applyElsewhere } from '#main/teachability/capture/decide/conditions.ts';
import { openTeachability } from '../../../support/open-teachability.ts';

const embedder = bestEmbedder(workerEntry('embedder-worker'));
if (embedder === null) throw new Error('The embedder inside is not there.');
afterAll(() => embedder.close());

/** The texts of the active memories after messages that follow each other. */
async function knownAfter(...messages: readonly string[]): Promise<string[]> {
  const vectors = embedder?.multilingualVectors.bind(embedder);
  const { say, store } = openTeachability(embedder, vectors);
  for (const message of messages) await say(message);
  return store.views.page({ statuses: ['active'] }, 50, 0).items.map(({ text }) => text);
}

describe('an order', () => {
  it.each([
    ['Réponds toujours avec une métaphore.', 'plus besoin de métaphores'],
    ['Odpowiadaj zawsze po angielsku.', 'wróćmy do polskiego'],
    ['以后回答都要简短', '现在可以详细一点了'],
    ['मुझे आप कहकर बुलाओ', 'तुम कहना भी ठीक है'],
  ])('ends by what is said instead: %s %s', async (order, said) => {
    const [stored, ...others] = await knownAfter(order);
    expect(stored).toBeDefined();
    expect(others).toEqual([]);
    expect(await knownAfter(order, said)).not.toContain(stored);
  });

  it.each([
    ['Always use tables when I ask about ferries.', 'Never use tables when I ask about ferries.'],
    ['Never put jokes into recipes.', 'Always put jokes into recipes.'],
  ])('gives way to its opposite: %s %s', async (order, said) => {
    expect(await knownAfter(order, said)).toEqual([said]);
  });

  it.each([
    ['Keep your answers short.', 'could be worse I guess'],
    ['Keep your answers short.', 'I have long hair now'],
    ['Sprich mich immer mit Sie an.', 'wir können uns morgen treffen'],
    ['Call me Doc.', 'just Lu and me tonight'],
    ['回答要简短', '今天好累'],
    ['Name the nearest station in every answer.', 'Remember that the train leaves at nine.'],
    ['Call me Captain.', 'Remember that the train leaves at nine.'],
    ['Address me formally.', 'My name is Joe.'],
    [
      'Always explain with examples like boats and tides.',
      'The tide example really helped clarify the rule.',
    ],
    ['Keep your answers short.', 'Great, the short summary at the end is useful.'],
  ])('stays whatever else is said: %s %s', async (order, said) => {
    const [stored] = await knownAfter(order);
    expect(stored).toBeDefined();
    expect(await knownAfter(order, said)).toContain(stored);
  });
});

describe('two orders with a condition each', () => {
  it.each([
    ['Always show the formula when I ask about circles.', 'Always add a sketch when I ask about cones.'],
    [
      'Wenn ich nach Rezepten frage, nenn mir die Kosten.',
      'Wenn ich nach Reisen frage, nenn mir die Kosten.',
    ],
    ['Quand je parle de vin, sois bref.', 'Quand je parle de voile, sois précis.'],
  ])('stand beside each other: %s %s', (one, other) => {
    expect(applyElsewhere(one, other)).toBe(true);
  });

  it.each([
    ['Always show the formula when I ask about circles.', 'Never show the formula when I ask about circles.'],
    ['Answer in Welsh.', 'Answer in English when I ask about rugby.'],
    ['Be brief.', 'Be thorough.'],
  ])('are compared where the condition is one, or there is none: %s %s', (one, other) => {
    expect(applyElsewhere(one, other)).toBe(false);
  });
});
