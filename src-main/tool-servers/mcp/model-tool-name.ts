import { createHash } from 'node:crypto';

/** The longest name that every model server accepts. */
const LONGEST = 64;
/** Of the digest that tells apart names which would read the same. */
const DIGEST = 6;

/**
 * The name by which a model calls a tool: letters, digits, `_` and `-`, at most 64. What had to be changed is told apart by a digest of
 * the whole name, so that two tools never share one.
 * @param server empty: the tool's own name alone.
 */
export function modelToolName(server: string, tool: string): string {
  const whole = server === '' ? tool : `${server}__${tool}`;
  const plain = whole.replace(/[^a-zA-Z0-9_-]/g, '_');
  if (plain === whole && plain.length <= LONGEST) return plain;
  const digest = createHash('sha256')
    .update(JSON.stringify([server, tool]))
    .digest('hex')
    .slice(0, DIGEST);
  return `${plain.slice(0, LONGEST - DIGEST - 1)}_${digest}`;
}
