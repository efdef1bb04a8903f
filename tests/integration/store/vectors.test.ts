import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import { memoryStatusSchema } from '#shared/memory/memory.ts';
import { syntheticMemories } from '../../bench/speed/synthetic-memories.ts';
import { checkAgreement } from '../../support/store/check-agreement.ts';
import { cosine } from '../../support/cosine.ts';
import {
  addStep,
  byUser,
  memoryValue,
  sampleDimensions,
  sampleEmbedder,
  sampleVector,
  sampleVectors,
  topic,
} from '../../support/memory-samples.ts';
import { openMemories } from '../../support/open-store.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const internal: unknown = expect.objectContaining({ code: 'internal' });

describe('search by meaning', () => {
  it('returns exact cosines, best first, with the nearest cue', () => {
    const { memories } = openMemories();
    const value = memoryValue('I like tea', { cues: [topic('drinks')] });
    memories.apply([addStep(value), addStep(memoryValue('I live in Rome'))], byUser());
    const query = sampleVector('drinks');
    const hits = memories.searchMeaning(query, sampleEmbedder, 10);
    expect(hits.map((hit) => hit.cosine)).toEqual(
      ['drinks', 'I like tea', 'I live in Rome']
        .map((text) => cosine(query, sampleVector(text)))
        .toSorted((a, b) => b - a)
        .map((exact) => expect.closeTo(exact, 6) as number),
    );
    expect(hits[0]).toMatchObject({ memory: { text: 'I like tea' }, cue: topic('drinks') });
    expect(hits[0]?.cosine).toBeCloseTo(1, 6);
  });

  it('finds any exact text among many', () => {
    const { memories } = openMemories();
    const all = Array.from({ length: 600 }, (_, index) => `Memory number ${index}`);
    memories.apply(
      all.map((text) => addStep(memoryValue(text))),
      byUser(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...all), (text) => {
        const [hit] = memories.searchMeaning(sampleVector(text), sampleEmbedder, 5);
        expect(hit?.memory.text).toBe(text);
      }),
      { numRuns: propertyRuns(50) },
    );
  });

  it('ignores inactive memories, and finds them again when activated', () => {
    const { database, memories } = openMemories();
    const others = memoryStatusSchema.options.filter((status) => status !== 'active');
    const steps = others.map((status) => addStep(memoryValue('I like tea', { status })));
    memories.apply([...steps, addStep(memoryValue('Far from it'))], byUser());
    const found = () =>
      memories.searchMeaning(sampleVector('I like tea'), sampleEmbedder, 10).map((hit) => hit.memory.text);
    expect(found()).toEqual(['Far from it']);
    const [first] = steps;
    if (first === undefined) throw new Error('There are other statuses');
    memories.apply(
      [{ type: 'update', id: first.id, action: 'resumed', value: memoryValue('I like tea') }],
      byUser(),
    );
    expect(found()).toEqual(['I like tea', 'Far from it']);
    checkAgreement(database, sampleEmbedder);
  });

  it('finds nothing for an unknown embedder, a zero vector or no limit', () => {
    const { memories } = openMemories();
    memories.apply([addStep(memoryValue('I like tea'))], byUser());
    expect(memories.searchMeaning(sampleVector('I like tea'), 'unknown@1/16', 5)).toEqual([]);
    expect(memories.searchMeaning(new Float32Array(sampleDimensions), sampleEmbedder, 5)).toEqual([]);
    expect(memories.searchMeaning(sampleVector('I like tea'), sampleEmbedder, 0)).toEqual([]);
  });
});

describe('a search among many', () => {
  it('finds nearly all of the ten nearest that an exact search finds', async () => {
    const { memories } = openMemories();
    const embedder = new NgramEmbedder();
    const all = syntheticMemories(1_500).map(({ text }) => text);
    const vectors = await embedder.embed(all);
    memories.apply(
      all.map((text, index) => ({
        ...addStep(memoryValue(text)),
        vectors: {
          embedder: embedder.key,
          dimensions: embedder.dimensions,
          vectors: vectors.slice(index, index + 1),
        },
      })),
      byUser(),
    );
    let found = 0;
    const asked = await embedder.embed(
      all.filter((_, index) => index % 50 === 0).map((text) => text.slice(0, 40)),
    );
    for (const wanted of asked) {
      const exact = vectors.map((vector) => cosine(wanted, vector)).toSorted((a, b) => b - a);
      const tenth = exact[9] ?? 1;
      const near = memories.searchMeaning(wanted, embedder.key, 10);
      found += near.filter((hit) => hit.cosine >= tenth - 1e-5).length;
    }
    expect(found / (10 * asked.length)).toBeGreaterThan(0.85);
  });

  it('in some scopes returns the nearest of each and of everywhere', () => {
    const { memories } = openMemories();
    const scopes = ['here', 'there', 'elsewhere'].map((id) => ({ type: 'assistant', id }) as const);
    const everywhere = { type: 'everywhere' } as const;
    const steps = [everywhere, ...scopes].flatMap((scope) =>
      Array.from({ length: 60 }, (_, index) =>
        addStep(memoryValue(`${'id' in scope ? scope.id : ''} number ${index}`, { scope })),
      ),
    );
    memories.apply(steps, byUser());
    const scopesOf = (searched: 'all' | readonly string[]) => {
      const hits = memories.searchMeaning(sampleVector('number 5'), sampleEmbedder, 400, searched);
      return [...new Set(hits.map(({ memory: { scope } }) => ('id' in scope ? scope.id : '')))].toSorted();
    };
    expect(scopesOf([])).toEqual(['']);
    expect(scopesOf(['here', 'here'])).toEqual(['', 'here']);
    expect(scopesOf(['there', 'here'])).toEqual(['', 'here', 'there']);
    expect(scopesOf('all').length).toBeGreaterThan(3);
    const first = memories.searchMeaning(sampleVector('here number 7'), sampleEmbedder, 1, ['here'])[0];
    expect(first?.memory.text).toBe('here number 7');
  });
});

describe('embedders', () => {
  it.each([1, 3, 8, 13, 100, 384])('can have %i dimensions', (dimensions) => {
    const { database, memories } = openMemories();
    const key = `any@1/${dimensions}`;
    const values = ['I like tea', 'I live in Rome', 'I sail'].map((text) => memoryValue(text));
    memories.apply(
      values.map((value) => ({ ...addStep(value), vectors: sampleVectors(value, key, dimensions) })),
      byUser(),
    );
    const wanted = sampleVector('I sail', dimensions);
    const hits = memories.searchMeaning(wanted, key, 3);
    expect(hits.map((hit) => hit.cosine)).toEqual(
      values
        .map(({ text }) => cosine(wanted, sampleVector(text, dimensions)))
        .toSorted((a, b) => b - a)
        .map((exact) => expect.closeTo(exact, 5) as number),
    );
    checkAgreement(database, key);
  });

  it('of different dimensions coexist', () => {
    const { database, memories } = openMemories();
    const value = memoryValue('I like tea', { cues: [topic('drinks')] });
    const step = addStep(value);
    memories.apply([step], byUser());
    const other = sampleVectors(value, 'other@1/48', 48);
    expect(memories.countWithoutVectors('other@1/48')).toBe(2);
    memories.putVectors(memories.unitsWithoutVectors('other@1/48', 10), other);
    expect(memories.countWithoutVectors('other@1/48')).toBe(0);
    for (const [key, dimensions] of [
      ['other@1/48', 48],
      [sampleEmbedder, sampleDimensions],
    ] as const) {
      const [hit] = memories.searchMeaning(sampleVector('drinks', dimensions), key, 1);
      expect(hit?.cue).toEqual(topic('drinks'));
    }
    memories.apply(
      [{ type: 'update', id: step.id, action: 'paused', value: { ...value, status: 'paused' } }],
      byUser(),
    );
    expect(memories.searchMeaning(sampleVector('drinks', 48), 'other@1/48', 1)).toEqual([]);
    checkAgreement(database, sampleEmbedder);
    checkAgreement(database, 'other@1/48');
  });

  it('can have any number of dimensions', () => {
    const { database, memories } = openMemories();
    for (const dimensions of [1, 7, 100, 1_536, 3_072]) {
      const value = memoryValue(`Of ${dimensions}`);
      const vectors = sampleVectors(value, `any/${dimensions}`, dimensions);
      memories.apply([{ ...addStep(value), vectors }], byUser());
      const [hit] = memories.searchMeaning(sampleVector(value.text, dimensions), `any/${dimensions}`, 1);
      expect(hit?.memory.text).toBe(value.text);
    }
    checkAgreement(database);
  });
});

describe('vectors that do not fit', () => {
  it.each([
    ['another length than declared', { dimensions: sampleDimensions, vectors: [new Float32Array(8)] }],
    ['another length than before', { dimensions: 8, vectors: [new Float32Array(8)] }],
    ['no length', { dimensions: 0, vectors: [new Float32Array(0)] }],
  ])('by %s are rejected, and nothing is written', (_, wrong) => {
    const { database, memories } = openMemories();
    memories.apply([addStep(memoryValue('Before'))], byUser());
    const embedder = wrong.dimensions === 0 ? 'empty@1/0' : sampleEmbedder;
    const step = { ...addStep(memoryValue('After')), vectors: { embedder, ...wrong } };
    expect(() => memories.apply([step], byUser())).toThrow(internal);
    expect(memories.views.page({}, 10, 0).total).toBe(1);
    expect(() => memories.searchMeaning(new Float32Array(3).fill(1), sampleEmbedder, 1)).toThrow(internal);
    checkAgreement(database, sampleEmbedder);
  });

  it('by their number are rejected, and a new embedder is not registered', () => {
    const { database, memories } = openMemories();
    const value = memoryValue('I like tea', { cues: [topic('drinks')] });
    const vectors = { embedder: 'new@1/8', dimensions: 8, vectors: [sampleVector('I like tea', 8)] };
    const right = { ...addStep(value), vectors: sampleVectors(value, 'new@1/8', 8) };
    const wrong = { ...addStep(value), vectors };
    for (const steps of [[wrong], [right, wrong]])
      expect(() => memories.apply(steps, byUser())).toThrow('1 vectors were given for 2');
    expect(database.prepare('SELECT count(*) FROM embedders').pluck().get()).toBe(0);
    const again = { ...addStep(value), vectors: sampleVectors(value, 'new@1/8', 8) };
    memories.apply([again], byUser());
    expect(memories.searchMeaning(sampleVector('drinks', 8), 'new@1/8', 1)).toHaveLength(1);
    checkAgreement(database, 'new@1/8');
  });
});

describe('vectors made later', () => {
  it('are requested oldest first, for active and paused memories, and make them searchable', () => {
    const { database, memories } = openMemories();
    const values = [
      memoryValue('First', { cues: [topic('one')] }),
      memoryValue('Second', { status: 'paused' }),
      memoryValue('Third', { status: 'forgotten' }),
    ];
    memories.apply(
      values.map((value) => ({ ...addStep(value), vectors: null })),
      byUser(),
    );
    const units = memories.unitsWithoutVectors(sampleEmbedder, 10);
    expect(units.map((unit) => unit.text)).toEqual(['First', 'one', 'Second']);
    expect(memories.unitsWithoutVectors(sampleEmbedder, 1)).toEqual(units.slice(0, 1));
    const vectors = units.map((unit) => sampleVector(unit.text));
    memories.putVectors(units, { embedder: sampleEmbedder, dimensions: sampleDimensions, vectors });
    expect(memories.unitsWithoutVectors(sampleEmbedder, 10)).toEqual([]);
    expect(
      memories.searchMeaning(sampleVector('Second'), sampleEmbedder, 5).map((hit) => hit.memory.text),
    ).toEqual(expect.not.arrayContaining(['Second']));
    checkAgreement(database);
  });

  it('are dropped when the text changed meanwhile', () => {
    const { database, memories } = openMemories();
    const step = { ...addStep(memoryValue('Old words')), vectors: null };
    memories.apply([step], byUser());
    const units = memories.unitsWithoutVectors(sampleEmbedder, 10);
    memories.apply(
      [{ type: 'update', id: step.id, action: 'edited', value: memoryValue('New words') }],
      byUser(),
    );
    const vectors = [sampleVector('Old words')];
    memories.putVectors(units, { embedder: sampleEmbedder, dimensions: sampleDimensions, vectors });
    expect(memories.unitsWithoutVectors(sampleEmbedder, 10).map((unit) => unit.text)).toEqual(['New words']);
    expect(memories.searchMeaning(sampleVector('Old words'), sampleEmbedder, 5)).toEqual([]);
    checkAgreement(database);
  });
});
