/** Commands and events for servers of tools and for what their tools did. */
import * as z from 'zod';
import { idSchema } from '../text.ts';
import { toolCallSchema } from '../tools/tool-call.ts';
import {
  foundServersSchema,
  secretNameSchema,
  serverDraftSchema,
  serverLogLineSchema,
  serverSecretsSchema,
  serverTransportSchema,
  toolPermissionSchema,
  toolServerNameSchema,
  toolServerSchema,
} from '../tools/tool-server.ts';
import { questionAnswerSchema, toolQuestionSchema } from '../tools/tool-question.ts';
import { command, nothing } from './command.ts';

const byId = z.strictObject({ id: idSchema });
const oneServer = z.strictObject({ server: toolServerSchema });
const questions = z.strictObject({ questions: z.array(toolQuestionSchema) });
const servers = z.strictObject({ servers: z.array(toolServerSchema) });

export const toolCommands = {
  /** By name. */
  'tools.servers': command(nothing, servers),
  /**
   * Reads servers from a command line, an address, or the JSON in which Claude Desktop, Cursor, VS Code and others keep them. Adds nothing.
   * Throws `invalid_input` when it is none of these.
   */
  'tools.read': command(
    z.strictObject({ text: z.string().max(500_000, { error: 'That is longer than 500,000 characters.' }) }),
    z.strictObject({ drafts: z.array(serverDraftSchema), problems: z.array(z.string()) }),
  ),
  /**
   * Looks for servers in the settings of other programs on this machine: Claude Desktop, Cursor, VS Code and others. Those that are added
   * already are left out. Adds nothing.
   */
  'tools.find': command(nothing, z.strictObject({ found: z.array(foundServersSchema) })),
  /** Adds a server and starts it; it need not be ready when this returns. Throws `invalid_input` when the name is taken. */
  'tools.add': command(
    z.strictObject({
      name: toolServerNameSchema,
      transport: serverTransportSchema,
      secrets: serverSecretsSchema.default({}),
    }),
    oneServer,
  ),
  /** Absent fields stay unchanged; a secret that is null is removed. Starts it anew. Throws `not_found`, `invalid_input`. */
  'tools.update': command(
    z.strictObject({
      id: idSchema,
      name: toolServerNameSchema.optional(),
      transport: serverTransportSchema.optional(),
      secrets: z.record(secretNameSchema, z.string().max(20_000).nullable()).optional(),
      enabled: z.boolean().optional(),
    }),
    oneServer,
  ),
  'tools.remove': command(byId, nothing),
  'tools.restart': command(byId, oneServer),
  /** Throws `not_found`. */
  'tools.permit': command(
    z.strictObject({ id: idSchema, tool: z.string().max(200), permission: toolPermissionSchema }),
    oneServer,
  ),
  /** Accepts the descriptions of these tools as they are now; null: of all. */
  'tools.accept': command(
    z.strictObject({ id: idSchema, tools: z.array(z.string().max(200)).max(1_000).nullable() }),
    oneServer,
  ),
  /** What the server wrote and what went wrong, oldest first; the last few hundred lines. */
  'tools.log': command(byId, z.strictObject({ lines: z.array(serverLogLineSchema) })),
  /** What servers ask the user now. */
  'tools.questions': command(nothing, questions),
  /** Answers a server; null: the user does not want to say. Throws `not_found`, and `invalid_input` where a field lacks its value. */
  'tools.answer': command(
    z.strictObject({ id: idSchema, content: questionAnswerSchema.nullable() }),
    nothing,
  ),
  /** The calls of all chats that are kept, newest first. */
  'tools.calls': command(
    z.strictObject({
      limit: z.int().min(1).max(200).default(50),
      offset: z.int().nonnegative().default(0),
    }),
    z.strictObject({ calls: z.array(toolCallSchema), total: z.int().nonnegative() }),
  ),
  /** The whole result of a call. Throws `not_found`. */
  'tools.result': command(byId, z.strictObject({ result: z.string() })),
};

export const toolEvents = {
  'tool-servers-changed': servers,
  'tool-questions-changed': questions,
};
