import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

const READY = /^Tutee is ready at (http:\/\/127\.0\.0\.1:\d+\/\S+)$/;

/**
 * Reads the output of a browser shell: resolves with the address once it is ready, and with the lines, which grow. Rejects with the lines
 * if `ended` resolves before that.
 */
export async function readUntilReady(
  child: ChildProcess,
  ended: Promise<number | null>,
): Promise<{ readonly url: string; readonly output: readonly string[] }> {
  const output: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const read = (line: string): void => {
    output.push(line);
    const ready = READY.exec(line)?.[1];
    if (ready !== undefined) resolve(ready);
  };
  const readers = [child.stdout, child.stderr].flatMap((input) =>
    input === null ? [] : createInterface({ input }).on('line', read),
  );
  void ended.then((code) => {
    for (const reader of readers) reader.close();
    reject(new Error(`Tutee ended with ${code}:\n${output.join('\n')}`));
  });
  return { url: await promise, output };
}
