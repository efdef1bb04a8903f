import { describe, expect, test } from 'vitest';
import { embedderOptions, selectedOption } from '#renderer/features/settings/memory/embedder-options.ts';

const ollama = {
  kind: 'ollama',
  baseUrl: 'http://127.0.0.1:11434/v1',
  models: ['all-minilm:latest', 'llama3.2:3b', 'nomic-embed-text:latest'],
} as const;
const choices = embedderOptions([{ ...ollama, models: [...ollama.models] }]);

describe('embedder options', () => {
  test('list the built-in embedder, detected embedding models and another server', () => {
    expect(choices.map(({ label }) => label)).toEqual([
      'Tutee itself (built in)',
      'all-minilm:latest (Ollama, on this machine)',
      'nomic-embed-text:latest (Ollama, on this machine)',
      'An embedding model on another server',
    ]);
    expect(embedderOptions([])).toHaveLength(2);
  });

  test('select the option for each saved choice', () => {
    for (const { choice, value } of choices)
      if (choice !== null) expect(selectedOption(choice, choices).value).toBe(value);
    const elsewhere = { type: 'endpoint', baseUrl: 'https://example.org/v1', model: 'e' } as const;
    expect(selectedOption(elsewhere, choices).value).toBe('other');
  });
});
