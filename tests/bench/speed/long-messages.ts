import { setTimeout as later } from 'node:timers/promises';
import type { CommandOutput } from '#shared/contract/commands.ts';
import { TestApp } from '../../support/app.ts';
import { hostileShapes } from '../../support/hostile/hostile-shapes.ts';
import type { Bench } from '../bench.ts';
import { syntheticMemories } from './synthetic-memories.ts';

/** In characters. */
const MESSAGE = 200_000;
const PASTE = 1_000_000;
/** The least of so many tries: code that runs for the first time, or a collection of garbage, is not the message's. */
const TIMES = 3;
const MEMORIES = 300;
/** In ms. */
const WARM_AFTER = 5_000;
/** Learning begins so many ms after the answer at the latest. */
const LEARNS_WITHIN = 20;
/** In ms. */
const WANTED = 50;

/** How long the event loop is blocked by one very long message and its recall, answer and capture, without a model. */
export const longMessages: Bench = {
  name: 'long-messages',
  dataSet: null,
  async run({ progress }) {
    const app = await TestApp.start();
    try {
      for (const { text } of syntheticMemories(MEMORIES)) await app.call('memories.teach', { text });
      // What the app prepares after its start is over by then.
      await later(WARM_AFTER);
      await longestBlock(app, { text: 'What do I like to drink?' });
      const measures: Record<string, number> = {};
      for (const [name, message] of Object.entries(usual)) {
        measures[`${name}_block_ms_max`] = await leastOf(TIMES, () => longestBlock(app, message));
        progress(`${name}: ${Math.round(measures[`${name}_block_ms_max`] ?? 0)} ms`);
      }
      for (const [name, shape] of Object.entries(hostileShapes)) {
        const messages = {
          hostile_message: { text: shape(MESSAGE) },
          hostile_paste: { text: 'What is this?', pasted: [shape(PASTE)] },
        };
        for (const [kind, message] of Object.entries(messages)) {
          const block = await leastOf(TIMES, () => longestBlock(app, message));
          measures[`${kind}_block_ms_max`] = Math.max(measures[`${kind}_block_ms_max`] ?? 0, block);
          if (block > WANTED) progress(`${kind} ${JSON.stringify(name)}: ${Math.round(block)} ms`);
        }
      }
      return { measures, settings: { message: MESSAGE, paste: PASTE, memories: MEMORIES, times: TIMES } };
    } finally {
      await app.stop();
    }
  },
};

interface Message {
  readonly text: string;
  readonly pasted?: readonly string[];
}

const sentences = [
  'The ferry leaves at nine, and the harbour is loud by then.',
  'I keep two goats behind the mill and never sell the milk.',
  'What would you plant on a north wall in sandy soil?',
  'Remember that my spare key hangs behind the clock.',
  'From now on, always answer in two sentences.',
];
const prose = (length: number) =>
  Array.from(
    { length: Math.ceil(length / 50) },
    (_, at) => `${at}. ${sentences[at % sentences.length] ?? ''}`,
  )
    .join(' ')
    .slice(0, length);

const usual: Readonly<Record<string, Message>> = {
  message: { text: prose(MESSAGE) },
  message_in_lines: { text: prose(MESSAGE).replaceAll('. ', '.\n') },
  paste: { text: 'What is this about?', pasted: [prose(PASTE)] },
};

/** In ms, from the command to the end of what is learned. A message that is refused counts as well. */
async function longestBlock(app: TestApp, { text, pasted = [] }: Message): Promise<number> {
  const turns = new LoopTurns();
  const requestId = crypto.randomUUID();
  const sent = await app.dispatch('chat.send', { requestId, conversationId: null, text, pasted });
  if (sent.ok) await settled(app, sent.value as CommandOutput<'chat.send'>);
  app.events.length = 0;
  return turns.end();
}

/**
 * How long the longest turn of the event loop works, by the time that this thread has a processor: what other processes take is not the
 * app's, and on a machine without them both are the same.
 */
class LoopTurns {
  #longest = 0;
  #last = process.threadCpuUsage();
  #ended = false;

  constructor() {
    setImmediate(this.#turn);
  }

  /** In ms. */
  end(): number {
    this.#ended = true;
    return this.#longest / 1_000;
  }

  readonly #turn = (): void => {
    const { user, system } = process.threadCpuUsage();
    this.#longest = Math.max(this.#longest, user + system - this.#last.user - this.#last.system);
    this.#last = { user, system };
    if (!this.#ended) setImmediate(this.#turn);
  };
}

/** By events alone: to open a chat with such a message costs time of its own. */
async function settled(
  app: TestApp,
  { userMessage, assistantMessage }: CommandOutput<'chat.send'>,
): Promise<void> {
  await app.event(
    ({ name, payload }) => name === 'message-end' && payload.message.id === assistantMessage.id,
  );
  do await later(LEARNS_WITHIN);
  while (stillLearns(app, userMessage.id));
}

function stillLearns({ events }: TestApp, messageId: string): boolean {
  const last = events.findLast(
    ({ name, payload }) => name === 'capture-changed' && payload.messageId === messageId,
  );
  return last?.name === 'capture-changed' && last.payload.capture?.status === 'pending';
}

/** The least of some times, unless the first is short enough. */
async function leastOf(times: number, measure: () => Promise<number>): Promise<number> {
  let least = await measure();
  for (let time = 1; time < times && least > WANTED; time += 1) least = Math.min(least, await measure());
  return least;
}
