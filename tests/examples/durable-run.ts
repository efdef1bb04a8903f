/**
 * A durable run: the program is killed in the middle, and the next one goes on where it was. Nothing that a model has answered is asked again, and the
 * parcel is not sent twice. Here the kill is simulated; `kill -9` does the same.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import {
  AssistantAgent,
  crashAfter,
  DurableRun,
  FileRunLogStore,
  forkRun,
  FunctionTool,
  runCheckpoints,
  ScriptedChatModel,
} from 'tutee/engine';
import { printRun } from './print-run.ts';

const sent: string[] = [];

/** One script for both programs: the call is answered once, so the second program cannot ask for it again. */
const model = new ScriptedChatModel([
  { toolCalls: [{ name: 'send_parcel', arguments: { to: 'Ann' } }], times: 1 },
  { reply: 'The parcel is on its way.' },
]);

function makeClerk(): AssistantAgent {
  const sendParcel = new FunctionTool({
    name: 'send_parcel',
    description: 'Sends a parcel.',
    parameters: z.object({ to: z.string() }),
    run: ({ to }) => {
      sent.push(to);
      return `Sent to ${to}.`;
    },
  });
  return new AssistantAgent({ name: 'clerk', modelClient: model, tools: [sendParcel], maxToolIterations: 2 });
}

export async function main(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'durable-'));
  try {
    const store = new FileRunLogStore(folder);
    const today = new DurableRun({ id: 'order-7', participant: makeClerk(), store: crashAfter(store, 4) });
    const first = await today.run('Send it to Ann.');

    // The next program: the same code, the same id.
    const tomorrow = new DurableRun({ id: 'order-7', participant: makeClerk(), store });
    const lines = [first.outcome.status, await tomorrow.status(), ...(await printRun(tomorrow.runStream()))];

    // Any checkpoint can go on as a run of its own.
    const [begin] = await runCheckpoints(store, 'order-7');
    await forkRun(store, { from: 'order-7', to: 'order-7b', checkpoint: begin?.number ?? 1 });
    return [
      ...lines,
      `parcels: ${sent.join()}`,
      await new DurableRun({ id: 'order-7b', participant: makeClerk(), store }).status(),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) await main();
