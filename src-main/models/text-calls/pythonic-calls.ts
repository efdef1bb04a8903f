/** Tool calls as Python writes them: `[tide_table(port="Brest"), moon_phase(day="today")]`, alone or in `print(…)`. */
import { offeredName } from './text-call.ts';
import type { CallInText, OfferedTools } from './text-call.ts';

const tokens = {
  space: /[\s,]*/y,
  call: /([\w.]{1,120})\(/y,
  key: /\s*(\w{1,60})\s*=\s*/y,
  string: /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y,
  plain: /-?\d{1,20}(?:\.\d{1,20})?|\b(?:True|False|None|true|false|null)\b/y,
} as const;
const named: Readonly<Record<string, unknown>> = {
  True: true,
  False: false,
  None: null,
  true: true,
  false: false,
  null: null,
};

/** The calls of a text that is nothing but such calls of these tools; null for any other text. */
export function pythonicCalls(text: string, tools: OfferedTools): CallInText[] | null {
  const bare = text.trim();
  const printed = /^print\(([\s\S]*)\)$/.exec(bare)?.[1] ?? bare;
  const inner = printed.startsWith('[') && printed.endsWith(']') ? printed.slice(1, -1) : printed;
  const calls: CallInText[] = [];
  let at = skip(inner, 0);
  while (at < inner.length) {
    const begun = match(tokens.call, inner, at);
    const name = begun === null ? null : offeredName((begun[1] ?? '').replace(/\.call$/, ''), tools);
    const read = begun === null ? null : argumentsFrom(inner, at + begun[0].length);
    if (name === null || read === null) return null;
    calls.push({ name, argumentsText: JSON.stringify(read.values) });
    at = skip(inner, read.at);
  }
  return calls.length === 0 ? null : calls;
}

function argumentsFrom(text: string, from: number): { values: Record<string, unknown>; at: number } | null {
  const values: Record<string, unknown> = {};
  let at = skip(text, from);
  while (text.charAt(at) !== ')') {
    const key = match(tokens.key, text, at);
    if (key === null) return null;
    at += key[0].length;
    const value = match(tokens.string, text, at) ?? match(tokens.plain, text, at);
    if (value === null) return null;
    values[key[1] ?? ''] = literal(value[0]);
    at = skip(text, at + value[0].length);
  }
  return { values, at: at + 1 };
}

function literal(text: string): unknown {
  if (text in named) return named[text];
  if (!/^["']/.test(text)) return Number(text);
  return text.slice(1, -1).replace(/\\(.)/gs, (_whole, escaped: string) => escapes[escaped] ?? escaped);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function skip(text: string, at: number): number {
  return at + (match(tokens.space, text, at)?.[0].length ?? 0);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
