/**
 * Human in the loop: a tool call waits for a person. The run ends as `waiting`, its state is saved, and hours later, perhaps
 * in another process, it resumes with the decision.
 */
import * as z from 'zod';
import { AssistantAgent, FunctionTool, ScriptedChatModel } from 'tutee/engine';
import type { ApprovalDecision } from 'tutee/engine';
import { printRun } from './print-run.ts';

/** Decisions by request id; a real program stores them and shows the requests to a person. */
const decisions = new Map<string, ApprovalDecision>();

function makeAgent(): AssistantAgent {
  const transfer = new FunctionTool({
    name: 'transfer',
    description: 'Transfers money.',
    parameters: z.object({ euros: z.number(), to: z.string() }),
    run: ({ euros, to }) => `${euros} € were transferred to ${to}.`,
  });
  return new AssistantAgent({
    name: 'clerk',
    modelClient: new ScriptedChatModel([
      { toolCalls: [{ name: 'transfer', arguments: { euros: 500, to: 'Ann' } }] },
    ]),
    tools: [transfer],
    approver: {
      asksFor: (tool) => tool === 'transfer',
      decide: ({ requestId }) => Promise.resolve(decisions.get(requestId) ?? { type: 'later' }),
    },
  });
}

export async function main(): Promise<string[]> {
  const clerk = makeAgent();
  const { outcome } = await clerk.run('Transfer 500 € to Ann.');
  if (outcome.status !== 'waiting') throw new Error('It should wait for a person.');
  const saved = JSON.stringify(clerk.saveState());

  // The person finds 500 too much.
  for (const { requestId } of outcome.requests) {
    decisions.set(requestId, { type: 'edit', arguments: JSON.stringify({ euros: 50, to: 'Ann' }) });
  }

  const later = makeAgent();
  later.loadState(JSON.parse(saved));
  return [...outcome.requests.map(({ prompt }) => prompt), ...(await printRun(later.runStream()))];
}

if (import.meta.main) await main();
