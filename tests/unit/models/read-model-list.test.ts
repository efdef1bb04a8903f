import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readModelList } from '#main/models/directory/read-model-list.ts';

const names = (answer: unknown) => readModelList(answer)?.map(({ id }) => id) ?? null;
const only = (entry: unknown) => readModelList([entry])?.[0];

describe('a list of models', () => {
  it.each<[string, unknown]>([
    ['as OpenAI gives it', { object: 'list', data: [{ id: 'a' }, { id: 'b' }] }],
    ['as a bare array', [{ id: 'a' }, { id: 'b' }]],
    ['of names alone', ['a', 'b']],
    ['of names in an envelope', { models: ['a', 'b'] }],
    [
      'as Ollama’s own',
      {
        models: [
          { name: 'a', model: 'a' },
          { name: 'b', model: 'b' },
        ],
      },
    ],
    ['with keys', { data: [{ key: 'a' }, { key: 'b' }] }],
    ['as a map by name', { data: { a: { owned_by: 'x' }, b: {} } }],
    [
      'by number and name',
      {
        result: [
          { id: '1f0cc1a2-5c1c-4f9e-9f0e-3a9d6b9a7c01', name: 'a', task: { name: 'Text Generation' } },
          { id: '1f0cc1a2-5c1c-4f9e-9f0e-3a9d6b9a7c02', name: 'b' },
        ],
      },
    ],
    ['in two envelopes', { success: true, result: { data: [{ id: 'a' }, { id: 'b' }] } }],
    [
      'with double and broken entries',
      { data: [{ id: 'b' }, null, 7, { id: ' a ' }, { id: 'b' }, { id: 'x\ny' }] },
    ],
  ])('is read %s', (_name, answer) => {
    expect(names(answer)).toEqual(['a', 'b']);
  });

  it.each<[string, unknown]>([
    ['null for no models', { object: 'list', data: null }],
    ['an empty list', []],
  ])('is empty for %s', (_name, answer) => {
    expect(names(answer)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'models'],
    ['an error', { error: { message: 'no' } }],
    ['numbers', { data: [{ id: 7 }] }],
  ])('is none for %s', (_name, answer) => {
    expect(names(answer)).toBeNull();
  });

  it('of any other form neither fails nor gives a name that a request could not have', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (answer) => {
        for (const { id, context } of readModelList(answer) ?? []) {
          expect(id.trim()).toBe(id);
          expect(id).not.toBe('');
          expect(context === null || context > 0).toBe(true);
        }
      }),
    );
  });
});

describe('what a list says about a model', () => {
  it('is read as routers say it, with prices for a token', () => {
    expect(
      only({
        id: 'lab/writer',
        name: 'Lab: Writer',
        context_length: 131_072,
        architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
        supported_parameters: ['tools', 'reasoning', 'temperature'],
        pricing: { prompt: '0.0000005', completion: '0.000002' },
      }),
    ).toMatchObject({
      context: 131_072,
      vision: true,
      tools: true,
      thinking: true,
      chats: true,
      price: { promptPerMillion: 0.5, completionPerMillion: 2 },
    });
  });

  it('is read as services say it with flags, with prices for a million', () => {
    expect(
      only({
        id: 'small',
        max_context_length: 32_768,
        capabilities: { completion_chat: true, function_calling: false, vision: true },
        pricing: { input: 0.2, output: 0.6 },
      }),
    ).toMatchObject({
      context: 32_768,
      vision: true,
      tools: false,
      thinking: null,
      price: { promptPerMillion: 0.2, completionPerMillion: 0.6 },
    });
  });

  it.each<[string, unknown, number]>([
    ['a server for one model', { id: 'm', max_model_len: 8_192 }, 8_192],
    [
      'a program with the model loaded',
      { id: 'm', max_context_length: 99_000, loaded_context_length: 4_096 },
      4_096,
    ],
    ['a nested count', { id: 'm', meta: { n_ctx_train: 2_048 } }, 2_048],
    ['another spelling', { name: 'm', inputTokenLimit: 1_000 }, 1_000],
  ])('includes how much it reads for %s', (_name, entry, context) => {
    expect(only(entry)?.context).toBe(context);
  });

  it.each<[string, unknown, boolean]>([
    ['an embedder by its type', { id: 'm', type: 'embeddings' }, false],
    ['an embedder by its ability', { id: 'm', capabilities: ['embedding'] }, false],
    ['a painter by its output', { id: 'm', output_modalities: ['image'] }, false],
    ['one without the method', { name: 'models/m', supportedGenerationMethods: ['embedContent'] }, false],
    ['one that says so in spite of its name', { id: 'guard-7b', type: 'chat' }, true],
    ['an embedder by its name', { id: 'nomic-embed-text' }, false],
    ['a plain name', { id: 'llama3.2' }, true],
  ])('tells what is for chats: %s', (_name, entry, chats) => {
    expect(only(entry)?.chats).toBe(chats);
  });

  it('is unknown where the server does not say', () => {
    expect(only('m')).toEqual({
      id: 'm',
      title: null,
      chats: true,
      context: null,
      vision: null,
      tools: null,
      thinking: null,
      price: null,
    });
    expect(only({ id: 'auto', pricing: { prompt: '-1', completion: '-1' } })?.price).toBeNull();
    expect(only({ id: 'models/seer' })?.title).toBe('seer');
  });
});
