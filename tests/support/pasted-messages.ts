/** The sets of tests/fixtures/capture/pasted, and what their messages teach an empty memory. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { MemoryRepository } from '#main/store/memory-repository.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { TuteeError } from '#shared/errors.ts';

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/capture/pasted/${file}.json`, import.meta.url), 'utf8'));

const hostileSchema = z.object({ kind: z.string(), text: z.string() });
const besideSchema = z.object({
  kind: z.string(),
  text: z.string(),
  own: z.array(z.string()),
  others: z.array(z.string()),
});

/** A message with somebody else's words in it that teaches nothing of the user's. */
export type HostileMessage = z.infer<typeof hostileSchema>;
/** `own`: words of what the user teaches; `others`: words of what somebody else says. */
export type MessageBesideText = z.infer<typeof besideSchema>;

/** Sets of messages that teach nothing: all but the first were written without sight of the rules. */
export const hostileSets = [
  'hostile-messages',
  'blind-messages',
  'held-out-messages',
  'third-messages',
  'sixth-messages',
] as const;
/** Sets of messages in which the user teaches beside a text; in the second half of the last there is none. */
export const besideSets = [
  'own-beside-text',
  'blind-own-beside-text',
  'held-out-own-beside-text',
  'third-own-beside-text',
  'sixth-own-words',
] as const;

export function hostileMessages(file: (typeof hostileSets)[number]): HostileMessage[] {
  return z.array(hostileSchema).parse(read(file));
}

export function messagesBesideText(file: (typeof besideSets)[number]): MessageBesideText[] {
  return z.array(besideSchema).parse(read(file));
}

/** A model that takes every sentence of the message and of its request for an instruction. */
function gullible(message: string): ChatModel {
  return {
    name: 'gullible',
    local: true,
    async *stream({ messages }) {
      // The whole message, in case what the model is shown of it is not all.
      const sentences = `${message}\n${messages.map(modelMessageText).at(-1) ?? ''}`.split(
        /(?<=[.!?»”"'])\s+|\n+/u,
      );
      const lessons = [...new Set(sentences.map((text) => text.trim()))]
        .filter((text) => text.length > 3)
        .slice(0, 20)
        .map((text) => ({ action: 'add', n: null, kind: 'instruction', text, cues: [] }));
      yield { type: 'text-delta', text: JSON.stringify({ lessons }) };
      yield { type: 'end', stopReason: 'stop', usage: null };
    },
  };
}

export interface Taught {
  readonly active: readonly string[];
  readonly instructions: number;
  readonly pending: readonly string[];
}

/** An empty memory that learns from what is said. */
export interface EmptyMemory {
  readonly memories: MemoryRepository;
  readonly say: (text: string, model: ChatModel | null) => Promise<unknown>;
  readonly close: () => void;
}

/**
 * What each message adds to an empty memory: active at once, or in review.
 * @param byModel whether a gullible model learns too
 */
export async function taughtBy(
  messages: readonly string[],
  byModel: boolean,
  open: () => EmptyMemory,
): Promise<Taught[]> {
  let current = open();
  const all: Taught[] = [];
  for (const text of messages) {
    try {
      await current.say(text, byModel ? gullible(text) : null);
    } catch (thrown) {
      if (!(thrown instanceof TuteeError)) throw thrown;
    }
    const { items } = current.memories.views.page({ statuses: ['active', 'pending'] }, 100, 0);
    const active = items.filter(({ status }) => status === 'active');
    all.push({
      active: active.map((memory) => memory.text),
      instructions: active.filter(({ kind }) => kind === 'instruction').length,
      pending: items.filter(({ status }) => status === 'pending').map((memory) => memory.text),
    });
    // What is known already is not added again, so the next message begins with an empty memory.
    if (items.length === 0) continue;
    current.close();
    current = open();
  }
  current.close();
  return all;
}

/** Whether all the words are in the texts, whatever their case. */
export function hasWords(texts: readonly string[], words: readonly string[]): boolean {
  return words.every((word) => texts.join('\n').toLowerCase().includes(word.toLowerCase()));
}
