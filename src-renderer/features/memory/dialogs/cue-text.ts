import type { Cue } from '../../../../shared/memory/memory.ts';

/** Cues as editable text: one per line. */
export function formatCues(cues: readonly Cue[]): string {
  return cues.map(({ text }) => text).join('\n');
}

/**
 * Parses lines into cues. An existing cue keeps its kind; a new one is a question when it ends with a question mark,
 * else a topic.
 */
export function parseCues(lines: string, known: readonly Cue[]): Cue[] {
  const texts = new Set(lines.split('\n').map((line) => line.trim()));
  texts.delete('');
  return [...texts].map((text) => {
    const old = known.find((cue) => cue.text === text);
    return old ?? { kind: /[?？؟]$/.test(text) ? 'question' : 'topic', text };
  });
}
