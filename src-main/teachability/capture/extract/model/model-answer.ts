/**
 * Parses the lessons out of a model's answer, also if they are wrapped or broken: after thinking tags, in a code fence, cut off, as an
 * object instead of a list. Lessons are parsed one by one, so that a malformed one does not discard the others.
 */
import { jsonrepair } from 'jsonrepair';
import * as z from 'zod';
import { memoryKindSchema } from '#shared/memory/memory.ts';
import { kindOf } from '../kind-of.ts';

const actions = ['add', 'update', 'same', 'conflict', 'forget', 'none'] as const;

const word = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : value);
const number = (value: unknown) => (typeof value === 'string' ? Number(value) : value);

const lessonSchema = z
  .object({
    action: z.preprocess(word, z.enum(actions)).default('add'),
    n: z.preprocess(number, z.int().nullish()).catch(null),
    kind: z.preprocess(word, memoryKindSchema.nullable()).catch(null).default(null),
    text: z.string(),
    cues: z.preprocess(listed, z.array(z.string())).catch([]).default([]),
    validUntil: z.string().nullish().catch(null),
  })
  .transform((lesson) => ({ ...lesson, kind: lesson.kind ?? kindOf(lesson.text) }));
const wrapped = z.object({ lessons: z.array(z.unknown()) });

export type Lesson = z.infer<typeof lessonSchema>;

type Parsed =
  | { readonly ok: true; readonly value: readonly Lesson[] }
  | { readonly ok: false; readonly fault: string };

/** @param answer the model's answer, already limited in length */
export function parseLessons(answer: string): Parsed {
  const data = jsonIn(answer);
  if (data === undefined) return { ok: false, fault: 'it is not JSON.' };
  const items = itemsOf(data);
  if (items === null) return { ok: false, fault: 'lessons: there is no such list.' };
  const read = items.map((item) => lessonSchema.safeParse(item));
  const value = read.flatMap((one) => (one.success ? [one.data] : []));
  const issue = read.find((one) => !one.success)?.error?.issues[0];
  if (value.length > 0 || issue === undefined) return { ok: true, value };
  return { ok: false, fault: `${issue.path.join('.')}: ${issue.message}.` };
}

function itemsOf(data: unknown): readonly unknown[] | null {
  if (Array.isArray(data)) return data as readonly unknown[];
  const list = wrapped.safeParse(data);
  if (list.success) return list.data.lessons;
  return z.object({ text: z.string() }).safeParse(data).success ? [data] : null;
}

/** The last JSON outside thinking tags; undefined if there is none. */
function jsonIn(answer: string): unknown {
  const thought = answer.lastIndexOf('</think>');
  // The answer was cut off while thinking, so it contains nothing.
  if (thought < 0 && /^\s*<think>/u.test(answer)) return undefined;
  const said = answer.slice(thought + 1);
  const named = said.search(/\{\s{0,20}["']?lessons/u);
  const start = named < 0 ? said.search(/[[{]/u) : named;
  if (start < 0) return undefined;
  const end = Math.max(said.lastIndexOf('}'), said.lastIndexOf(']'));
  // Text with brackets of its own may follow the JSON; if the answer was cut off, the JSON has no end.
  for (const json of [said.slice(start, endOf(said, start)), said.slice(start, end + 1), said.slice(start)]) {
    const data = parsed(json);
    if (data !== undefined) return data;
  }
  return undefined;
}

/** Index at which the brackets opened at `start` are closed, or the end of the text. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const mark = text[at];
    if (inString && mark === '\\') at += 1;
    else if (mark === '"') inString = !inString;
    else if (!inString && (mark === '{' || mark === '[')) depth += 1;
    else if (!inString && (mark === '}' || mark === ']') && (depth -= 1) === 0) return at + 1;
  }
  return text.length;
}

function parsed(json: string): unknown {
  for (const read of [(text: string) => text, jsonrepair])
    try {
      return JSON.parse(read(json)) as unknown;
    } catch {
      // Parsing failed: try the next way, if there is one.
    }
  return undefined;
}

function listed(cues: unknown): unknown {
  const all = typeof cues === 'string' ? [cues] : cues;
  return Array.isArray(all) ? all.filter((cue) => typeof cue === 'string') : all;
}
