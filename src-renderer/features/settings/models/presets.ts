import type { DetectedServer } from '../../../../shared/models/model.ts';

/** Presets of common servers; any other OpenAI-compatible server works by its address. */
export const presets = [
  { id: 'openai', label: 'OpenAI', baseUrl: 'https://api.openai.com/v1' },
  { id: 'ollama', label: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1' },
  { id: 'lmstudio', label: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1' },
] as const;

export const serverNames: Record<DetectedServer['kind'], string> = {
  ollama: 'Ollama',
  lmstudio: 'LM Studio',
};

/** The preset of an address; null: none. */
export function presetOf(baseUrl: string): string | null {
  const address = baseUrl
    .trim()
    .replace(/(?<!\/)\/+$/, '')
    .replace('//localhost', '//127.0.0.1');
  return presets.find((preset) => preset.baseUrl === address)?.id ?? null;
}
