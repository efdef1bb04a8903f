import * as z from 'zod';
import { memoryScopeSchema } from './memory/memory.ts';
import { modelPriceSchema } from './models/model-price.ts';
import { limits } from './text.ts';

/** An http(s) address of an OpenAI-compatible API, without a trailing slash; credentials in it are refused. */
export const baseUrlSchema = z
  .string({ error: 'The base URL must be text.' })
  .max(limits.url, { error: 'The base URL is too long.' })
  .transform((text, context) => {
    const url = URL.parse(text.trim());
    if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
      context.addIssue(
        'The base URL must start with http:// or https://, such as http://127.0.0.1:11434/v1.',
      );
      return z.NEVER;
    }
    if (url.username !== '' || url.password !== '') {
      context.addIssue('Put the key into the API key field, not into the base URL.');
      return z.NEVER;
    }
    url.hash = '';
    url.search = '';
    return url.href.replace(/(?<!\/)\/+$/, '');
  });

export const modelNameSchema = z
  .string({ error: 'The model name must be text.' })
  .max(limits.modelName, { error: 'The model name is too long.' })
  .transform((text) => text.trim())
  .refine((text) => text.length > 0 && !/\p{Cc}/u.test(text), {
    error: 'The model name is empty or has control characters.',
  });

export const themeSchema = z.enum(['system', 'light', 'dark']);
/** automatic: Tutee learns from your messages by itself. ask: it asks before it keeps that. told: only when you say so. */
export const learningSchema = z.enum(['automatic', 'ask', 'told']);
export type Learning = z.infer<typeof learningSchema>;

/** Which embedder compares meanings. `embedded` needs nothing. */
export const embedderChoiceSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('embedded') }),
  z.strictObject({ type: z.literal('endpoint'), baseUrl: baseUrlSchema, model: modelNameSchema }),
]);
export type EmbedderChoice = z.infer<typeof embedderChoiceSchema>;

export const settingsSchema = z.strictObject({
  theme: themeSchema,
  /** Null: memory mode. */
  baseUrl: baseUrlSchema.nullable(),
  /** Null with a base URL: the first suitable model the server offers. */
  model: modelNameSchema.nullable(),
  learning: learningSchema,
  /** Where learning is other than everywhere else, such as with one assistant. */
  learningByScope: z
    .array(z.strictObject({ scope: memoryScopeSchema, learning: learningSchema }))
    .max(500, { error: 'Learning can be set apart for at most 500 assistants and projects.' }),
  /** True: nothing is learned by itself until resumed; "remember …" still works. */
  learningPaused: z.boolean(),
  /** False: no memory is sent with any message. */
  recall: z.boolean(),
  /** The most tokens of memories sent with one message. */
  memoryTokens: z.int().min(100).max(8_000),
  embedder: embedderChoiceSchema,
  /** What models cost, before the list that comes with Tutee. */
  modelPrices: z.array(modelPriceSchema).max(200, { error: 'At most 200 prices are kept.' }),
  /** How often a backup is made without being asked for. */
  backupEvery: z.enum(['off', 'daily', 'weekly']),
  /** How many backups made by schedule are kept. */
  backupsKept: z.int().min(1).max(100),
});
export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;

export const defaultSettings: Settings = {
  theme: 'system',
  baseUrl: null,
  model: null,
  learning: 'automatic',
  learningByScope: [],
  learningPaused: false,
  recall: true,
  memoryTokens: 1_500,
  embedder: { type: 'embedded' },
  modelPrices: [],
  backupEvery: 'weekly',
  backupsKept: 5,
};

/** Saved settings with those that flags or the environment hold fixed for this run. */
export const settingsViewSchema = z.strictObject({
  settings: settingsSchema,
  /** Names of settings fixed by a flag or the environment; changing them here has no effect until the next start. */
  fixed: z.array(z.enum(Object.keys(defaultSettings) as [SettingName, ...SettingName[]])),
});
export type SettingsView = z.infer<typeof settingsViewSchema>;
