const PLACEHOLDER = '[key]';

/**
 * Removes keys from a server's text before a user or a log sees it: the key in any encoding a server may echo, and
 * whatever else looks like a key (some servers return parts of it).
 */
export function redactKey(text: string, apiKey: string | null): string {
  let clean = text;
  for (const spelling of spellings(apiKey)) clean = clean.replaceAll(spelling, PLACEHOLDER);
  return clean
    .replace(/\b(Bearer|Basic)\s+[^\s"',;]+/gi, `$1 ${PLACEHOLDER}`)
    .replace(/\b(sk|pk|rk|gsk|xai|key)[-_][\w*.…-]{4,}/gi, PLACEHOLDER);
}

/** Shorter keys are words that people type where a key is asked for and none is needed, such as `none` or `ollama`. */
const SHORTEST_SECRET = 8;

/** Longest first, so that a shorter form leaves no rest of a longer one. */
function spellings(apiKey: string | null): string[] {
  if (apiKey === null || apiKey.length < SHORTEST_SECRET) return [];
  const quoted = JSON.stringify(apiKey).slice(1, -1);
  return [...new Set([quoted, encodeURIComponent(apiKey), apiKey])].toSorted((a, b) => b.length - a.length);
}
