import * as z from 'zod';
import { detectedServerSchema, keyStateSchema } from '../models/model.ts';
import { baseUrlSchema, modelNameSchema } from '../settings.ts';
import { filledText, limits } from '../text.ts';
import { command } from './command.ts';

/** Keys go from the page to the main side only, never back. They become header values, so control characters are rejected. */
const apiKey = filledText(limits.apiKey, 'The API key').refine((key) => /^[\x21-\x7e]+$/.test(key), {
  error: 'The API key has characters that no key has. Copy it again.',
});
const server = {
  baseUrl: baseUrlSchema,
  /** Absent: the stored or environment key of that server. */ apiKey: apiKey.optional(),
};

export const modelCommands = {
  /** Model servers that answer on their default ports on this machine. */
  'models.detect': command(z.strictObject({}), z.strictObject({ servers: z.array(detectedServerSchema) })),
  'models.list': command(z.strictObject(server), z.strictObject({ models: z.array(z.string()) })),
  /** Asks the model for one short answer. An error says what is wrong and what to do. */
  'models.test': command(
    z.strictObject({ ...server, model: modelNameSchema.nullable() }),
    z.strictObject({ model: z.string(), tookMs: z.number() }),
  ),
  /** A key belongs to the origin (scheme, host, port) of a server and is never sent to another. */
  'models.keyState': command(z.strictObject({ baseUrl: baseUrlSchema }), keyStateSchema),
  'models.setKey': command(z.strictObject({ baseUrl: baseUrlSchema, apiKey }), keyStateSchema),
  'models.removeKey': command(z.strictObject({ baseUrl: baseUrlSchema }), keyStateSchema),
};
