/** Fallback models: the next one is asked when a model fails or its answer is rejected; usage is counted by model. */
import {
  collectRun,
  ScriptedChatModel,
  standardComponents,
  streamTask,
  usageByAgent,
  ModelPrices,
} from 'tutee/engine';
import { printRun } from './print-run.ts';

const part = (provider: string, config: Record<string, unknown>) => ({ provider, version: 1, config });
const file = JSON.stringify(
  part('AssistantAgent', {
    name: 'poet',
    model: part('RateLimitedChatModel', {
      requests: 30, // per model and minute, for everyone in the run
      model: part('FallbackChatModel', {
        models: [part('RetryingChatModel', { model: 'busy', tries: 2 }), 'hasty', 'steady'],
        accept: ['notEmpty', 'notCut'],
      }),
    }),
  }),
);

export async function main(): Promise<string[]> {
  const usage = { promptTokens: 20, completionTokens: 10 };
  const models = {
    busy: new ScriptedChatModel([{ error: 'server_failed' }], 'busy'),
    hasty: new ScriptedChatModel([{ reply: ' ', usage }], 'hasty'),
    steady: new ScriptedChatModel([{ reply: 'Leaves fall. I stay.', usage }], 'steady'),
  };
  // The caller can shorten the waits between retries.
  const pause = () => Promise.resolve();
  const poet = standardComponents().load('participant', JSON.parse(file), { models, pause });
  const lines = await printRun(streamTask(poet, 'Two lines about autumn.'));

  const prices = new ModelPrices([{ model: '*', promptPerMillion: 1_000, completionPerMillion: 2_000 }]);
  const { messages } = await collectRun(streamTask(poet, 'Two more.'));
  for (const [agent, { requests, cost }] of usageByAgent(messages, prices)) {
    lines.push(`${agent}: ${requests} requests counted, $${cost ?? '?'}`);
  }
  console.log(lines.at(-1));
  return lines;
}

if (import.meta.main) await main();
