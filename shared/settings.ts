import * as z from 'zod';
import { languageChoices } from './languages.ts';
import { memoryScopeSchema } from './memory/memory.ts';
import { baseUrlSchema, modelNameSchema } from './models/address.ts';
import { modelPriceSchema } from './models/model-price.ts';
import { modelFactsSchema } from './models/offered-model.ts';
import {
  modelParametersSchema,
  modelRefSchema,
  providerIdSchema,
  providerSchema,
} from './models/provider.ts';

export { baseUrlSchema, modelNameSchema };

export const languageSchema = z.enum(languageChoices);
export const themeSchema = z.enum(['system', 'light', 'dark']);
export const accents = ['teal', 'blue', 'violet', 'green', 'graphite'] as const;
export const densities = ['comfortable', 'compact'] as const;
export const textSizes = ['small', 'normal', 'large', 'larger'] as const;
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
  /** The language of the page; that of answers is a matter of what was taught. */
  language: languageSchema,
  theme: themeSchema,
  /** The colour of actions; that of memories is always the same. */
  accent: z.enum(accents),
  /** How much room rows and messages take. */
  density: z.enum(densities),
  textSize: z.enum(textSizes),
  /** True: the system tells when a run waits or a long answer is there while the window is not looked at. */
  notifications: z.boolean(),
  /** The step of the first run to go on with, from 1; 0: it was not begun. done: finished, or not wanted. */
  firstRun: z.union([z.literal('done'), z.int().min(0).max(4)]),
  /**
   * The address of the default provider; null: memory mode, or a model inside Tutee. Setting an address without a provider adds
   * one for it.
   */
  baseUrl: baseUrlSchema.nullable(),
  /** The default provider's model; null with a provider: the first suitable model it offers. */
  model: modelNameSchema.nullable(),
  /** Where models come from. `baseUrl` and `model` always repeat those of the default provider. */
  providers: z
    .array(providerSchema)
    .max(50, { error: 'At most 50 providers are kept.' })
    .refine((providers) => new Set(providers.map(({ id }) => id)).size === providers.length, {
      error: 'Two providers have one id.',
    }),
  /** The provider of chats that have not chosen one; null: memory mode. */
  defaultProvider: providerIdSchema.nullable(),
  /** How models answer in chats, where neither chat nor project says otherwise. */
  defaultParameters: modelParametersSchema,
  /** Models on top of the list in the chat. */
  favouriteModels: z.array(modelRefSchema).max(50, { error: 'At most 50 favourites are kept.' }),
  /** What the user says about models; it wins over what servers say. */
  modelFacts: z.array(modelFactsSchema).max(200, { error: 'At most 200 models are described.' }),
  /** Models that chats chose last, newest first. */
  recentModels: z.array(modelRefSchema).max(8),
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
  /** True: other programs on this machine can use the memory, those that the user has added. */
  memoryServer: z.boolean(),
  /** The port where they reach it; 0: any free one, which is then kept. */
  memoryServerPort: z.int().min(0).max(65_535),
  /** The keys of shortcuts that the user chose, such as "Mod+K"; absent: the usual ones. What there is to bind is known to the page. */
  keyBindings: z.record(z.string().regex(/^[a-z-]{1,40}$/), z.array(z.string().min(1).max(40)).max(3)),
  /** How often a scheduled backup is made. */
  backupEvery: z.enum(['off', 'daily', 'weekly']),
  /** How many scheduled backups are kept. */
  backupsKept: z.int().min(1).max(100),
});
export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;

export const defaultSettings: Settings = {
  language: 'system',
  theme: 'system',
  accent: 'teal',
  density: 'comfortable',
  textSize: 'normal',
  notifications: false,
  firstRun: 0,
  baseUrl: null,
  model: null,
  providers: [],
  defaultProvider: null,
  defaultParameters: { effort: null, temperature: null, maxTokens: null },
  favouriteModels: [],
  recentModels: [],
  modelFacts: [],
  learning: 'automatic',
  learningByScope: [],
  learningPaused: false,
  recall: true,
  memoryTokens: 1_500,
  embedder: { type: 'embedded' },
  modelPrices: [],
  memoryServer: false,
  memoryServerPort: 0,
  keyBindings: {},
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
