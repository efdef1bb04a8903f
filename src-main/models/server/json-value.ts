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

/**
 * The JSON objects of a text that has one after the other, with nothing but white space, commas, brackets of a list or names of fields
 * (`data:`) between them. Stops at anything else and at an object that is cut off. Takes linear time.
 */
export function jsonObjectsIn(text: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  let from = 0;
  for (;;) {
    const begin = text.indexOf('{', from);
    if (begin < 0 || !isBetween(text.slice(from, begin))) return found;
    const end = endOfObject(text, begin);
    const value = end < 0 ? null : parseJson(text.slice(begin, end));
    if (value === null) return found;
    found.push(value as Record<string, unknown>);
    from = end;
  }
}

function isBetween(text: string): boolean {
  return /^[\s,[\]]*(?:data:\s*)?$/.test(text);
}

/** The index behind an object; -1: it is not closed. */
function endOfObject(text: string, begin: number): number {
  let depth = 0;
  let inString = false;
  for (let at = begin; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}
