const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The wait in ms that a server names in a sentence, such as "Please try again in 2m7.5s" or "retry in 41 seconds"; null: none. */
export function waitInWords(words: string): number | null {
  const start = /\b(?:try again|retry|wait|available again|resets?)\b[^\d]{0,30}(?=\d)/i.exec(words);
  if (start === null) return null;
  const rest = words.slice(start.index + start[0].length, start.index + start[0].length + 40);
  let total: number | null = null;
  for (const match of rest.matchAll(/(\d{1,7}(?:\.\d{1,6})?)\s?(ms|s|m|h|d)[a-z]{0,12}/gi)) {
    const unit = units[(match[2]?.toLowerCase() ?? 's') as keyof typeof units];
    total = (total ?? 0) + Number(match[1]) * unit;
  }
  return total;
}
