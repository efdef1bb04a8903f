/**
 * A graph: two agents research concurrently, a writer joins their results, and a critic sends the text back until it is good.
 */
import { AssistantAgent, DiGraphBuilder, GraphFlow, ScriptedChatModel } from 'tutee/engine';
import { printRun } from './print-run.ts';

export async function main(): Promise<string[]> {
  const agent = (name: string, ...answers: readonly string[]) =>
    new AssistantAgent({
      name,
      modelClient: new ScriptedChatModel(answers.map((reply) => ({ reply, times: 1 }))),
    });
  const start = agent('editor', 'Find out about bees.');
  const books = agent('books', 'Bees dance to show the way.');
  const field = agent('field', 'They dance in the dark.');
  const writer = agent('writer', 'Bees dance.', 'Bees dance in the dark to show the way.');
  const critic = agent('critic', 'REVISE: say why.', 'APPROVE');
  const printer = agent('printer', 'It is printed.');

  const builder = new DiGraphBuilder();
  for (const node of [start, books, field, writer, critic, printer]) builder.addNode(node);
  builder
    .addEdge(start, books)
    .addEdge(start, field)
    // The writer waits for both …
    .addEdge(books, writer)
    .addEdge(field, writer)
    .addEdge(writer, critic)
    // … and for the critic alone: a back edge has a group of its own.
    .addEdge(critic, writer, { condition: 'REVISE', activationGroup: 'revision' })
    .addEdge(critic, printer, { condition: 'APPROVE' });
  const team = new GraphFlow({
    participants: builder.getParticipants(),
    graph: builder.build(),
    // Only the model decides whether the critic is ever satisfied.
    maxTurns: 12,
  });
  return await printRun(team.runStream('A line about bees.'));
}

if (import.meta.main) await main();
