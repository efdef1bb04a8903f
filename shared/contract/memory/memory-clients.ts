/** Commands and events for other programs that use the memory through MCP: which, what they may do, and what they did. */
import * as z from 'zod';
import { errorDataSchema } from '../../errors.ts';
import {
  clientCallSchema,
  clientNameSchema,
  clientTeachingSchema,
  memoryClientSchema,
} from '../../memory/memory-client.ts';
import { memoryScopeSchema } from '../../memory/memory.ts';
import { idSchema } from '../../text.ts';
import { command, nothing } from '../command.ts';

const byId = z.strictObject({ id: idSchema });
/** The key is shown once: only its digest is stored. */
const withKey = z.strictObject({ client: memoryClientSchema, key: z.string() });

export const memoryClientsStateSchema = z.strictObject({
  /** Where clients connect; null: off, or it could not be opened. */
  url: z.string().nullable(),
  /** Why it could not be opened. */
  error: errorDataSchema.nullable(),
  /** What starts the connection by standard input and output, for programs that know no other; null: nothing does. */
  stdio: z.strictObject({ command: z.string(), args: z.array(z.string()) }).nullable(),
  /** By name. */
  clients: z.array(memoryClientSchema),
});
export type MemoryClientsState = z.infer<typeof memoryClientsStateSchema>;

export const memoryClientCommands = {
  'clients.state': command(nothing, memoryClientsStateSchema),
  /** Throws `invalid_input` when the name is taken. */
  'clients.add': command(
    z.strictObject({
      name: clientNameSchema,
      scope: memoryScopeSchema.default({ type: 'everywhere' }),
      teaching: clientTeachingSchema.default('review'),
    }),
    withKey,
  ),
  /** Absent fields stay unchanged. Throws `not_found`; `invalid_input` when the name is taken. */
  'clients.update': command(
    z.strictObject({
      id: idSchema,
      name: clientNameSchema.optional(),
      scope: memoryScopeSchema.optional(),
      teaching: clientTeachingSchema.optional(),
    }),
    z.strictObject({ client: memoryClientSchema }),
  ),
  /** A new key; the old one no longer works. Throws `not_found`. */
  'clients.renewKey': command(byId, withKey),
  /** Its key no longer works, and its log is deleted. What it taught stays. */
  'clients.remove': command(byId, nothing),
  /** What clients did, newest first; the last thousand calls are kept. */
  'clients.calls': command(
    z.strictObject({
      clientId: idSchema.nullable().default(null),
      limit: z.int().min(1).max(200).default(50),
      offset: z.int().nonnegative().default(0),
    }),
    z.strictObject({ calls: z.array(clientCallSchema), total: z.int().nonnegative() }),
  ),
};

export const memoryClientEvents = {
  'clients-changed': memoryClientsStateSchema,
  'client-called': z.strictObject({ call: clientCallSchema }),
};
