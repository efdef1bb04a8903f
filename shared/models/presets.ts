/** Services and programs that are known by name, with the addresses that their own documentation gives. */
import type { Provider, ProviderKind } from './provider.ts';

export interface Preset {
  readonly kind: ProviderKind;
  readonly name: string;
  /** Of its own API where Tutee speaks that, else of its OpenAI-compatible one. `your-resource` stands for the user's own. */
  readonly baseUrl: string;
  /** Runs on the user's machine, at its usual port. */
  readonly local: boolean;
}

export const presets: readonly Preset[] = [
  { kind: 'openai', name: 'OpenAI', baseUrl: 'https://api.openai.com/v1', local: false },
  { kind: 'anthropic', name: 'Anthropic', baseUrl: 'https://api.anthropic.com/v1', local: false },
  {
    kind: 'google',
    name: 'Google Gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    local: false,
  },
  { kind: 'mistral', name: 'Mistral', baseUrl: 'https://api.mistral.ai/v1', local: false },
  { kind: 'deepseek', name: 'DeepSeek', baseUrl: 'https://api.deepseek.com', local: false },
  { kind: 'groq', name: 'Groq', baseUrl: 'https://api.groq.com/openai/v1', local: false },
  { kind: 'openrouter', name: 'OpenRouter', baseUrl: 'https://openrouter.ai/api/v1', local: false },
  { kind: 'xai', name: 'xAI', baseUrl: 'https://api.x.ai/v1', local: false },
  { kind: 'azure', name: 'Azure', baseUrl: 'https://your-resource.openai.azure.com/openai/v1', local: false },
  { kind: 'together', name: 'Together', baseUrl: 'https://api.together.xyz/v1', local: false },
  { kind: 'ollama', name: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1', local: true },
  { kind: 'lmstudio', name: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1', local: true },
  { kind: 'llamacpp', name: 'llama.cpp', baseUrl: 'http://127.0.0.1:8080/v1', local: true },
  { kind: 'vllm', name: 'vLLM', baseUrl: 'http://127.0.0.1:8000/v1', local: true },
  { kind: 'jan', name: 'Jan', baseUrl: 'http://127.0.0.1:1337/v1', local: true },
];

/** The preset whose server is at this address, judged by host and port; null: none. */
export function presetAt(baseUrl: string): Preset | null {
  const url = URL.parse(baseUrl);
  if (url === null) return null;
  const host = url.host.replace(/^localhost(?=:|$)/, '127.0.0.1');
  if (/\.(openai\.azure\.com|services\.ai\.azure\.com|cognitiveservices\.azure\.com)$/.test(host))
    return presets.find(({ kind }) => kind === 'azure') ?? null;
  return presets.find((preset) => URL.parse(preset.baseUrl)?.host === host) ?? null;
}

/** A provider at this address, named by its preset or its host, with an id that none of the others has. */
export function providerAt(baseUrl: string, others: readonly Provider[]): Provider {
  const preset = presetAt(baseUrl);
  const host = URL.parse(baseUrl)?.host ?? baseUrl;
  return {
    id: freeId(preset?.kind ?? host, others),
    name: preset?.name ?? host,
    kind: preset?.kind ?? 'other',
    baseUrl,
    model: null,
    headerNames: [],
    apiVersion: null,
    proxy: 'environment',
    certificates: null,
  };
}

function freeId(wanted: string, others: readonly Provider[]): string {
  const plain =
    wanted
      .toLowerCase()
      .replaceAll(/[^a-z0-9.]/g, '-')
      .replace(/^[^a-z0-9]+/, '')
      .slice(0, 58) || 'server';
  const taken = new Set(others.map(({ id }) => id));
  let id = plain;
  for (let n = 2; taken.has(id); n += 1) id = `${plain}-${n}`;
  return id;
}
