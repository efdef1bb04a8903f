/** What is taught in a chat outlives the process, and serves in a new chat. The page's part is in tests/e2e. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract/commands.ts';
import { StormProcess } from '../../storm/storm-process.ts';
import { TestApp } from '../../support/app.ts';
import { lessons, type Lesson } from '../../support/capture/lessons.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

type Call = <Name extends CommandName>(name: Name, input: CommandInput<Name>) => Promise<CommandOutput<Name>>;
type Say = (
  text: string,
  conversationId: string | null,
) => Promise<{ readonly conversationId: string; readonly id: string; readonly text: string }>;

interface Tutee {
  readonly call: Call;
  /** Sends a message; resolves with its answer when that has ended. */
  readonly say: Say;
}

function inProcess(app: TestApp): Tutee {
  return {
    call: (name, input) => app.call(name, input),
    async say(words, id) {
      const { conversationId, answer } = await app.say(words, id);
      return { conversationId, id: answer.id, text: answer.text };
    },
  };
}

async function apart(dataDir: string, script: string): Promise<Tutee & { kill(): Promise<void> }> {
  const process = new StormProcess(dataDir, script);
  onTestFinished(() => process.kill());
  if (!(await process.ready)) throw new Error(process.errors);
  const call: Call = async (name, input) => {
    const outcome = await process.call(name, input);
    if (outcome === 'killed' || !outcome.ok) throw new Error(JSON.stringify(outcome));
    return outcome.value;
  };
  return {
    call,
    kill: () => process.kill(),
    async say(text, conversationId) {
      const ended = process.event(({ name }) => name === 'message-end');
      const { conversation } = await call('chat.send', {
        requestId: crypto.randomUUID(),
        conversationId,
        text,
      });
      const end = await ended;
      if (end?.name !== 'message-end') throw new Error(`No answer: ${process.errors}`);
      const { message } = end.payload;
      return { conversationId: conversation.id, id: message.id, text: message.text };
    },
  };
}

/** Resolves when the chip of the memory is under a message. */
async function teach({ call, say }: Tutee, lesson: Lesson): Promise<void> {
  let id: string | null = null;
  for (const words of lesson.teach) id = (await say(words, id)).conversationId;
  const chips = async () => {
    const { messages } = await call('conversations.open', { id: id ?? '' });
    return messages.flatMap(({ remembered }) => remembered.map(({ text }) => text));
  };
  // What is learned by itself is learned after the answer.
  await expect.poll(async () => (await chips()).at(-1), { timeout: 20_000 }).toMatch(lesson.remembered);
}

/** Asks in a new chat; answers the words of the answer, and the memories that were used for it. */
async function ask({ call, say }: Tutee, lesson: Lesson) {
  const { id, text } = await say(lesson.ask, null);
  const { report } = await call('chat.receipt', { messageId: id });
  const used = report.candidates.filter(({ outcome }) => outcome === 'used');
  return { text, used: used.map((candidate) => candidate.text) };
}

const matching = (pattern: RegExp) =>
  expect.arrayContaining([expect.stringMatching(pattern) as string]) as string[];

it.each(lessons)('$name is taught, survives a restart and answers in a new chat', async (lesson) => {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  await teach(inProcess(app), lesson);
  await app.restart();
  const { text, used } = await ask(inProcess(app), lesson);
  expect(text).toMatch(lesson.answer);
  expect(used).toEqual(matching(lesson.remembered));
});

it('every lesson is sent to a model with its question, after the process was killed', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const script = join(dataDir, '..', 'script.json');
  const rules = [
    { when: { responseSchema: true }, error: 'server_failed' },
    ...lessons.flatMap(({ knows, ask: question, reply }) => [
      { when: { systemIncludes: knows, lastUserIncludes: question }, reply },
      { when: { lastUserIncludes: question }, reply: 'I do not know.' },
    ]),
    { when: {}, reply: 'All right.' },
  ];
  writeFileSync(script, JSON.stringify(rules));
  const before = await apart(dataDir, script);
  for (const lesson of lessons) await teach(before, lesson);
  await before.kill();

  const after = await apart(dataDir, script);
  for (const lesson of lessons) {
    const { text, used } = await ask(after, lesson);
    expect(text).toBe(lesson.reply);
    expect(used).toEqual(matching(lesson.remembered));
  }
  const { items } = await after.call('memories.list', { statuses: ['active'] });
  const texts = items.map((memory) => memory.text);
  for (const { remembered, superseded = /^$/ } of lessons) {
    expect(texts).toEqual(matching(remembered));
    expect(texts.filter((text) => superseded.test(text))).toEqual([]);
  }
});
