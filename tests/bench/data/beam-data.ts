/** Reads BEAM: long chats of a user with an assistant, with probing questions of ten kinds. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readJson } from './read-json.ts';

export interface BeamMessage {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  /** Number of the batch (one session of the chat). */
  readonly session: string;
  readonly text: string;
}

export interface BeamQuestion {
  readonly kind: string;
  readonly question: string;
  /** Ids of the messages that contain the answer; never empty. */
  readonly gold: ReadonlySet<string>;
}

export interface BeamChat {
  readonly name: string;
  readonly messages: readonly BeamMessage[];
  readonly questions: readonly BeamQuestion[];
}

const idSchema = z.union([z.int(), z.string()]).transform(String);
/** A list, lists by name, or lists of lists: the data set uses all of these. */
type Ids = string | Ids[] | { [name: string]: Ids };
const idsSchema: z.ZodType<Ids> = z.lazy(() =>
  z.union([idSchema, z.array(idsSchema), z.record(z.string(), idsSchema)]),
);
const chatSchema = z.array(
  z.object({
    turns: z.array(
      z.array(z.object({ role: z.enum(['user', 'assistant']), id: idSchema, content: z.string() })),
    ),
  }),
);
const questionSchema = z.record(
  z.string(),
  z.array(z.object({ question: z.string(), source_chat_ids: idsSchema.optional() })),
);

export function readBeam(dataDir: string): BeamChat[] {
  const names = readdirSync(dataDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort((a, b) => Number(a) - Number(b));
  return names.map((name) => readChat(join(dataDir, name), name));
}

function readChat(folder: string, name: string): BeamChat {
  const batches = chatSchema.parse(readJson(join(folder, 'chat.json')));
  const messages = batches.flatMap(({ turns }, batch) =>
    turns
      .flat()
      .map(({ id, role, content }) => ({ id, role, session: String(batch), text: withoutMarker(content) })),
  );
  const known = new Set(messages.map(({ id }) => id));
  const probing = questionSchema.parse(readJson(join(folder, 'probing_questions.json')));
  const questions = Object.entries(probing).flatMap(([kind, asked]) =>
    asked.map(({ question, source_chat_ids }) => ({
      kind,
      question,
      gold: new Set(flatIds(source_chat_ids).filter((id) => known.has(id))),
    })),
  );
  return { name, messages, questions: questions.filter(({ gold }) => gold.size > 0) };
}

function flatIds(ids: Ids | undefined): string[] {
  if (ids === undefined) return [];
  return typeof ids === 'string' ? [ids] : Object.values(ids).flatMap(flatIds);
}

/** User messages end with a marker of their position in the plan of the chat. */
export function withoutMarker(text: string): string {
  return text.replace(/\s*->->\s*[\d,\s]*$/u, '');
}
