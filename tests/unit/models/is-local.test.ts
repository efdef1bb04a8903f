import { describe, expect, it } from 'vitest';
import { isHostedElsewhere, isLocal } from '#main/models/server/is-local.ts';

describe('isLocal', () => {
  it.each([
    'http://127.0.0.1:11434/v1',
    'http://127.255.0.9/v1',
    'http://127.1:8080',
    'http://0x7f000001/v1',
    'http://localhost:1234/v1',
    'https://LOCALHOST./v1',
    'http://[::1]:8080/v1',
    'http://[0:0:0:0:0:0:0:1]/v1',
  ])('is true for %s', (url) => {
    expect(isLocal(url)).toBe(true);
  });

  it.each([
    'https://api.openai.com/v1',
    'http://192.168.1.5:11434/v1',
    'http://127.0.0.1.example.com/v1',
    'http://localhost.example.com/v1',
    'http://example.com/127.0.0.1',
    'http://0.0.0.0:11434',
    'http://128.0.0.1',
    'http://[::2]/v1',
    'not a url',
    '',
  ])('is false for %s', (url) => {
    expect(isLocal(url)).toBe(false);
  });
});

describe('isHostedElsewhere', () => {
  it('recognises models that Ollama forwards to its own servers', () => {
    expect(['gpt-oss:120b-cloud', 'glm-4.6:cloud'].every(isHostedElsewhere)).toBe(true);
    expect(['llama3.2', 'cloudy:7b', 'my-cloud-model:7b'].some(isHostedElsewhere)).toBe(false);
  });
});
