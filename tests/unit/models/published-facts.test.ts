import { describe, expect, it } from 'vitest';
import { knownFacts } from '#main/models/facts/published-facts.ts';
import { namesOf } from '#main/models/facts/model-names.ts';
import { serviceAt } from '#main/models/facts/services.ts';

const somewhere = 'https://models.example.org/v1';
const nearby = 'http://127.0.0.1:8000/v1';

describe('names of one model', () => {
  it.each([
    ['meta-llama/Meta-Llama-3.1-8B-Instruct-FP8', 'llama3.1:8b-instruct-q4_K_M'],
    ['us.anthropic.claude-haiku-4-5-20251001-v1:0', 'claude-haiku-4.5'],
    ['deepseek/deepseek-r1:free', 'deepseek-r1-0528'],
    ['models/gemini-2.5-flash', 'google/gemini-2.5-flash-preview-09-2025'],
    ['Qwen3-32B-GGUF', 'qwen3:32b'],
    ['openai/gpt-oss-20b', 'gpt-oss:20b-cloud'],
    ['gpt-5-mini-2025-08-07', 'openai/gpt-5-mini'],
    ['unsloth/gemma-3-27b-it-bnb-4bit', 'gemma3:27b-it-qat'],
    ['mistralai/Mistral-Small-3.2-24B-Instruct-2506', 'mistral-small3.2:24b'],
  ])('%s and %s have a form in common', (one, other) => {
    expect(namesOf(one).filter((form) => namesOf(other).includes(form))).not.toEqual([]);
  });

  it.each([
    ['qwen3:8b', 'qwen3:32b'],
    ['gpt-5', 'gpt-5-mini'],
    ['deepseek-r1-distill-qwen-32b', 'deepseek-r1'],
    ['claude-sonnet-4-5', 'claude-sonnet-4'],
    ['kimi-k2', 'kimi-k2-thinking'],
    ['o3', 'o3-mini'],
  ])('%s and %s have none', (one, other) => {
    expect(namesOf(one).filter((form) => namesOf(other).includes(form))).toEqual([]);
  });

  it('take linear time, whatever a server calls its model', () => {
    const started = performance.now();
    for (const part of ['-q4', '_k_m', ':', '/', '.a', '-2024', '@']) namesOf(part.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('what is known of a model', () => {
  it('is what it can, wherever it is served', () => {
    for (const name of ['claude-sonnet-4-5', 'anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5-20250929'])
      expect(knownFacts(somewhere, name)).toMatchObject({ vision: true, tools: true, thinking: true });
    expect(knownFacts(somewhere, 'deepseek-chat')).toMatchObject({
      vision: false,
      tools: true,
      thinking: false,
    });
  });

  it('has a price only at a service that is known', () => {
    expect(knownFacts('https://api.anthropic.com/v1', 'claude-sonnet-4-5').price).toMatchObject({
      promptPerMillion: 3,
      completionPerMillion: 15,
      cachedPerMillion: 0.3,
    });
    expect(
      knownFacts('https://generativelanguage.googleapis.com/v1beta', 'models/gemini-2.5-pro').price,
    ).toEqual({
      promptPerMillion: 1.25,
      completionPerMillion: 10,
      cachedPerMillion: 0.125,
      maxPromptTokens: 200_000,
    });
    expect(knownFacts(somewhere, 'claude-sonnet-4-5').price).toBeNull();
    expect(knownFacts(nearby, 'claude-sonnet-4-5').price).toBeNull();
  });

  it('says nothing of how much a program nearby reads', () => {
    expect(knownFacts(nearby, 'Qwen3-32B').context).toBeNull();
    expect(knownFacts(somewhere, 'Qwen3-32B').context).toBeGreaterThan(30_000);
  });

  it('is nothing for a name that nobody knows', () => {
    const nothing = { context: null, vision: null, tools: null, thinking: null, price: null };
    for (const name of ['my-own-finetune', 'harbour-7b-chat', '', '///', ':::'])
      expect(knownFacts(somewhere, name)).toEqual(nothing);
  });
});

it.each([
  ['https://api.openai.com/v1', 'openai'],
  ['https://mine.openai.azure.com/openai/v1', 'azure'],
  ['https://api.openai.com.example.org/v1', null],
  ['not an address', null],
] as const)('the service at %s is %s', (baseUrl, service) => {
  expect(serviceAt(baseUrl)).toBe(service);
});
