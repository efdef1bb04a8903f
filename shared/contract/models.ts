import * as z from 'zod';
import { learnerCheckSchema } from '../models/learner-check.ts';
import { detectedServerSchema, keyStateSchema } from '../models/model.ts';
import { providerOfferSchema } from '../models/offered-model.ts';
import { headerNameSchema, providerIdSchema, proxyUserSchema } from '../models/provider.ts';
import { baseUrlSchema, modelNameSchema, settingsViewSchema } from '../settings.ts';
import { filledText, limits } from '../text.ts';
import { command } from './command.ts';

/** Keys go from the page to the main side only, never back. They become header values, so control characters are rejected. */
const apiKey = filledText(limits.apiKey, 'The API key').refine((key) => /^[\x21-\x7e]+$/.test(key), {
  error: 'The API key has characters that no key has. Copy it again.',
});
/** The provider that the server belongs to, for its headers, proxy and certificates; absent: found by the address. */
const provider = providerIdSchema.optional();
const server = {
  provider,
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
  'models.keyState': command(z.strictObject({ baseUrl: baseUrlSchema, provider }), keyStateSchema),
  /** Of two providers at one origin, each has its own key when it is named here. */
  'models.setKey': command(z.strictObject({ baseUrl: baseUrlSchema, provider, apiKey }), keyStateSchema),
  'models.removeKey': command(z.strictObject({ baseUrl: baseUrlSchema, provider }), keyStateSchema),
  /**
   * What providers offer, each asked at most once a minute unless `fresh`; absent `providers`: all. A provider that does not answer
   * gives an error instead, after some seconds.
   */
  'models.offers': command(
    z.strictObject({
      providers: z.array(providerIdSchema).max(50).optional(),
      fresh: z.boolean().default(false),
    }),
    z.strictObject({ providers: z.array(providerOfferSchema) }),
  ),
  /**
   * Finds the address of the API that was meant: tries the address and its usual corrections (a missing scheme or /v1, a pasted
   * /chat/completions). `said`: what was corrected, null when nothing was. An address where nothing answers stays as it is.
   */
  'models.mendAddress': command(
    z.strictObject({ text: z.string().max(limits.url), apiKey: apiKey.optional(), provider }),
    z.strictObject({
      baseUrl: z.string(),
      said: z.string().nullable(),
      apiVersion: z.string().nullable(),
      reached: z.boolean(),
    }),
  ),
};

/** A model that answers chats, and what came of its check before learning; null: not checked yet. */
const checkedModel = z.strictObject({
  provider: providerIdSchema,
  model: z.string(),
  check: learnerCheckSchema.nullable(),
});

export const learnerCheckCommands = {
  /** Of the default model; null in memory mode, and while it is not known which model that is. */
  'learning.lastCheck': command(z.strictObject({}), z.strictObject({ checked: checkedModel.nullable() })),
  /**
   * Checks the default model again, behind what is being learned and out of the way of answers. Throws a model error when it cannot be
   * asked, `no_model` in memory mode.
   */
  'learning.check': command(z.strictObject({}), z.strictObject({ checked: checkedModel })),
};

export const providerCommands = {
  /** Removes it with its key and headers. Chats that chose it follow the settings again. */
  'providers.remove': command(z.strictObject({ id: providerIdSchema }), settingsViewSchema),
  /** Sets a header of a provider; null removes it. The value is kept with the keys and never returned. */
  'providers.setHeader': command(
    z.strictObject({
      id: providerIdSchema,
      name: headerNameSchema,
      value: filledText(2_000, 'The value')
        .refine((value) => /^[\x20-\x7e]+$/.test(value), {
          error: 'The value has characters that no header can carry.',
        })
        .nullable(),
    }),
    settingsViewSchema,
  ),
  /**
   * Sets the name and the password for a provider's own proxy; null removes them. The password is kept with the keys, for that proxy alone,
   * and never returned. Throws `invalid_input` without a proxy of its own.
   */
  'providers.setProxyLogin': command(
    z.strictObject({
      id: providerIdSchema,
      login: z
        .strictObject({ user: proxyUserSchema, password: filledText(500, 'The password of the proxy') })
        .nullable(),
    }),
    settingsViewSchema,
  ),
};
