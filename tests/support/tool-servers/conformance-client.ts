/** A client for the conformance suite of the Model Context Protocol: lists the tools of the server at the address and calls each once. */
import { McpWorkbench } from '../../../src-main/tool-servers/mcp/mcp-workbench.ts';

const url = process.argv.at(-1) ?? '';
const bench = new McpWorkbench({
  server: { url },
  // A person who accepts the form as it is.
  onAsked: () => Promise.resolve({ action: 'accept', content: {} }),
});
try {
  for (const { name, parameters } of await bench.tools()) {
    const names = Object.keys(parameters['properties'] ?? {});
    const { content, isError } = await bench.callTool(
      name,
      Object.fromEntries(names.map((key, index) => [key, index + 2])),
    );
    console.log(name, isError, content);
  }
} finally {
  await bench.stop();
}
