import * as z from 'zod';
import { memoryScopeSchema } from './memory/memory.ts';
import { modelPriceSchema } from './models/model-price.ts';
import { limits } from './text.ts';

/** The http(s) URL of an OpenAI-compatible API, without a trailing slash. URLs with credentials are rejected. */
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
/** automatic: implicit capture stores memories. ask: they wait in the review queue. told: explicit teaching only. */
export const learningSchema = z.enum(['automatic', 'ask', 'told']);
export type Learning = z.infer<typeof learningSchema>;

/** The embedder for search by meaning. `embedded` needs no setup. */
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
  /** Overrides of `learning` for single assistants and projects. */
  learningByScope: z
    .array(z.strictObject({ scope: memoryScopeSchema, learning: learningSchema }))
    .max(500, { error: 'Learning can be set apart for at most 500 assistants and projects.' }),
  /** True: no implicit capture until resumed; explicit teaching still works. */
  learningPaused: z.boolean(),
  /** False: no memory is sent with any message. */
  recall: z.boolean(),
  /** The token budget for memories in one request. */
  memoryTokens: z.int().min(100).max(8_000),
  embedder: embedderChoiceSchema,
  /** Prices of models; they take precedence over the built-in list. */
  modelPrices: z.array(modelPriceSchema).max(200, { error: 'At most 200 prices are kept.' }),
  /** How often a scheduled backup is made. */
  backupEvery: z.enum(['off', 'daily', 'weekly']),
  /** How many scheduled backups are kept. */
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

/** The settings in force: the saved ones with the overrides of flags and environment. */
export const settingsViewSchema = z.strictObject({
  settings: settingsSchema,
  /** Names of the overridden settings; changing them has no effect until the next start without the override. */
  fixed: z.array(z.enum(Object.keys(defaultSettings) as [SettingName, ...SettingName[]])),
});
export type SettingsView = z.infer<typeof settingsViewSchema>;
