/** Strips a code fence: some models add one even when told not to. Undefined for text that is not JSON. */
export function parseJson(text: string): unknown {
  const bare = /^```(?:json)?([\s\S]*)```$/.exec(text.trim())?.[1] ?? text;
  try {
    return JSON.parse(bare);
  } catch {
    return undefined;
  }
}
