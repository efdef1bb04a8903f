/** Tuning: which model, prompt and number of samples do best on a data set, within a budget; resumable from a file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssistantAgent, FileRunLogStore, ScriptedChatModel, tune, tuneReport } from 'tutee/engine';
import type { EvalDataset } from 'tutee/engine';

const dataset: EvalDataset = {
  name: 'sums',
  tasks: [2, 3, 5, 7, 11, 13].map((number) => ({
    id: `${number}`,
    task: `${number} * ${number}?`,
    checks: [{ type: 'matches' as const, pattern: String.raw`^${number * number}$` }],
  })),
};

const prompts: Readonly<Record<string, string>> = {
  plain: 'Answer.',
  careful: 'Answer with the number alone.',
};

/** Stands for two models: the small one cannot multiply beyond 7, and both chatter unless they are told not to. */
function modelNamed(name: string): ScriptedChatModel {
  const known = name === 'small' ? [2, 3, 5, 7] : [2, 3, 5, 7, 11, 13];
  const when = (number: number) => ({ lastUserIncludes: `${number} * ${number}?` });
  return new ScriptedChatModel(
    [
      ...known.map((number) => ({
        when: { ...when(number), systemIncludes: 'alone' },
        reply: `${number * number}`,
      })),
      { reply: 'Let me think …' },
    ],
    name,
  );
}

export async function main(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tune-'));
  try {
    const search = () =>
      tune({
        dataset,
        space: { model: ['small', 'large'], prompt: ['plain', 'careful'], samples: [1, 3] },
        participant: ({ model, prompt }) =>
          new AssistantAgent({
            name: 'adder',
            modelClient: modelNamed(model),
            systemMessage: prompts[prompt] ?? null,
          }),
        budget: { maxRequests: 200 },
        firstTasks: 2,
        seed: 1,
        // What was evaluated is in a file, so that another process goes on from there.
        store: new FileRunLogStore(folder),
        id: 'sums',
      });
    const { best } = await search();
    const again = await search();
    const lines = [`best: ${JSON.stringify(best?.configuration)}`, ...tuneReport(again).split('\n')];
    for (const line of lines) console.log(line);
    return lines;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) await main();
