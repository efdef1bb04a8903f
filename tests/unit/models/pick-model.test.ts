import { describe, expect, it } from 'vitest';
import { pickModel } from '#main/models/directory/pick-model.ts';

const local = 'http://127.0.0.1:11434/v1';
const openai = 'https://api.openai.com/v1';

describe('pickModel', () => {
  it('picks the first model that can chat', () => {
    const models = [
      'all-minilm:latest',
      'bge-m3',
      'mxbai-embed-large',
      'nomic-embed-text:latest',
      'qwen3:8b',
      'llama3.2',
    ];
    expect(pickModel(models, local)).toBe('qwen3:8b');
  });

  it('picks none when no model can chat', () => {
    const models = [
      'text-embedding-nomic-embed-text-v1.5',
      'text-embedding-3-small',
      'whisper-1',
      'tts-1-hd',
      'dall-e-3',
      'gpt-image-1',
      'omni-moderation-latest',
      'gpt-4o-mini-transcribe',
      'gpt-realtime-mini',
      'sora-2',
      'bge-reranker-v2-m3',
    ];
    expect(pickModel(models, local)).toBeNull();
    expect(pickModel(models, openai)).toBeNull();
    expect(pickModel([], local)).toBeNull();
  });

  it('ignores matches inside words', () => {
    expect(pickModel(['embedded-helper-7b'], local)).toBe('embedded-helper-7b');
    expect(pickModel(['imagine:7b'], local)).toBe('imagine:7b');
  });

  it('prefers the newest undated mini model of OpenAI', () => {
    const models = [
      'gpt-4o',
      'gpt-4o-mini',
      'gpt-4o-mini-2024-07-18',
      'gpt-4o-mini-tts',
      'gpt-5',
      'gpt-5-mini',
      'gpt-5-mini-2025-08-07',
      'gpt-5.1-codex-mini',
      'gpt-audio-mini',
      'o4-mini',
    ];
    expect(pickModel(models, openai)).toBe('gpt-5-mini');
    expect(pickModel(['gpt-3.5-turbo', 'gpt-4o', 'o3'], openai)).toBe('gpt-4o');
    expect(pickModel(['ft:custom', 'o3'], openai)).toBe('ft:custom');
  });
});

describe('pickModel at a service', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'https://api.anthropic.com/v1',
      'claude-haiku-4-5-20251001',
      ['claude-3-haiku-20240307', 'claude-haiku-4-5-20251001', 'claude-opus-4-1-20250805', 'claude-sonnet-5'],
    ],
    [
      'https://generativelanguage.googleapis.com/v1beta',
      'models/gemini-3.1-flash',
      [
        'models/aqa',
        'models/gemini-2.5-flash',
        'models/gemini-3.1-flash',
        'models/gemini-3.1-flash-tts',
        'models/gemini-3-pro',
      ],
    ],
    [
      'https://api.mistral.ai/v1',
      'mistral-small-latest',
      ['codestral-latest', 'ministral-8b-2410', 'mistral-small-latest'],
    ],
    ['https://openrouter.ai/api/v1', 'openrouter/auto', ['ai21/jamba', 'openrouter/auto', 'z-ai/glm']],
    [
      'https://api.groq.com/openai/v1',
      'llama-3.3-70b-versatile',
      ['allam-2-7b', 'llama-3.1-70b-versatile', 'llama-3.3-70b-versatile'],
    ],
    ['https://api.deepseek.com', 'some-new-name', ['some-new-name', 'other']],
  ])('%s takes %s', (baseUrl, expected, models) => {
    expect(pickModel(models, baseUrl)).toBe(expected);
  });
});
