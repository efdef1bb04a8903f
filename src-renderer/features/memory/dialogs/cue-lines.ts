import type { Cue } from '../../../../shared/memory/memory.ts';

/** Cues as a person edits them: one a line. */
export function linesOfCues(cues: readonly Cue[]): string {
  return cues.map(({ text }) => text).join('\n');
}

/** Lines back to cues. A cue that was there keeps its kind; a new one is a question when it asks, else a topic. */
export function cuesOfLines(lines: string, known: readonly Cue[]): Cue[] {
  const texts = new Set(lines.split('\n').map((line) => line.trim()));
  texts.delete('');
  return [...texts].map((text) => {
    const old = known.find((cue) => cue.text === text);
    return old ?? { kind: /[?？؟]$/.test(text) ? 'question' : 'topic', text };
  });
}
