import { describe, expect, test } from 'vitest';
import { embedderChoices, listedChoice } from '#renderer/features/settings/memory/embedder-choices.ts';

const ollama = {
  kind: 'ollama',
  baseUrl: 'http://127.0.0.1:11434/v1',
  models: ['all-minilm:latest', 'llama3.2:3b', 'nomic-embed-text:latest'],
} as const;
const choices = embedderChoices([{ ...ollama, models: [...ollama.models] }]);

describe('what memories can be compared by', () => {
  test('the built-in way, the embedding models found, another server', () => {
    expect(choices.map(({ label }) => label)).toEqual([
      'Tutee itself (built in)',
      'all-minilm:latest (Ollama, on this machine)',
      'nomic-embed-text:latest (Ollama, on this machine)',
      'An embedding model on another server',
    ]);
    expect(embedderChoices([])).toHaveLength(2);
  });

  test('each saved choice is the one listed for it, or the one typed in', () => {
    for (const { choice, value } of choices)
      if (choice !== null) expect(listedChoice(choice, choices).value).toBe(value);
    const elsewhere = { type: 'endpoint', baseUrl: 'https://example.org/v1', model: 'e' } as const;
    expect(listedChoice(elsewhere, choices).value).toBe('other');
  });
});
