/** The names that a text mentions as whole words. An underscore may be written as a space or escaped. */
export function mentionedNames(text: string, names: readonly string[]): string[] {
  const alone = names.filter((name) => normalizedName(text) === normalizedName(name));
  if (alone.length === 1) return alone;
  let left = text;
  const found = new Set<string>();
  // Longest first, and each match is removed: “senior writer” does not mention “writer”.
  for (const name of names.toSorted((one, other) => other.length - one.length)) {
    const spelled = [name, name.replaceAll('_', ' '), name.replaceAll('_', String.raw`\_`)];
    const pattern = [...new Set(spelled)].map(escapeRegExp).join('|');
    const rest = left.replace(
      new RegExp(`(?<![\\p{L}\\p{N}_])(?:${pattern})(?![\\p{L}\\p{N}_])`, 'gu'),
      '\n',
    );
    if (rest !== left) found.add(name);
    left = rest;
  }
  return names.filter((name) => found.has(name));
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

/** Lower case, without surrounding punctuation such as quotes, asterisks or a full stop, which models often add to a name. */
function normalizedName(text: string): string {
  return text
    .replaceAll(String.raw`\_`, '_')
    .replace(/^[^\p{L}\p{N}_]+|(?<=[\p{L}\p{N}_])[^\p{L}\p{N}_]+$/gu, '')
    .toLowerCase();
}
