import { fetchedPackages } from './fetched-packages.ts';

/** Of the Model Context Protocol's own reference servers. */
const VERSION = '2026.8.31';
const NAMES = ['everything', 'filesystem', 'memory', 'sequential-thinking'] as const;
export type ReferenceServer = (typeof NAMES)[number];

/** @returns the command of each; null when npm's registry cannot be reached. */
export async function referenceServers(): Promise<
  ((name: ReferenceServer, ...args: readonly string[]) => { command: string; args: string[] }) | null
> {
  const path = await fetchedPackages(
    `reference-servers/${VERSION}`,
    NAMES.map((name) => `@modelcontextprotocol/server-${name}@${VERSION}`),
    NAMES.map((name) => `mcp-server-${name}`),
  );
  if (path === null) return null;
  return (name, ...args) => ({ command: process.execPath, args: [path(`mcp-server-${name}`), ...args] });
}
