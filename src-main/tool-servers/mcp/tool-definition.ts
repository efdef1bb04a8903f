import * as z from 'zod';
import type { ToolDefinition } from '#shared/tools/tool-server.ts';

/** How much of what a server says of its tools is read. Beyond that it is cut, or the tool is left out. */
export const definitionLimits = {
  tools: 500,
  /** UTF-16 units. */
  name: 128,
  title: 100,
  description: 4_000,
  /** Of the JSON schema of the arguments, as text. */
  schema: 50_000,
} as const;

/** A listed tool, as far as it is believed. Unknown keys are ignored: servers add their own. */
const listedSchema = z.object({
  name: z.string().min(1).max(definitionLimits.name),
  title: z.string().optional().catch(undefined),
  description: z.string().optional().catch(undefined),
  inputSchema: z.record(z.string(), z.json()),
  annotations: z
    .object({
      title: z.string().optional().catch(undefined),
      readOnlyHint: z.boolean().optional().catch(undefined),
      destructiveHint: z.boolean().optional().catch(undefined),
      openWorldHint: z.boolean().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** The usable tools of a listing, in its order, and why others are left out. The first of two with one name counts. */
export function readToolList(listed: readonly unknown[]): {
  readonly tools: readonly ToolDefinition[];
  readonly refused: readonly string[];
} {
  const tools = new Map<string, ToolDefinition>();
  const refused: string[] = [];
  for (const one of listed.slice(0, definitionLimits.tools)) {
    const read = readTool(one);
    if (typeof read === 'string') refused.push(read);
    else if (tools.has(read.name)) refused.push(`Two tools are named “${read.name}”. The first one is used.`);
    else tools.set(read.name, read);
  }
  if (listed.length > definitionLimits.tools)
    refused.push(`Only the first ${definitionLimits.tools} of ${listed.length} tools are used.`);
  return { tools: [...tools.values()], refused };
}

function readTool(listed: unknown): ToolDefinition | string {
  const parsed = listedSchema.safeParse(listed);
  if (!parsed.success)
    return `A tool is described in a way that cannot be used: ${z.prettifyError(parsed.error)}`;
  const { name, title, description = '', inputSchema, annotations = {} } = parsed.data;
  if (JSON.stringify(inputSchema).length > definitionLimits.schema)
    return `The arguments of the tool “${name}” are described in more than ${definitionLimits.schema} characters.`;
  if (inputSchema['type'] !== undefined && inputSchema['type'] !== 'object')
    return `The arguments of the tool “${name}” are no object.`;
  const { $schema: _dialect, ...parameters } = inputSchema;
  return {
    name,
    title: visible(title ?? annotations.title ?? '').slice(0, definitionLimits.title),
    description: visible(description).slice(0, definitionLimits.description),
    parameters: { ...parameters, type: 'object' },
    hints: {
      readOnly: annotations.readOnlyHint === true,
      // As the protocol says: a tool that does not claim otherwise destroys and reaches out.
      destructive: annotations.readOnlyHint !== true && annotations.destructiveHint !== false,
      openWorld: annotations.openWorldHint !== false,
    },
  };
}

/** Characters that a person does not see and a model reads: controls, directions, and the tags block of Unicode. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

/** Without characters that would show a person something else than the model gets. What joins letters of words and of emoji stays. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (one) => ('\n\t\u200c\u200d'.includes(one) ? one : ''));
}
