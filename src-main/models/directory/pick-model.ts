import { isEmbeddingModel } from '#shared/models/embedding-models.ts';

/** Models with another purpose than chat, matched between separators, so that "embedded" does not match. */
const OTHER_PURPOSE =
  /(^|[^a-z])(tts|stt|speech|whisper|transcribe|transcription|audio|realtime|image|images|dall-e|sora|video|moderation|rerank|reranker|clip|ocr|guard|search|codex|computer-use|davinci|babbage)([^a-z]|$)/i;
/** A name with a fixed date, such as gpt-5-mini-2025-08-07; the plain name points to the current version. */
const DATED = /-\d{4}(-\d{2}-\d{2})?$/;

/** Whether a model is for chats, judged by its name. */
export function servesChats(name: string): boolean {
  return !OTHER_PURPOSE.test(name) && !isEmbeddingModel(name);
}

/**
 * Picks a model when the user chose none: from OpenAI the newest "mini" (fast, cheap and good enough for chat),
 * elsewhere the first chat model in the given order; null when there is none.
 */
export function pickModel(models: readonly string[], baseUrl: string): string | null {
  const suitable = models.filter(servesChats);
  if (!isOpenAI(baseUrl)) return suitable[0] ?? null;
  const families = suitable.filter((name) => name.startsWith('gpt-') && !DATED.test(name));
  const small = families.filter((name) => name.endsWith('-mini')).toSorted(newestFirst);
  return small[0] ?? families.toSorted(newestFirst)[0] ?? suitable[0] ?? null;
}

function isOpenAI(baseUrl: string): boolean {
  return URL.parse(baseUrl)?.hostname === 'api.openai.com';
}

function newestFirst(a: string, b: string): number {
  return version(b) - version(a) || a.localeCompare(b, 'en');
}

/** gpt-5.1-mini -> 5.1 */
function version(name: string): number {
  return Number(/^gpt-(\d+(\.\d+)?)/.exec(name)?.[1] ?? 0);
}
