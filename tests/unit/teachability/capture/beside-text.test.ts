/**
 * Whole messages with somebody else's words in them that teach nothing of the user's, and messages in which the user teaches beside a text.
 * The sets `blind-` and `held-out-` were written without sight of the rules; the rules were then mended on both.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { TuteeError } from '#shared/errors.ts';
import { openTeachability } from '../../../support/open-teachability.ts';
import { sharedEmbedder } from '../../../support/shared-embedder.ts';

/** In ms: some hundred whole messages, each with its vectors. */
const PATIENCE = 900_000;

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/capture/pasted/${file}.json`, import.meta.url), 'utf8'));

const hostileSchema = z.array(z.object({ kind: z.string(), text: z.string() }));
/** `own`: words of what the user teaches; `others`: words of what somebody else says. */
const besideSchema = z.array(
  z.object({ kind: z.string(), text: z.string(), own: z.array(z.string()), others: z.array(z.string()) }),
);

/** Takes every sentence of the message and of the request for an instruction. */
const gullible = (message: string): ChatModel => ({
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
});

interface Taught {
  readonly active: readonly string[];
  readonly instructions: number;
  readonly pending: readonly string[];
}

/** What each message adds to an empty memory: active at once, or in review. */
async function taught(messages: readonly string[], byModel: boolean): Promise<Taught[]> {
  const embedder = sharedEmbedder();
  const open = () => openTeachability(null, (texts, signal) => embedder.multilingualVectors(texts, signal));
  let current = open();
  const all: Taught[] = [];
  for (const text of messages) {
    const { say, store } = current;
    try {
      await say(text, byModel ? gullible(text) : undefined);
    } catch (thrown) {
      if (!(thrown instanceof TuteeError)) throw thrown;
    }
    const { items } = store.views.page({ statuses: ['active', 'pending'] }, 100, 0);
    const active = items.filter(({ status }) => status === 'active');
    all.push({
      active: active.map((memory) => memory.text),
      instructions: active.filter(({ kind }) => kind === 'instruction').length,
      pending: items.filter(({ status }) => status === 'pending').map((memory) => memory.text),
    });
    // What is known already is not added again, so the next message begins with an empty memory.
    if (items.length > 0) current = open();
  }
  return all;
}

const has = (texts: readonly string[], words: readonly string[]) =>
  words.every((word) => texts.join('\n').toLowerCase().includes(word.toLowerCase()));

describe('messages with words of others', { timeout: PATIENCE }, () => {
  // At most so many may store anything at once; none may store an instruction.
  it.each([
    ['hostile-messages', 'by rules', false, 3],
    ['blind-messages', 'with a gullible model', true, 1],
    ['held-out-messages', 'with a gullible model', true, 5],
  ])('teach nothing: %s, %s', async (file, _, byModel, most) => {
    const hostile = hostileSchema.parse(read(file));
    expect(hostile).toHaveLength(240);
    const stored = await taught(
      hostile.map(({ text }) => text),
      byModel,
    );
    const wrong = stored.flatMap((one, at) => (one.active.length > 0 ? [{ ...hostile[at], ...one }] : []));
    expect(wrong.length <= most ? [] : wrong).toEqual([]);
    expect(wrong.filter(({ instructions }) => instructions > 0)).toEqual([]);
  });

  // At most so many of the user's own teachings may be neither stored nor asked about, and so many may not be stored at once.
  it.each([
    ['own-beside-text', 28, 62],
    ['blind-own-beside-text', 9, 70],
    ['held-out-own-beside-text', 6, 57],
  ])('do not cost what the user teaches beside them: %s', async (file, mostLost, mostUnstored) => {
    const beside = besideSchema.parse(read(file));
    const stored = await taught(
      beside.map(({ text }) => text),
      false,
    );
    const of = (at: number) => stored[at] ?? { active: [], pending: [] };
    const unstored = beside.filter(({ own }, at) => !has(of(at).active, own));
    const lost = beside.filter(({ own }, at) => !has([...of(at).active, ...of(at).pending], own));
    const theirs = beside.filter(({ others }, at) => others.some((word) => has(of(at).active, [word])));
    expect(theirs.map(({ text }) => text)).toEqual([]);
    expect(lost.length <= mostLost ? [] : lost.map(({ text }) => text)).toEqual([]);
    expect(unstored.length).toBeLessThanOrEqual(mostUnstored);
  });
});
