/** Code in a sandbox: JavaScript that has a work folder and nothing else of the machine. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodeExecutorAgent, SandboxCodeExecutor, ScriptedChatModel } from 'tutee/engine';
import { printRun } from './print-run.ts';

const program = `
const prices = files.read('prices.csv').trim().split('\\n').map(Number);
files.write('sum.txt', String(prices.reduce((sum, one) => sum + one, 0)));
console.log(typeof fetch, typeof process);
`;

export async function main(): Promise<string[]> {
  const workFolder = mkdtempSync(join(tmpdir(), 'sandboxed-'));
  try {
    writeFileSync(join(workFolder, 'prices.csv'), '19\n23\n');
    const agent = new CodeExecutorAgent({
      name: 'analyst',
      codeExecutor: new SandboxCodeExecutor({ workFolder, limits: { timeoutMs: 30_000 } }),
      supportedLanguages: ['javascript'],
      modelClient: new ScriptedChatModel([
        { when: { lastUserIncludes: 'undefined undefined' }, reply: 'It is in sum.txt.' },
        { reply: `\`\`\`javascript${program}\`\`\`` },
      ]),
    });
    const lines = await printRun(agent.runStream('Add up prices.csv.'));
    const sum = join(workFolder, 'sum.txt');
    return [...lines, existsSync(sum) ? readFileSync(sum, 'utf8') : 'no sum'];
  } finally {
    rmSync(workFolder, { recursive: true });
  }
}

if (import.meta.main) await main();
