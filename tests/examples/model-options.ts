/**
 * How a model is asked: parameters of the client, of an agent, of one call, and of whatever else asks it. `createCompletion` asks without an
 * agent. A real client reads OPENAI_BASE_URL and OPENAI_API_KEY:
 *
 *     const model = new OpenAIChatModel({ model: 'gpt-4o', temperature: 0.2, seed: 7 });
 */
import * as z from 'zod';
import {
  AssistantAgent,
  createCompletion,
  FunctionTool,
  OpenAIChatModel,
  ScriptedChatModel,
  withParameters,
} from 'tutee/engine';
import { printRun } from './print-run.ts';

export async function main(): Promise<string[]> {
  const model = new ScriptedChatModel([
    { toolCalls: [{ name: 'tide', arguments: { port: 'Vik' } }], times: 1 },
    'Paris.',
    'Agreed.',
  ]);
  const tide = new FunctionTool({
    name: 'tide',
    description: 'The tide at a port.',
    parameters: z.object({ port: z.string() }),
    run: ({ port }) => `High tide at ${port}.`,
    strict: true,
  });
  const agent = new AssistantAgent({
    name: 'pilot',
    modelClient: model,
    tools: [tide],
    modelParameters: { temperature: 0, toolChoice: { name: 'tide' } },
  });
  const run = await printRun(agent.runStream('Can we sail?'));

  const { text } = await createCompletion(model, 'The capital of France?', {
    maxTokens: 5,
    timeoutMs: 10_000,
  });
  const brief = withParameters(model, { maxTokens: 20 });
  const { text: agreed } = await createCompletion(brief, 'Agreed?');

  const known = new OpenAIChatModel({ model: 'gpt-4o', baseUrl: 'https://api.openai.com/v1', apiKey: null });
  const { vision, contextWindow } = known.info;
  const lines = [text, agreed, `gpt-4o: sees pictures ${vision}, reads ${contextWindow} tokens`];
  for (const line of lines) console.log(line);
  return [...run, ...lines];
}

if (import.meta.main) await main();
