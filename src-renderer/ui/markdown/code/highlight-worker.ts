/**
 * Highlights code in a worker: grammars are third-party regular expressions, some of which take very long on malicious code. The page
 * terminates the worker if it does not answer. Grammars are loaded on demand.
 */
import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { bundledLanguages } from 'shiki/langs';
import type { HighlightAnswer, HighlightedLine, HighlightRequest } from './highlighted.ts';

const PREFIX = '--code-';
const theme = createCssVariablesTheme({ name: 'tutee', variablePrefix: PREFIX });
const highlighter = createHighlighterCore({
  themes: [theme],
  // The engine without WebAssembly, which the page's content security policy forbids.
  engine: createJavaScriptRegexEngine({ forgiving: true }),
});
const languages = new Map(Object.entries(bundledLanguages));

addEventListener('message', ({ data }: MessageEvent<HighlightRequest>) => void answer(data));

async function answer({ id, language, text }: HighlightRequest): Promise<void> {
  const answered: HighlightAnswer = { id, lines: await highlight(language, text).catch(() => null) };
  postMessage(answered);
}

async function highlight(language: string, text: string): Promise<HighlightedLine[] | null> {
  const load = languages.get(language.toLowerCase());
  if (load === undefined) return null;
  const core = await highlighter;
  await core.loadLanguage(load);
  const { tokens } = core.codeToTokens(text, { lang: language.toLowerCase(), theme: theme.name ?? 'tutee' });
  return tokens.map((line) => line.map(({ color, content }) => [kindOf(color), content] as const));
}

/** "var(--code-token-keyword)": "keyword"; anything else is plain text. */
function kindOf(color = ''): string {
  const name = color.startsWith(`var(${PREFIX}token-`) ? color.slice(`var(${PREFIX}token-`.length, -1) : '';
  return name === '' ? 'text' : name;
}
