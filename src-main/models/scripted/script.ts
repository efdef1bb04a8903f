import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { tokenUsageSchema } from '#shared/conversation.ts';
import { validate, dotted } from '#shared/validate.ts';
import { errorCodeSchema, TuteeError } from '#shared/errors.ts';

/** One text, or several that must all occur. Case-insensitive. */
const includes = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** Conditions on a request; all given ones must hold, and none matches any request. */
const whenSchema = z.strictObject({
  /** In the last user message. */
  lastUserIncludes: includes.optional(),
  /** In any message; each text may be in a different one. */
  anyIncludes: includes.optional(),
  /** In any system message. */
  systemIncludes: includes.optional(),
  /** In no message. */
  notIncludes: includes.optional(),
  /** In tool results. */
  toolResultIncludes: includes.optional(),
  /** Whether the last message is a tool result. */
  afterTools: z.boolean().optional(),
  /** Whether tools are offered. */
  tools: z.boolean().optional(),
  /** Whether the request has a JSON schema for the answer. */
  responseSchema: z.boolean().optional(),
});

const ruleSchema = z
  .strictObject({
    when: whenSchema.default({}),
    /** The answer as text … */
    reply: z.string().optional(),
    /** … or as a JSON value, which is serialised. */
    json: z.json().optional(),
    /** Tool calls after the answer, if there is one. Arguments that are a string are sent as they are. */
    toolCalls: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          arguments: z.json().default({}),
          id: z.string().min(1).optional(),
        }),
      )
      .min(1)
      .optional(),
    /** Reasoning, streamed before the answer and separately. */
    reasoning: z.string().optional(),
    /** Characters per chunk; default: the whole answer in one chunk. */
    chunkCharacters: z.int().min(1).optional(),
    /** Delay before each chunk, in ms. */
    delayMs: z.int().min(0).max(600_000).optional(),
    /** Fails with this code after the answer, if there is one. */
    error: errorCodeSchema.optional(),
    /** Hangs after the answer, if there is one, until cancelled. */
    hang: z.literal(true).optional(),
    usage: tokenUsageSchema.optional(),
    /** The rule applies at most this many times. */
    times: z.int().min(1).optional(),
  })
  .refine((rule) => rule.reply === undefined || rule.json === undefined, {
    error: 'A rule has a reply or json, not both.',
  })
  .refine(
    (rule) =>
      [rule.reply, rule.json, rule.toolCalls, rule.error, rule.hang].some((part) => part !== undefined),
    { error: 'A rule needs a reply, json, toolCalls, error or hang.' },
  );

/** A text alone is an answer given once. */
const ruleOrText = z.preprocess(
  (given) => (typeof given === 'string' ? { reply: given, times: 1 } : given),
  ruleSchema,
);

/**
 * What a scripted model says: rules, of which the first that matches answers. A rule without `when` matches always, so
 * the last rule can be the default:
 *
 *     [
 *       { "when": { "lastUserIncludes": "twist of 8, 3 and 2", "systemIncludes": "twist" }, "reply": "35" },
 *       { "when": { "responseSchema": true }, "json": { "memories": [] } },
 *       { "reply": "I was not told.", "chunkCharacters": 4, "delayMs": 20 }
 *     ]
 *
 * A text in place of a rule is one answer, given once: `["Hello.", "Goodbye."]`.
 */
export const scriptSchema = z.array(ruleOrText).min(1, { error: 'A script needs at least one rule.' });
export type Script = z.infer<typeof scriptSchema>;
export type ScriptRule = Script[number];
/** A rule as it is written. */
export type ScriptRuleInput = z.input<typeof ruleSchema>;
export type ScriptInput = readonly (string | ScriptRuleInput)[];

/** Reads a script from a JSON file. Throws `bad_setting` with the file's name and what is wrong. */
export async function loadScript(path: string): Promise<Script> {
  const parsed = validate(scriptSchema, parseJson(path, await readText(path)));
  if (parsed.ok) return parsed.value;
  const where = dotted(parsed.fault.path);
  throw badScript(path, `${where === '' ? '' : `${where}: `}${parsed.fault.message}`);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    throw badScript(path, thrown instanceof Error ? thrown.message : 'It cannot be read.');
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw badScript(path, thrown instanceof Error ? thrown.message : 'It is not JSON.');
  }
}

function badScript(path: string, problem: string): TuteeError {
  return new TuteeError('bad_setting', `The model script ${path} cannot be used. ${problem}`, {
    field: 'model',
  });
}
