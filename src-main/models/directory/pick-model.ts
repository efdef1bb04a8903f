import { isEmbeddingModel } from '#shared/models/embedding-models.ts';

/** Families that do something other than answer in words; matched between separators, so that "embedded" is no match. */
const otherWork =
  /(^|[^a-z])(tts|stt|speech|whisper|transcribe|transcription|audio|realtime|image|images|dall-e|sora|video|moderation|rerank|reranker|clip|ocr|guard|search|codex|computer-use|davinci|babbage)([^a-z]|$)/i;
/** A name that pins a day, such as gpt-5-mini-2025-08-07: the plain name is the one kept up to date. */
const dated = /-\d{4}(-\d{2}-\d{2})?$/;

/**
 * The model to take when the user chose none: of a hosted OpenAI the newest "mini" (quick, cheap, good enough to
 * talk), elsewhere the first that can chat, in the order given. Null when none can.
 */
export function pickModel(models: readonly string[], baseUrl: string): string | null {
  const suitable = models.filter((name) => !otherWork.test(name) && !isEmbeddingModel(name));
  if (!isOpenAI(baseUrl)) return suitable[0] ?? null;
  const families = suitable.filter((name) => name.startsWith('gpt-') && !dated.test(name));
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
