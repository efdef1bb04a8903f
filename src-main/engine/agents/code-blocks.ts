import type { CodeBlock } from '../ports.ts';

/** The fenced blocks of a text in one of these languages. A fence that is never closed is none: its end is not known. */
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

/** A fence is closed by one of its kind that is at least as long and says nothing more. */
function closes(line: string, fence: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= fence.length && trimmed === fence.charAt(0).repeat(trimmed.length);
}
