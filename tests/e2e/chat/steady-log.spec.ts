/**
 * What the reader looks at in a chat stays where it is when something comes above or below it: the chips of what was learned,
 * the note that nothing was, the memories that were used, the end of an answer.
 */
import type { Locator, Page } from '@playwright/test';
import { answers, fails, OpenAIServer } from '../../support/openai-server.ts';
import type { Behaviour, RecordedRequest } from '../../support/openai-server.ts';
import { expect, test } from '../fixtures.ts';
import type { Chat } from '../fixtures.ts';
import { poemScript, startRun } from '../agents-desk.ts';
import { picture } from '../picture.ts';
import { settled } from '../settled.ts';

const facts = ['I have a cat called Fig.', 'I live in Porto.', 'I work as a gardener.'];
const lesson = (text: string) => ({ action: 'add', n: null, kind: 'fact', text, cues: [], validUntil: null });
const learned = answers(JSON.stringify({ lessons: facts.map(lesson) }));
const failed = fails(400, 'Learning is switched off.');
const nothing = answers(JSON.stringify({ lessons: [] }));
const paragraph = 'The quick brown fox jumps over the lazy dog, and the dog does not mind at all. ';
const long = `${paragraph}\n\n`.repeat(40);

const size = { width: 1280, height: 800 };
const narrow = { width: 420, height: 700 };

interface Situation {
  readonly name: string;
  readonly learning: Behaviour;
  readonly reply: string;
  readonly before?: readonly string[];
  /** How far the reader scrolls up before the chips come, in px. */
  readonly up?: number;
  readonly viewport?: { readonly width: number; readonly height: number };
}

const situations: readonly Situation[] = [
  { name: 'chips in a short chat', learning: learned, reply: 'Very well.' },
  { name: 'a note in a short chat', learning: failed, reply: 'Very well.' },
  {
    name: 'chips in a chat that fills the window by them',
    learning: learned,
    reply: `${paragraph}\n\n`.repeat(11),
  },
  {
    name: 'chips at the end of a long chat',
    learning: learned,
    reply: 'Very well.',
    before: ['A long story please.'],
  },
  { name: 'chips above a long answer', learning: learned, reply: long },
  {
    name: 'chips when the reader has scrolled up a little',
    learning: learned,
    reply: `${paragraph}\n\n`.repeat(6),
    before: ['A long story please.'],
    up: 120,
  },
  {
    name: 'chips when the reader has scrolled up far',
    learning: learned,
    reply: 'Very well.',
    before: ['A long story please.'],
    up: 900,
  },
  { name: 'chips in a narrow window', learning: learned, reply: 'Very well.', viewport: narrow },
  {
    name: 'a note in a narrow window at the end of a long chat',
    learning: failed,
    reply: 'Very well.',
    before: ['A long story please.'],
    viewport: narrow,
  },
];

for (const { name, learning, reply, before = [], up = 0, viewport = size } of situations) {
  test(`nothing that is looked at moves: ${name}`, async ({ desk, chat }) => {
    const model = await TeachableServer.start(reply, learning);
    try {
      const page = await desk.open({ OPENAI_BASE_URL: model.baseUrl, TUTEE_MODEL: 'test-model' });
      await page.setViewportSize(viewport);
      await teachFirst(chat);
      for (const words of before) await chat.say(words);
      await observeShifts(page);
      await chat.say(`${facts.join(' ')} How are you today?`);
      await expect(chat.lastAnswer.getByRole('button', { name: /^Used/ })).toBeAttached();
      if (up > 0) {
        await chat.log.hover();
        await page.mouse.wheel(0, -up);
      }
      await settled(page);
      await expect(outcome(chat)).toHaveCount(0);
      const seen = await inSight(chat);
      expect(seen.length).toBeGreaterThan(0);
      const places = await placesOf(seen);
      await picture(page, `steady-before-${name.replaceAll(' ', '-')}`);
      model.learn();
      await expect(outcome(chat).first()).toBeAttached();
      await settled(page);
      await picture(page, `steady-after-${name.replaceAll(' ', '-')}`);
      const after = await placesOf(seen);
      for (const [index, place] of places.entries())
        expect(Math.abs((after[index] ?? 0) - place)).toBeLessThan(1.5);
      expect(await shiftsOf(page)).toBeLessThan(0.02);
    } finally {
      await model.stop();
    }
  });
}

/**
 * A model whose learning from the message with the facts waits until the test says so: the answer is looked at first, however
 * slow the machine.
 */
class TeachableServer {
  readonly #server: OpenAIServer;
  readonly #mayLearn = Promise.withResolvers<void>();

  private constructor(server: OpenAIServer) {
    this.#server = server;
  }

  static async start(reply: string, learning: Behaviour): Promise<TeachableServer> {
    const model = new TeachableServer(await OpenAIServer.start());
    model.#server.always('chat', (response, request) => {
      if (request.body?.['response_format'] === undefined)
        return answers(lastWords(request).includes('long story') ? long : reply)(response, request);
      if (!JSON.stringify(request.body).includes('called Fig')) return nothing(response, request);
      void model.#mayLearn.promise.then(() => learning(response, request));
    });
    return model;
  }

  get baseUrl(): string {
    return this.#server.baseUrl;
  }

  /** From here on what was asked to be learned is. */
  learn(): void {
    this.#mayLearn.resolve();
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }
}

function lastWords({ body }: RecordedRequest): string {
  const messages = body?.['messages'];
  return JSON.stringify(Array.isArray(messages) ? messages.at(-1) : null);
}

/** A standing order is sent with every message, so each answer has the button that shows what it used. */
async function teachFirst(chat: Chat): Promise<void> {
  await chat.start();
  await chat.say('Remember: always answer in short sentences.');
  await chat.start();
  await chat.say('Good morning to you, and to whoever reads this.');
}

/** What learning from the last message came to: its chips, or the note. */
function outcome(chat: Chat): Locator {
  const last = chat.log.getByRole('article', { name: 'You' }).last();
  return last.locator('.chip, .capture-note:not(.capture-pending)');
}

/** What the reader sees of the last answer and of the buttons under it, or, where they have scrolled up, of earlier words. */
async function inSight(chat: Chat): Promise<Locator[]> {
  const last = await seenOf(chat, [
    chat.lastAnswer,
    chat.lastAnswer.getByRole('button', { name: 'Copy answer' }),
    chat.lastAnswer.getByRole('button', { name: /^Used/ }),
  ]);
  return last.length > 0 ? last : seenOf(chat, await chat.log.locator('.markdown p').all());
}

async function seenOf(chat: Chat, parts: readonly Locator[]): Promise<Locator[]> {
  const view = await chat.log.boundingBox();
  const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
  return parts.filter((_, index) => {
    const y = boxes[index]?.y ?? Number.NaN;
    return view !== null && y >= view.y - 1 && y < view.y + view.height;
  });
}

async function placesOf(parts: readonly Locator[]): Promise<number[]> {
  return Promise.all(parts.map(async (part) => (await part.boundingBox())?.y ?? Number.NaN));
}

async function observeShifts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sums = { shifts: 0 };
    Object.assign(globalThis, { sums });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sums.shifts += 'value' in entry ? Number(entry.value) : 0;
    }).observe({ type: 'layout-shift', buffered: false });
  });
}

async function shiftsOf(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { sums: { shifts: number } }).sums.shifts);
}

test('a chat that fits into the window stays at its top, whatever comes by itself', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(await scripted(poemScript()));
  await page.setViewportSize({ width: 1280, height: 1400 });
  await startRun(page, 'Writer and critic', 'A poem about a tree');
  await expect(chat.log).toContainText('APPROVE');
  await settled(page);
  await expect(chat.log.getByRole('article').first()).toBeInViewport();
  await expect.poll(() => chat.log.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
});
