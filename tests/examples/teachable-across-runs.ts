/**
 * AutoGen's teachability demos with Tutee's memory: a fact, a preference, a made-up word, advice for a kind of task and a strategy, each
 * taught in one program and known in the next. Without a model of its own the memory learns by rules. With a real model:
 *
 *     const modelClient = new OpenAIChatModel({ model: 'llama3.2', baseUrl: 'http://127.0.0.1:11434/v1', apiKey: null });
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssistantAgent, ScriptedChatModel, Teachability } from 'tutee/engine';
import { TuteeMemory } from 'tutee/memory';

/** What is taught, what is asked later, and a word of the memory that must be in the request. */
const lessons = [
  ['Remember that my sister Ines lives in Porto.', 'In which city does Ines live?', 'Porto'],
  ['Remember that I prefer answers as bullet points.', 'How do I store potatoes?', 'bullet points'],
  ['Remember that a glimber is a lamp that burns only at dawn.', 'What is a glimber?', 'dawn'],
  [
    'Remember: when I ask for a hiking plan, check the tides first.',
    'Make me a hiking plan for Saturday.',
    'tides',
  ],
  [
    'Remember: to split a bill fairly, subtract the deposit first, then divide by the number of people.',
    'Split this bill of 90 euros between three people; the deposit was 30.',
    'subtract the deposit',
  ],
] as const;

/** Says what it was told of the user; a real model would follow it. */
function makeAgent(): AssistantAgent {
  const known = lessons.map(([, asked, word]) => ({
    when: { lastUserIncludes: asked, anyIncludes: ['user_notes', word] },
    reply: `I know: ${word}.`,
  }));
  const modelClient = new ScriptedChatModel([
    ...known,
    { when: { lastUserIncludes: 'Remember' }, reply: 'I will.' },
    { reply: 'I do not know.' },
  ]);
  return new AssistantAgent({ name: 'tutee', modelClient });
}

async function program(folder: string, said: readonly string[]): Promise<string[]> {
  // Starts at once; without it, memories are compared by the larger model.
  const memory = new TuteeMemory({ folder, embedder: 'quick' });
  const teachability = new Teachability({ memory });
  const agent = teachability.addTo(makeAgent());
  const lines: string[] = [];
  for (const task of said) {
    const { messages } = await agent.run(task);
    const answer = messages.at(-1);
    lines.push(answer?.type === 'TextMessage' ? answer.content : 'nothing');
  }
  await teachability.settled();
  await memory.close();
  for (const line of lines) console.log(line);
  return lines;
}

export async function main(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tutee-example-'));
  try {
    const before = await program(folder, [lessons[0][1]]);
    const taught = await program(
      folder,
      lessons.map(([told]) => told),
    );
    const after = await program(
      folder,
      lessons.map(([, asked]) => asked),
    );
    return [...before, ...taught, ...after];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) await main();
