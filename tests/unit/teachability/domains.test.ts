import { afterAll, describe, expect, it } from 'vitest';
import { bestEmbedder } from '#main/models/embedders/bundled-embedders.ts';
import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import { domainsAsked, likelihoodAt } from '#main/teachability/recall/domains/domain-heads.ts';
import { workerEntry } from '#main/worker-entry.ts';

const embedder = bestEmbedder(workerEntry('embedder-worker'));
if (embedder === null) throw new Error('The embedder inside is not there.');
afterAll(() => embedder.close());

/** How far a statement would change the answer to a request, by the domains of both; 0..1. */
async function shared(request: string, statement: string): Promise<number> {
  const [asked, told] = (await embedder?.embed([request, statement])) ?? [];
  if (asked === undefined || told === undefined || embedder === null) return Number.NaN;
  const shares = domainsAsked(asked, embedder.key).map(({ likelihood, statements }) => {
    const cosine = statements.direction.reduce((sum, part, at) => sum + part * (told[at] ?? 0), 0);
    return Math.sqrt(likelihood * likelihoodAt(statements, cosine));
  });
  return Math.max(0, ...shares);
}

describe('domains of requests and of what people tell', () => {
  it('join most requests with what would change the answer, and not with anything else', async () => {
    const joined: string[] = [];
    for (const [request, bearing, other] of [
      ['What should I fry for Sunday brunch?', 'Shrimps bring me out in blotches.', 'My bicycle has a bell.'],
      ['Is a ferry trip around the fjord for me?', 'I get queasy on the water.', 'My sister is a notary.'],
      ['Write a class for a stack.', 'Put a comment above each method.', 'The hedge needs cutting.'],
      [
        'Reword this mail to my tenant.',
        'I end my mails with "All the best, Moira".',
        'The attic is full of bats.',
      ],
      ['Was gibt es zum Mittagessen?', 'Von Zwiebeln bekomme ich Bauchweh.', 'Mein Onkel wohnt in Passau.'],
      ['Come arrivo sul lago?', 'Non guido.', 'Mia zia suona in una banda.'],
      ['¿Qué serie pongo esta noche?', 'No aguanto las escenas de sangre.', 'La llave está en el buzón.'],
      ['Какой десерт сделать?', 'У меня непереносимость лактозы.', 'Мой дядя работает на почте.'],
      ['今夜は何を作ろう？', '小麦アレルギーがあります。', '叔父は大工です。'],
    ] as const) {
      expect(await shared(request, other)).toBeLessThan(0.6);
      if ((await shared(request, bearing)) >= 0.6) joined.push(request);
    }
    // Learned from examples: some are always missed. Words and meaning are two more ways.
    expect(joined.length).toBeGreaterThanOrEqual(7);
  });

  it.each([
    'Tell me about the Bronze Age.',
    'What is the square root of 81?',
    'Wer hat den Buchdruck erfunden?',
  ])('are none of life in %s', async (request) => {
    expect(await shared(request, 'I must not have any nuts.')).toBeLessThan(0.3);
    expect(await shared(request, 'I use a stick when I walk.')).toBeLessThan(0.3);
  });

  it('are not told from vectors of another embedder', async () => {
    const other = new NgramEmbedder();
    const [vector] = await other.embed(['What should I cook?']);
    expect(domainsAsked(vector ?? new Float32Array(), other.key)).toEqual([]);
  });
});
