import type { Run } from 'tutee/engine';

/** Prints a run as it happens, and returns the lines. */
export async function printRun(run: Run): Promise<string[]> {
  const lines: string[] = [];
  const print = (line: string) => {
    lines.push(line);
    console.log(line);
  };
  let step = await run.next();
  while (step.done !== true) {
    const message = step.value;
    step = await run.next();
    if (message.type === 'TaskResult') continue;
    const content = 'content' in message ? message.content : '';
    print(
      `${message.source} (${message.type}): ${typeof content === 'string' ? content : JSON.stringify(content)}`,
    );
  }
  print(
    `- ${step.value.outcome.status}${step.value.stopReason === null ? '' : `: ${step.value.stopReason}`}`,
  );
  return lines;
}
