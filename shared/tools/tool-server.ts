/** Servers of tools (MCP) that the user added, and what their tools may do. */
import * as z from 'zod';
import { errorDataSchema } from '../errors.ts';
import { filledText, idSchema, timeSchema } from '../text.ts';

/** always: its calls run at once. ask: the user decides about each. never: it is not offered. */
export const toolPermissionSchema = z.enum(['always', 'ask', 'never']);
export type ToolPermission = z.infer<typeof toolPermissionSchema>;

/** What the author of a server claims that a tool does. Nobody has checked it. */
export const toolHintsSchema = z.strictObject({
  readOnly: z.boolean(),
  destructive: z.boolean(),
  /** It reaches beyond this machine. */
  openWorld: z.boolean(),
});

/** A tool as its server describes it. */
export const toolDefinitionSchema = z.strictObject({
  name: z.string(),
  /** Its name for people; empty: none. */
  title: z.string(),
  description: z.string(),
  /** A JSON schema of type object. */
  parameters: z.record(z.string(), z.json()),
  hints: toolHintsSchema,
});
export type ToolDefinition = z.infer<typeof toolDefinitionSchema>;

export const serverToolSchema = z.strictObject({
  ...toolDefinitionSchema.shape,
  permission: toolPermissionSchema,
  /** changed: the server describes it otherwise than when the user saw it. new: it was added since. Neither is offered until the user accepts it. */
  review: z.enum(['accepted', 'new', 'changed']),
  /** The description that the user accepted; null: it has not changed. */
  before: z.string().nullable(),
});
export type ServerTool = z.infer<typeof serverToolSchema>;

const argument = z
  .string()
  .max(20_000, { error: 'An argument is longer than 20,000 characters. Shorten it.' });

/** How a server is reached: a command that starts it on this machine, or an address. */
export const serverTransportSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('stdio'),
    command: filledText(2_000, 'The command'),
    args: z.array(argument).max(200, { error: 'A command has at most 200 arguments.' }).default([]),
    /** The folder that it starts in; absent: that of Tutee. */
    cwd: filledText(2_000, 'The folder').exactOptional(),
  }),
  z.strictObject({
    type: z.literal('http'),
    url: filledText(2_000, 'The address')
      .refine((url) => /^https?:\/\//i.test(url) && URL.parse(url) !== null, {
        error: 'The address must begin with https:// or http://.',
      })
      // It is shown and stored as it is.
      .refine((url) => URL.parse(url)?.username === '' && URL.parse(url)?.password === '', {
        error: 'The address has a password in it. Put it into a header, where it is kept like an API key.',
      }),
  }),
]);
export type ServerTransport = z.infer<typeof serverTransportSchema>;

export const toolServerNameSchema = filledText(40, 'The name');

export const secretNameSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w.-]+$/, { error: 'The name of a value has letters, digits, _, . and - only.' });

/** Values of environment variables (stdio) or headers (http), by name. They are kept like API keys and never shown again. */
export const serverSecretsSchema = z
  .record(secretNameSchema, z.string().max(20_000))
  .refine((secrets) => Object.keys(secrets).length <= 100, { error: 'There are more than 100 values.' });
export type ServerSecrets = z.infer<typeof serverSecretsSchema>;

export const toolServerSchema = z.strictObject({
  id: idSchema,
  /** Unique, whatever the case. */
  name: z.string(),
  transport: serverTransportSchema,
  /** Names of the environment variables or headers that have a value. */
  secrets: z.array(z.string()),
  enabled: z.boolean(),
  createdAt: timeSchema,
  /** off: not enabled. failed: `error` says why. */
  state: z.enum(['off', 'starting', 'ready', 'failed']),
  error: errorDataSchema.nullable(),
  /** In the order of the server; those that it last had while it is not ready. */
  tools: z.array(serverToolSchema),
});
export type ToolServer = z.infer<typeof toolServerSchema>;

/** A server to add, as read from a command line or from the settings of another program. */
export const serverDraftSchema = z.strictObject({
  name: z.string(),
  transport: serverTransportSchema,
  secrets: serverSecretsSchema,
});
export type ServerDraft = z.infer<typeof serverDraftSchema>;

/** Servers that another program on this machine has in its settings. */
export const foundServersSchema = z.strictObject({
  program: z.string(),
  /** Of its file, absolute. */
  path: z.string(),
  drafts: z.array(serverDraftSchema).min(1),
  problems: z.array(z.string()),
});
export type FoundServers = z.infer<typeof foundServersSchema>;

export const serverLogLineSchema = z.strictObject({ at: timeSchema, text: z.string() });
export type ServerLogLine = z.infer<typeof serverLogLineSchema>;
