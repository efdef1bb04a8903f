/** Reads PrefEval: preferences, questions that they apply to, and unrelated chats. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readJson } from './read-json.ts';

export interface StatedPreference {
  readonly topic: string;
  readonly preference: string;
  readonly question: string;
}

export interface PrefEval {
  readonly preferences: readonly StatedPreference[];
  /** User messages about other things. */
  readonly distractors: readonly string[];
}

const preferenceSchema = z.array(z.object({ preference: z.string(), question: z.string() }));
const chatSchema = z.array(
  z.object({ conversation: z.array(z.object({ role: z.string(), content: z.string() })) }),
);

export function readPrefEval(dataDir: string): PrefEval {
  const folder = join(dataDir, 'explicit_preference');
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  const preferences = files.flatMap((file) =>
    preferenceSchema
      .parse(readJson(join(folder, file)))
      .map((pair) => ({ ...pair, topic: file.slice(0, -5) })),
  );
  const chats = chatSchema.parse(readJson(join(dataDir, 'filtered_inter_turns.json')));
  const messages = chats.flatMap(({ conversation }) => conversation);
  return {
    preferences,
    distractors: messages.filter(({ role }) => role === 'user').map(({ content }) => content),
  };
}
