const mark = '[key]';

/**
 * Takes keys out of a text that came from a server before a person or a log sees it: the key itself in any spelling a
 * server may echo it in, and whatever else looks like one (some servers answer with parts of the key).
 */
export function redactKey(text: string, apiKey: string | null): string {
  let clean = text;
  for (const spelling of spellings(apiKey)) clean = clean.replaceAll(spelling, mark);
  return clean
    .replace(/\b(Bearer|Basic)\s+[^\s"',;]+/gi, `$1 ${mark}`)
    .replace(/\b(sk|pk|rk|gsk|xai|key)[-_][\w*.…-]{4,}/gi, mark);
}

/** Longest first, so that no shorter spelling leaves the rest of a longer one behind. */
function spellings(apiKey: string | null): string[] {
  if (apiKey === null || apiKey === '') return [];
  const quoted = JSON.stringify(apiKey).slice(1, -1);
  return [...new Set([quoted, encodeURIComponent(apiKey), apiKey])].toSorted((a, b) => b.length - a.length);
}
