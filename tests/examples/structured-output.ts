/** Structured output: the answer has an agreed format, requested by JSON schema and validated on arrival. */
import * as z from 'zod';
import { AssistantAgent, outputFormat, ScriptedChatModel } from 'tutee/engine';
import { printRun } from './print-run.ts';

const ticket = z.object({
  title: z.string(),
  urgency: z.enum(['low', 'high']),
});

export async function main(): Promise<string[]> {
  const model = new ScriptedChatModel([{ json: { title: 'Printer on fire', urgency: 'high' } }]);
  const agent = new AssistantAgent({
    name: 'triage',
    modelClient: model,
    outputFormat: outputFormat('ticket', ticket),
  });
  const lines = await printRun(agent.runStream('The printer is burning!'));
  const { messages } = await agent.run('And again.');
  const last = messages.at(-1);
  if (last?.type === 'StructuredMessage') lines.push(`urgency: ${ticket.parse(last.content).urgency}`);
  return lines;
}

if (import.meta.main) await main();
