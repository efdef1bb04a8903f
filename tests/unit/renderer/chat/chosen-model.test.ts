import { describe, expect, it } from 'vitest';
import { changedChoice, chosenModel } from '#renderer/features/chat/model/chosen-model.ts';
import { factsLine, modelGroups } from '#renderer/features/chat/model/model-groups.ts';
import type { OfferedModel } from '#shared/models/offered-model.ts';
import { providerAt } from '#shared/models/presets.ts';
import type { ModelChoice } from '#shared/models/provider.ts';

const desk = { ...providerAt('http://127.0.0.1:11434/v1', []), name: 'Desk', model: 'own' };
const attic = { ...providerAt('http://10.0.0.9:8000/v1', []), name: 'Attic' };
const providers = [desk, attic];
const settings = { providers, defaultProvider: desk.id, favouriteModels: [], recentModels: [] };
const choice = (provider: string, model: string | null): ModelChoice => ({
  ref: { provider, model },
  effort: null,
  temperature: null,
  maxTokens: null,
});
const chosen = (ofChat: ModelChoice | null, ofProject: ModelChoice | null = null) => {
  const { provider, model, by } = chosenModel({ ofChat, ofProject, settings, status: null });
  return [provider?.name, model, by];
};

describe('the model of a chat', () => {
  it('is that of the chat, then of its project, then of the settings', () => {
    expect(chosen(choice(attic.id, 'a'), choice(desk.id, 'd'))).toEqual(['Attic', 'a', 'chat']);
    expect(chosen(null, choice(attic.id, 'a'))).toEqual(['Attic', 'a', 'project']);
    expect(chosen(null)).toEqual(['Desk', 'own', 'settings']);
  });

  it('is that of the settings when its provider is gone', () => {
    expect(chosen(choice('gone', 'x'))).toEqual(['Desk', 'own', 'settings']);
  });

  it('is that of the project for a chat with parameters alone', () => {
    const warm = { ...choice('x', null), ref: null, temperature: 1 };
    expect(chosen(warm, choice(attic.id, 'a'))).toEqual(['Attic', 'a', 'project']);
  });

  it('is named by the status where the default provider takes one by itself', () => {
    const status = { mode: 'model', model: 'taken', baseUrl: null, local: true, provider: attic.id } as const;
    const own = { ...settings, defaultProvider: attic.id };
    expect(chosenModel({ ofChat: null, ofProject: null, settings: own, status }).model).toBe('taken');
    expect(chosenModel({ ofChat: null, ofProject: null, settings: own, status: null }).model).toBeNull();
  });

  it('is no choice any more once everything is taken back', () => {
    const warm = changedChoice(null, { temperature: 0.7 });
    expect(warm).toMatchObject({ ref: null, temperature: 0.7 });
    expect(changedChoice(warm, { temperature: null })).toBeNull();
  });
});

const offered = (id: string, facts: Partial<OfferedModel> = {}): OfferedModel => ({
  id,
  title: null,
  chats: true,
  local: true,
  context: null,
  vision: null,
  tools: null,
  thinking: null,
  price: null,
  ...facts,
});
const offers = [
  {
    provider: desk.id,
    models: [offered('birch'), offered('oak'), offered('embed', { chats: false })],
    error: null,
  },
  {
    provider: attic.id,
    models: [],
    error: { code: 'unreachable', fault: 'model', message: 'Nobody is there.' } as const,
  },
];
const groups = (changes: Partial<Parameters<typeof modelGroups>[0]> = {}) =>
  modelGroups({ settings, offers, search: '', typedFor: desk, ...changes }).map(({ name, options, note }) => [
    name,
    ...options.map(({ label }) => label),
    ...(options.length === 0 ? [note] : []),
  ]);

describe('the list of models', () => {
  it('has those for chats by provider, and says why one has none', () => {
    expect(groups()).toEqual([
      ['Desk', 'birch', 'oak'],
      ['Attic', 'Nobody is there.'],
    ]);
  });

  it('begins with favourites and recent ones, each once, without those of providers that are gone', () => {
    const favouriteModels = [
      { provider: desk.id, model: 'oak' },
      { provider: 'gone', model: 'elm' },
    ];
    const recentModels = [
      { provider: desk.id, model: 'oak' },
      { provider: attic.id, model: 'ash' },
    ];
    expect(groups({ settings: { ...settings, favouriteModels, recentModels } }).slice(0, 2)).toEqual([
      ['Favourites', 'oak'],
      ['Recent', 'ash'],
    ]);
  });

  it('is searched by model and by provider, and offers what is typed', () => {
    expect(groups({ search: 'BIR' })).toEqual([
      ['Desk', 'birch'],
      ['As typed', 'BIR'],
    ]);
    expect(groups({ search: 'birch' })).toEqual([['Desk', 'birch']]);
    expect(groups({ search: 'desk' })[0]).toEqual(['Desk', 'birch', 'oak']);
    expect(groups({ search: 'willow', typedFor: null })).toEqual([]);
  });

  it('says that it is still asking', () => {
    expect(groups({ offers: null })).toEqual([
      ['Desk', 'own'],
      ['Attic', 'Asking for its models…'],
    ]);
  });

  it('says what is known of a model', () => {
    const price = { promptPerMillion: 0.15, completionPerMillion: 0.6 };
    expect(
      factsLine(offered('m', { context: 131_072, vision: true, tools: false, thinking: true, price })),
    ).toBe('reads 128k · sees images · thinks · $0.15 in, $0.6 out');
    expect(factsLine(offered('m', { context: 200_000 }))).toBe('reads 200k');
    expect(factsLine(offered('m', { context: 1_048_576 }))).toBe('reads 1M');
    expect(factsLine(null)).toBe('');
  });
});
