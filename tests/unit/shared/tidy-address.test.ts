import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tidyAddress } from '#shared/models/tidy-address.ts';

const tidy = (text: string) => tidyAddress(text).address;

describe('a typed address', () => {
  it.each([
    ['http://10.0.0.5:8080/v1/', 'http://10.0.0.5:8080/v1'],
    ['  “https://api.example.org/v1” ', 'https://api.example.org/v1'],
    ['https://api.example.org/v1/chat/completions', 'https://api.example.org/v1'],
    ['https://api.example.org/v1/models?limit=3#top', 'https://api.example.org/v1'],
    ['https://api.example.org/v1/completions/', 'https://api.example.org/v1'],
    ['http://127.0.0.1:11434/api/chat', 'http://127.0.0.1:11434'],
    ['localhost:1234/v1', 'http://localhost:1234/v1'],
    ['192.168.7.7:9000', 'http://192.168.7.7:9000'],
    ['attic.local/v1', 'http://attic.local/v1'],
    ['[::1]:5000', 'http://[::1]:5000'],
    ['api.example.org/v1', 'https://api.example.org/v1'],
    ['//api.example.org/v1', 'https://api.example.org/v1'],
    ['http://models', 'http://models'],
    ['https://api.example.org/models-of-mine', 'https://api.example.org/models-of-mine'],
    ['http://', 'http://'],
    ['', ''],
  ])('%s is put right', (text, address) => {
    expect(tidy(text)).toBe(address);
  });

  it('gives up the version in its query', () => {
    const text =
      'https://mine.example.org/openai/deployments/m/chat/completions?api-version=2025-04-01-preview';
    expect(tidyAddress(text)).toEqual({
      address: 'https://mine.example.org/openai/deployments/m',
      guessedScheme: false,
      apiVersion: '2025-04-01-preview',
    });
  });

  it('of any kind is put right once and for all', () => {
    const parts = fc.constantFrom(
      'http://',
      'HTTPS://',
      'h.example',
      ':80',
      '/v1',
      '/',
      '?a=b',
      '#c',
      '/models',
      '"',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 9 }), (pieces) => {
        const once = tidy(pieces.join(''));
        expect(tidy(once)).toBe(once);
      }),
    );
  });

  it('of great length costs no more than its length', () => {
    const started = performance.now();
    for (const long of ['/'.repeat(200_000), '"'.repeat(200_000), '/models'.repeat(30_000)])
      tidy(`http://h${long}`);
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});
