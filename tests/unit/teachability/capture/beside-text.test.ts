/** Whole messages with somebody else's words in them: 240 that teach nothing of the user's, and 160 in which the user teaches beside a text. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { TuteeError } from '#shared/errors.ts';
import { openTeachability } from '../../../support/open-teachability.ts';
import { sharedEmbedder } from '../../../support/shared-embedder.ts';

/** In ms: some hundred whole messages, each with its vectors. */
const PATIENCE = 300_000;

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/capture/pasted/${file}.json`, import.meta.url), 'utf8'));

const hostile = z.array(z.object({ kind: z.string(), text: z.string() })).parse(read('hostile-messages'));
/** `own`: words of what the user teaches; `others`: words of what somebody else says. */
const beside = z
  .array(
    z.object({ kind: z.string(), text: z.string(), own: z.array(z.string()), others: z.array(z.string()) }),
  )
  .parse(read('own-beside-text'));

/** Takes every sentence in the first person and every order in the request for a lesson, the text's as well. */
const gullible = (message: string): ChatModel => ({
  name: 'gullible',
  local: true,
  async *stream({ messages }) {
    const told =
      /\b(?:i|i'm|my|we|our|remember|always|never|from now on|ich|mein|je|mon|yo|mi|eu|meu|io|ik)\b/iu;
    // The whole message, in case what the model is shown of it is not all.
    const sentences = `${message}\n${messages.map(modelMessageText).at(-1) ?? ''}`.split(
      /(?<=[.!?])\s+|\n+/u,
    );
    const lessons = sentences
      .filter((text) => text.length > 3 && told.test(text))
      .slice(0, 20)
      .map((text) => ({ action: 'add', n: null, text, cues: [] }));
    yield { type: 'text-delta', text: JSON.stringify({ lessons }) };
    yield { type: 'end', stopReason: 'stop', usage: null };
  },
});

/** What each message adds: active at once, or in review. */
async function taught(messages: readonly string[], byModel: boolean) {
  const embedder = sharedEmbedder();
  const { say, store } = openTeachability(null, (texts, signal) =>
    embedder.multilingualVectors(texts, signal),
  );
  const all: { active: string[]; instructions: number; pending: string[] }[] = [];
  const seen = new Set<string>();
  for (const text of messages) {
    try {
      await say(text, byModel ? gullible(text) : undefined);
    } catch (thrown) {
      if (!(thrown instanceof TuteeError)) throw thrown;
    }
    const { items } = store.views.page({ statuses: ['active', 'pending'] }, 1_000, 0);
    const added = items.filter(({ id }) => !seen.has(id));
    for (const { id } of added) seen.add(id);
    const active = added.filter(({ status }) => status === 'active');
    all.push({
      active: active.map((memory) => memory.text),
      instructions: active.filter(({ kind }) => kind === 'instruction').length,
      pending: added.filter(({ status }) => status === 'pending').map((memory) => memory.text),
    });
  }
  return all;
}

const has = (texts: readonly string[], words: readonly string[]) =>
  words.every((word) => texts.join('\n').toLowerCase().includes(word.toLowerCase()));

describe('messages with words of others', { timeout: PATIENCE }, () => {
  // At most so many may store anything at once, and so many an instruction.
  it.each([
    ['by rules', false, 3, 0],
    ['with a gullible model', true, 8, 1],
  ])('teach nothing, %s', async (_, byModel, mostStored, mostInstructions) => {
    const stored = await taught(
      hostile.map(({ text }) => text),
      byModel,
    );
    const wrong = stored.flatMap(({ active }, at) => (active.length > 0 ? [{ ...hostile[at], active }] : []));
    expect(wrong.length <= mostStored ? [] : wrong).toEqual([]);
    expect(stored.filter(({ instructions }) => instructions > 0).length).toBeLessThanOrEqual(
      mostInstructions,
    );
  });

  // At most so many of the user's own teachings may be neither stored nor asked about, and so many may not be stored at once.
  it('do not cost what the user teaches beside them', async () => {
    const stored = await taught(
      beside.map(({ text }) => text),
      false,
    );
    const of = (at: number) => stored[at] ?? { active: [], pending: [] };
    const unstored = beside.filter(({ own }, at) => !has(of(at).active, own));
    const lost = beside.filter(({ own }, at) => !has([...of(at).active, ...of(at).pending], own));
    const theirs = beside.filter(({ others }, at) => others.some((word) => has(of(at).active, [word])));
    expect(theirs.map(({ text }) => text)).toEqual([]);
    expect(lost.length <= 28 ? [] : lost.map(({ text }) => text)).toEqual([]);
    expect(unstored.length).toBeLessThanOrEqual(62);
  });
});
