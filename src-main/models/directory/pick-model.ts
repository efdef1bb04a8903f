import { isEmbeddingModel } from '#shared/models/embedding-models.ts';
import { presetAt } from '#shared/models/presets.ts';
import type { ProviderKind } from '#shared/models/provider.ts';

/** Models with another purpose than chat, matched between separators, so that "embedded" does not match. */
const OTHER_PURPOSE =
  /(^|[^a-z])(tts|stt|speech|whisper|transcribe|transcription|audio|realtime|image|images|dall-e|sora|video|moderation|rerank|reranker|clip|ocr|guard|search|codex|computer-use|davinci|babbage)([^a-z]|$)/i;
/** A name with a fixed date, such as gpt-5-mini-2025-08-07; the plain name points to the current version. */
const DATED = /-\d{4}(-?\d{2}-?\d{2})?$/;

/** Whether a model is for chats, judged by its name. */
export function servesChats(name: string): boolean {
  return !OTHER_PURPOSE.test(name) && !isEmbeddingModel(name);
}

/** Best first. Of several matching names the newest; dated names only if there are no others. */
const PREFERRED: Readonly<Partial<Record<ProviderKind, readonly RegExp[]>>> = {
  openai: [/^gpt-[\d.]+-mini$/, /^gpt-[\w.-]+$/],
  anthropic: [/^claude-haiku-[\d-]+$/, /^claude-sonnet-[\d-]+$/, /^claude/],
  google: [/^(models\/)?gemini-[\d.]+-flash$/, /gemini-[\d.]+-flash/],
  mistral: [/^mistral-small-latest$/, /^mistral-[a-z]+-latest$/],
  deepseek: [/^deepseek-chat$/],
  groq: [/^llama-[\d.]+-\d+b-versatile$/, /^openai\/gpt-oss/],
  openrouter: [/^openrouter\/auto$/],
  xai: [/^grok-[\d-]+-fast-non-reasoning$/, /^grok-[\d-]+-fast/, /^grok-[\d-]+$/],
  together: [/instruct-turbo$/i, /instruct/i],
};

/**
 * Picks a model if the user chose none: for a known service the newest of its fast and cheap models that are good enough for chat,
 * otherwise the first chat model in the given order; null if there is none.
 */
export function pickModel(models: readonly string[], baseUrl: string): string | null {
  const suitable = models.filter(servesChats);
  const kind = presetAt(baseUrl)?.kind;
  for (const pattern of (kind === undefined ? undefined : PREFERRED[kind]) ?? []) {
    const named = suitable.filter((name) => pattern.test(name));
    const plain = named.filter((name) => !DATED.test(name));
    const [newest] = (plain.length > 0 ? plain : named).toSorted(newestFirst);
    if (newest !== undefined) return newest;
  }
  return suitable[0] ?? null;
}

/** By the numbers in the name; the shorter name if equal. */
function newestFirst(a: string, b: string): number {
  const [one, other] = [numbersIn(a), numbersIn(b)];
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = (other[at] ?? 0) - (one[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length || a.localeCompare(b, 'en');
}

/** gpt-5.1-mini -> [5, 1] */
function numbersIn(name: string): number[] {
  return (name.match(/\d+/g) ?? []).map(Number);
}
