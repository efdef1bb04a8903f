/** Parses JSON; null when it is invalid. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return /\b(?:NaN|Infinity)\b/.test(text) ? parsePython(text) : null;
  }
}

/** Python writes numbers into JSON that JSON does not have. */
function parsePython(text: string): unknown {
  try {
    return JSON.parse(
      text.replace(/"(?:[^"\\]|\\.)*"?|-?\b(?:NaN|Infinity)\b/g, (found) =>
        found.startsWith('"') ? found : 'null',
      ),
    );
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first element of a list, or the value itself: some servers leave out the list around a single item. */
export function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}
