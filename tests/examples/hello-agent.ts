/**
 * Hello agent: one assistant, one question. A scripted model answers, so that the example runs anywhere. With a real model:
 *
 *     const model = new OpenAIChatModel({ model: 'llama3.2', baseUrl: 'http://127.0.0.1:11434/v1', apiKey: null });
 */
import { AssistantAgent, ScriptedChatModel } from 'tutee/engine';
import { printRun } from './print-run.ts';

export async function main(): Promise<string[]> {
  const model = new ScriptedChatModel([{ reply: 'Hello! What shall we work on?', chunkCharacters: 16 }]);
  const agent = new AssistantAgent({
    name: 'assistant',
    modelClient: model,
    systemMessage: 'You are friendly and brief.',
    // Chunks arrive as events; the whole answer follows as one message.
    modelClientStream: true,
  });
  return await printRun(agent.runStream('Say hello.'));
}

if (import.meta.main) await main();
