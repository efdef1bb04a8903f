import { afterAll, describe, expect, it } from 'vitest';
import { bestEmbedder } from '#main/models/embedders/bundled-embedders.ts';
import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import { DOMAIN_SHARED } from '#main/teachability/recall/constants.ts';
import { domainsAsked, likelihoodAt } from '#main/teachability/recall/domains/domain-heads.ts';
import { workerEntry } from '#main/composition/worker-entry.ts';
import { openTeachability, sent } from '../../../support/open-teachability.ts';

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
    const astray: string[] = [];
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
      if ((await shared(request, other)) >= DOMAIN_SHARED) astray.push(other);
      if ((await shared(request, bearing)) >= DOMAIN_SHARED) joined.push(request);
    }
    // Learned from examples: some are always missed, and one of a hundred goes astray. Words and meaning are two more ways.
    expect(astray.length).toBeLessThanOrEqual(1);
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

it('how work is to be done is sent with a request for it, whatever kind of memory it is kept as', async () => {
  const { ask, memories } = openTeachability(embedder);
  const orders = [
    ['Go over this essay of mine.', 'In essays I avoid the word "very".'],
    ['Gib mir die Kurzfassung von diesem Kapitel.', 'Kurzfassungen bitte in zwei Sätzen.'],
    ['Écris une fonction qui trie des mots.', 'Mon code est en Julia.'],
    ['Reply to this member of our club.', 'Letters to members end with "Ahoy, the crew".'],
    ['Grade this poem by one of my pupils.', 'I give marks from one to six.'],
  ] as const;
  for (const [, text] of orders) await memories.teach({ text, kind: 'fact' });
  await memories.teach({ text: 'My desk is by the window.', kind: 'fact' });
  let found = 0;
  for (const [request, order] of orders) {
    const texts = sent(await ask(request));
    if (texts.includes(order)) found += 1;
    expect(texts).not.toContain('My desk is by the window.');
  }
  // Learned from examples, as above.
  expect(found).toBeGreaterThanOrEqual(4);
});
