import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CurrentSettings } from '#main/settings/current-settings.ts';
import { changedSettings, withDefaultProvider } from '#main/settings/default-provider.ts';
import { presets, providerAt } from '#shared/models/presets.ts';
import { providerSchema, readModelWord, modelWord } from '#shared/models/provider.ts';
import { defaultSettings, settingsSchema } from '#shared/settings.ts';
import type { Settings } from '#shared/settings.ts';

/** Settings that persist across "restarts". */
function kept(initial: Partial<Settings> = {}) {
  let rows: Settings = { ...defaultSettings, ...initial };
  return {
    start: (fixed: Partial<Settings> = {}) =>
      new CurrentSettings(
        { read: () => rows, write: (changes) => void (rows = { ...rows, ...changes }) },
        fixed,
      ),
    rows: () => rows,
  };
}

const groq = 'https://api.groq.com/openai/v1';
const mine = 'http://10.0.0.7:9000/v1';

describe('settings from before there were providers', () => {
  it('get a provider for their address, with its model, and the same id at every start', () => {
    const store = kept({ baseUrl: groq, model: 'llama-3.3-70b' });
    const settings = store.start().get();
    expect(settings.providers).toMatchObject([
      { id: 'groq', kind: 'groq', name: 'Groq', baseUrl: groq, model: 'llama-3.3-70b' },
    ]);
    expect(settings.defaultProvider).toBe('groq');
    expect(store.start().get()).toEqual(settings);
  });

  it('keep that provider when they first leave it for memory mode', () => {
    const store = kept({ baseUrl: mine, model: null });
    store.start().update({ baseUrl: null });
    expect(store.start().get()).toMatchObject({
      baseUrl: null,
      defaultProvider: null,
      providers: [{ id: '10.0.0.7-9000', baseUrl: mine }],
    });
  });

  it('without a server have none', () => {
    expect(kept().start().get()).toEqual(defaultSettings);
  });
});

describe('an address set by a script', () => {
  it('adds a provider once and goes back to it with the model it had', () => {
    const settings = kept().start();
    settings.update({ baseUrl: groq, model: 'fast' });
    settings.update({ baseUrl: mine, model: 'own' });
    expect(settings.get()).toMatchObject({ baseUrl: mine, model: 'own', defaultProvider: '10.0.0.7-9000' });
    settings.update({ baseUrl: groq });
    expect(settings.get()).toMatchObject({ baseUrl: groq, model: 'fast', defaultProvider: 'groq' });
    expect(settings.get().providers).toHaveLength(2);
  });

  it('keeps a model that was set before the address', () => {
    const settings = kept().start();
    settings.update({ model: 'first' });
    expect(settings.update({ baseUrl: mine }).settings.model).toBe('first');
  });
});

describe('a provider changed by the page', () => {
  const start = () => {
    const store = kept();
    const settings = store.start();
    settings.update({ baseUrl: groq, model: 'fast' });
    const [first] = settings.get().providers;
    if (first === undefined) throw new Error('There is a provider');
    return { store, settings, first };
  };

  it('moves the address of the settings with it, as long as it is the default', () => {
    const { settings, first } = start();
    settings.update({ providers: [{ ...first, baseUrl: mine }] });
    expect(settings.get()).toMatchObject({ baseUrl: mine, model: 'fast', defaultProvider: first.id });
  });

  it('that is gone leaves memory mode behind, not another server', () => {
    const { settings, first } = start();
    const other = providerAt(mine, [first]);
    settings.update({ providers: [first, other] });
    settings.update({ providers: [other] });
    expect(settings.get()).toMatchObject({ baseUrl: null, model: null, defaultProvider: null });
  });

  it('becomes the default by its id, with its own model, also where two have one address', () => {
    const { settings, first } = start();
    const twin = { ...providerAt(groq, [first]), model: 'slow' };
    settings.update({ providers: [first, twin] });
    settings.update({ defaultProvider: twin.id });
    expect(settings.get()).toMatchObject({ baseUrl: groq, model: 'slow', defaultProvider: 'groq-2' });
    settings.update({ model: 'slower' });
    expect(settings.get().providers.map(({ model }) => model)).toEqual(['fast', 'slower']);
  });
});

describe('an address fixed by the environment', () => {
  it('is the default of this run and is not saved, whatever else is', () => {
    const store = kept({ baseUrl: groq, model: 'fast' });
    const settings = store.start({ baseUrl: mine, model: 'given' });
    expect(settings.get()).toMatchObject({ baseUrl: mine, model: 'given', defaultProvider: '10.0.0.7-9000' });
    settings.update({ providers: settings.get().providers, defaultProvider: '10.0.0.7-9000' });
    expect(store.start().get()).toMatchObject({
      baseUrl: groq,
      model: 'fast',
      providers: [{ id: 'groq' }],
    });
  });

  it('is a saved provider when one has the address', () => {
    const provider = { ...providerAt(mine, []), name: 'Attic', headerNames: ['x-team'] };
    const store = kept({ providers: [provider] });
    expect(store.start({ baseUrl: mine }).get()).toMatchObject({
      defaultProvider: provider.id,
      providers: [{ name: 'Attic', headerNames: ['x-team'] }],
    });
  });
});

it('both views always agree, whatever is changed in whichever order', () => {
  const address = fc.constantFrom(null, groq, mine, 'http://127.0.0.1:11434/v1');
  const model = fc.constantFrom(null, 'a', 'b');
  const change: fc.Arbitrary<Partial<Settings>> = fc.oneof<fc.Arbitrary<Partial<Settings>>[]>(
    fc.record({ baseUrl: address }),
    fc.record({ model }),
    fc.record({ baseUrl: address, model }),
    fc.record({ defaultProvider: fc.constantFrom(null, 'groq', 'ollama', 'nobody') }),
    fc.constant({ providers: [] }),
    fc.constant({ providers: [providerAt(groq, []), providerAt(mine, [])] }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), (all) => {
      let end = withDefaultProvider(defaultSettings);
      for (const changes of all) end = changedSettings(end, changes);
      settingsSchema.parse(end);
      const chosen = end.providers.find(({ id }) => id === end.defaultProvider);
      expect(chosen?.baseUrl ?? null).toBe(end.baseUrl);
      if (chosen !== undefined) expect(chosen.model).toBe(end.model);
    }),
  );
});

describe('presets', () => {
  it('are providers at their own address', () => {
    for (const { kind, baseUrl } of presets) {
      const provider = providerAt(baseUrl, []);
      expect(providerSchema.parse(provider)).toEqual(provider);
      expect(provider.kind).toBe(kind);
    }
  });

  it('are known by host, and ids stay apart', () => {
    expect(providerAt('http://localhost:11434/v1', []).kind).toBe('ollama');
    expect(providerAt('https://mine.openai.azure.com/openai/v1', []).kind).toBe('azure');
    expect(providerAt('https://api.openai.com.evil.example/v1', []).kind).toBe('other');
    const first = providerAt('http://[::1]:5000', []);
    expect(providerAt('http://[::1]:5000/v1', [first]).id).not.toBe(first.id);
  });
});

it('a model is one word, also when its own name holds an @', () => {
  const providers = [providerAt(groq, []), providerAt(mine, [])];
  for (const ref of [
    { provider: 'groq', model: '@cf/meta/llama@2' },
    { provider: '10.0.0.7-9000', model: null },
  ]) {
    expect(readModelWord(modelWord(ref), providers)).toEqual(ref);
  }
  expect(readModelWord('gemini@001', providers)).toBeNull();
  expect(readModelWord('plain', providers)).toBeNull();
});
