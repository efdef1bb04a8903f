/**
 * Tools: a typed function that the model can call. Its arguments are validated before it runs; its result goes back to the
 * model.
 */
import * as z from 'zod';
import { AssistantAgent, FunctionTool, ScriptedChatModel } from 'tutee/engine';
import { printRun } from './print-run.ts';

const temperatures: Readonly<Record<string, number>> = { Ulm: 21, Oslo: 9 };

const temperature = new FunctionTool({
  name: 'temperature',
  description: 'The temperature in a city, in degrees Celsius.',
  parameters: z.object({ city: z.string() }),
  run: ({ city }) => {
    const degrees = temperatures[city];
    if (degrees === undefined) throw new Error(`There is no station in ${city}.`);
    return { city, degrees };
  },
});

export async function main(): Promise<string[]> {
  const model = new ScriptedChatModel([
    {
      when: { afterTools: false },
      // Two calls at once run concurrently. One fails, and the model is told so.
      toolCalls: [
        { name: 'temperature', arguments: { city: 'Ulm' } },
        { name: 'temperature', arguments: { city: 'Atlantis' } },
      ],
    },
    { when: { toolResultIncludes: '21' }, reply: 'It is 21 degrees in Ulm; of Atlantis I know nothing.' },
  ]);
  const agent = new AssistantAgent({
    name: 'assistant',
    modelClient: model,
    tools: [temperature],
    // At most three rounds of calls; the answer after them is the model's own text.
    maxToolIterations: 3,
  });
  return await printRun(agent.runStream('How warm is it in Ulm and in Atlantis?'));
}

if (import.meta.main) await main();
