/** Entry of the connection of another program to the memory by standard input and output; bundled into dist/main/mcp.js. */
import { serveMemoryOverStdio } from './memory-server/serve-stdio.ts';
import { version } from './version.ts';

await serveMemoryOverStdio(process.env, version);
