import type { CodeBlock } from '../ports.ts';

/** The fenced code blocks of a text in one of these languages. An unclosed fence is ignored, because its end is unknown. */
export function codeBlocks(text: string, languages: ReadonlySet<string>): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { fence: string; language: string; lines: string[] } | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (open === null) {
      const [, fence, language = ''] = /^\s*(`{3,}|~{3,})\s*(?:([\w+#.-]+)\s*)?$/.exec(line) ?? [];
      if (fence !== undefined) open = { fence, language: language.toLowerCase(), lines: [] };
    } else if (closes(line, open.fence)) {
      if (languages.has(open.language)) blocks.push({ language: open.language, code: open.lines.join('\n') });
      open = null;
    } else {
      open.lines.push(line);
    }
  }
  return blocks;
}

/** A closing fence uses the same character, is at least as long as the opening one, and has no other text (CommonMark). */
function closes(line: string, fence: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= fence.length && trimmed === fence.charAt(0).repeat(trimmed.length);
}
