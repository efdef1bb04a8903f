/**
 * A support desk: agents hand the customer over to each other, and one of them asks a person who may answer tomorrow. The run
 * ends as `waiting`, its state is saved, and it resumes with the answer.
 */
import {
  AssistantAgent,
  FunctionTool,
  Handoff,
  InputRequests,
  ScriptedChatModel,
  Swarm,
  TextMentionTermination,
  UserProxyAgent,
} from 'tutee/engine';
import { printRun } from './print-run.ts';

const age = new FunctionTool({
  name: 'age_of_order',
  description: 'How many days ago something was ordered.',
  parameters: { type: 'object', properties: { order: { type: 'string' } } },
  run: () => '40',
});

function makeDesk(userInput: InputRequests): Swarm {
  const desk = new AssistantAgent({
    name: 'desk',
    description: 'Greets customers and finds out who can help.',
    modelClient: new ScriptedChatModel([{ toolCalls: [{ name: 'transfer_to_refunds' }] }]),
    handoffs: ['refunds'],
  });
  const refunds = new AssistantAgent({
    name: 'refunds',
    description: 'Pays money back.',
    modelClient: new ScriptedChatModel([
      { when: { lastUserIncludes: 'yes' }, reply: 'Your money is on its way. GOODBYE' },
      { toolCalls: [{ name: 'age_of_order', arguments: { order: 'A 113' } }, { name: 'ask_ann' }] },
    ]),
    tools: [age],
    handoffs: [
      new Handoff({ target: 'ann', name: 'ask_ann', message: 'The order is 40 days old. May I refund it?' }),
    ],
  });
  // The person who decides; she hands back to the agent that asked her.
  const ann = new UserProxyAgent({ name: 'ann', description: 'Decides about exceptions.', userInput });
  return new Swarm({
    participants: [desk, refunds, ann],
    terminationCondition: new TextMentionTermination('GOODBYE', ['refunds']),
  });
}

export async function main(): Promise<string[]> {
  const requests = new InputRequests({ patienceMs: 0 }); // a run does not wait, it ends as `waiting`
  const today = makeDesk(requests);
  const lines = await printRun(today.runStream('I want my money back for order A 113.'));
  const saved = JSON.stringify(today.saveState());

  // A real program shows the request and keeps its id. Here she is asked again, with the same id, and answers.
  const tomorrow = makeDesk(requests);
  tomorrow.loadState(JSON.parse(saved));
  const { outcome } = await tomorrow.run();
  for (const { requestId } of outcome.status === 'waiting' ? outcome.requests : []) {
    requests.answer(requestId, { type: 'message', text: 'Yes, she is a good customer.' });
  }
  return [...lines, ...(await printRun(tomorrow.runStream()))];
}

if (import.meta.main) await main();
