/**
 * Parses model lists in the forms that servers send: OpenAI's, a bare array, names only, a map by name, the native lists of Ollama, LM
 * Studio and Gemini. Keeps what the list says about each model.
 */
import type { OfferedModel } from '#shared/models/offered-model.ts';
import { limits } from '#shared/text.ts';
import { servesChats } from './pick-model.ts';

/** What a list says about a model; it does not say whether requests stay on this machine. */
export type ListedModel = Omit<OfferedModel, 'local'>;

type Fields = Readonly<Record<string, unknown>>;

/** Null if the response contains no list of models. Models without a usable name are left out; distinct and sorted by name. */
export function readModelList(answer: unknown): ListedModel[] | null {
  const entries = entriesOf(answer, 2);
  if (entries === null) return null;
  const models = entries.flatMap((entry) => readModel(entry) ?? []);
  if (entries.length > 0 && !entries.some((entry) => nameOf(entry) !== null)) return null;
  const byId = new Map(models.toReversed().map((model) => [model.id, model]));
  return [...byId.values()].toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

const LISTS = ['data', 'models', 'result', 'results', 'items', 'model_list', 'body'] as const;

/**
 * Null: there is no list.
 * @param depth how many wrappers there may be around it
 */
function entriesOf(answer: unknown, depth: number): unknown[] | null {
  if (isList(answer)) return [...answer];
  if (!isFields(answer)) return null;
  for (const name of LISTS) {
    const inner = answer[name];
    // Ollama sends null when it has no models.
    if (inner === null) return [];
    const found = depth > 0 ? entriesOf(inner, depth - 1) : null;
    if (found !== null) return found;
    if (isFields(inner) && isMap(inner)) return Object.entries(inner).map(([id, one]) => ({ id, ...one }));
  }
  return null;
}

/** A map of models by name, as opposed to another wrapper or a single value. */
function isMap(fields: Fields): fields is Readonly<Record<string, Fields>> {
  const values = Object.values(fields);
  return values.length > 0 && values.every(isFields);
}

function nameOf(entry: unknown): string | null {
  if (!isFields(entry)) return typeof entry === 'string' ? entry.trim() : null;
  const { id } = entry;
  // Where models have numbers of their own, requests name them otherwise.
  const isNumber = typeof id !== 'string' || UUID.test(id);
  const name = (isNumber ? null : id) ?? entry['model'] ?? entry['name'] ?? entry['key'] ?? id;
  return typeof name === 'string' ? name.trim() : null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function readModel(entry: unknown): ListedModel | null {
  const id = nameOf(entry);
  if (id === null || id === '' || id.length > limits.modelName || /\p{Cc}/u.test(id)) return null;
  const fields = isFields(entry) ? entry : {};
  const abilities = abilitiesOf(fields);
  return {
    id,
    title: titleOf(fields, id),
    chats: chatsOf(fields, abilities) ?? servesChats(id),
    context: contextOf(fields),
    vision: abilities.known(['vision', 'image-input', 'image_input', 'image'], ['vision', 'supports_vision']),
    tools: abilities.known(
      ['tools', 'tool_use', 'tool-use', 'function-calling', 'function_calling'],
      ['function_calling', 'tool_calls', 'supports_tools', 'supports_function_calling'],
    ),
    thinking: abilities.known(
      ['thinking', 'reasoning', 'include_reasoning', 'reasoning_effort'],
      ['thinking', 'reasoning', 'supports_reasoning'],
    ),
    price: priceOf(fields['pricing']),
  };
}

interface Abilities {
  /** All words with which the server names an ability or an input modality. Empty: it names none. */
  readonly words: ReadonlySet<string>;
  /** Whether one of the words is present or one of the flags is set; null: the server does not say. */
  known(words: readonly string[], flags: readonly string[]): boolean | null;
}

function abilitiesOf(fields: Fields): Abilities {
  const architecture = isFields(fields['architecture']) ? fields['architecture'] : {};
  const capabilities = fields['capabilities'];
  const lists = [
    capabilities,
    fields['features'],
    fields['supported_features'],
    fields['supported_parameters'],
    fields['input_modalities'],
    architecture['input_modalities'],
  ];
  const words = new Set(
    lists.flatMap((list) => (isList(list) ? list : [])).filter((word) => typeof word === 'string'),
  );
  if (fields['type'] === 'vlm') words.add('vision');
  const flagsIn = [fields, isFields(capabilities) ? capabilities : {}];
  return {
    words,
    known: (wanted, flags) => {
      if (wanted.some((word) => words.has(word))) return true;
      const said = flagsIn
        .flatMap((one) => flags.map((flag) => one[flag]))
        .filter((flag) => flag !== undefined);
      if (said.length > 0) return said.includes(true);
      return words.size > 0 ? false : null;
    },
  };
}

/** Null: the server does not say what the model is for. */
function chatsOf(fields: Fields, { words }: Abilities): boolean | null {
  const { task } = fields;
  const type = fields['type'] ?? (isFields(task) ? task['name'] : task);
  const capabilities = isFields(fields['capabilities']) ? fields['capabilities'] : {};
  const methods = fields['supportedGenerationMethods'];
  const architecture = isFields(fields['architecture']) ? fields['architecture'] : {};
  const output = fields['output_modalities'] ?? architecture['output_modalities'];
  if (typeof capabilities['completion_chat'] === 'boolean') return capabilities['completion_chat'];
  if (Array.isArray(methods)) return methods.includes('generateContent');
  if (Array.isArray(output) && !output.includes('text')) return false;
  if (words.has('embedding') && !words.has('completion')) return false;
  if (words.has('completion')) return true;
  if (type === 'chat' || type === 'llm' || type === 'vlm' || type === 'language') return true;
  const other =
    typeof type === 'string' && /embed|image|audio|rerank|moderation|transcri|speech|video/i.test(type);
  return other ? false : null;
}

const CONTEXT = [
  'loaded_context_length',
  'max_model_len',
  'context_length',
  'context_window',
  'max_context_length',
  'max_input_tokens',
  'inputTokenLimit',
  'input_token_limit',
  'n_ctx',
  'n_ctx_train',
] as const;

function contextOf(fields: Fields): number | null {
  const inner = ['meta', 'limits', 'top_provider', 'model_info'].map((name) => fields[name]);
  for (const place of [fields, ...inner]) {
    if (!isFields(place)) continue;
    for (const name of CONTEXT) {
      const value = place[name];
      if (Number.isSafeInteger(value) && Number(value) > 0) return Number(value);
    }
  }
  return null;
}

function titleOf(fields: Fields, id: string): string | null {
  const title = fields['display_name'] ?? fields['displayName'] ?? fields['title'];
  const named = typeof title === 'string' && title.trim() !== '' && title.length <= limits.modelName;
  const plain = named ? title.trim() : id.replace(/^models\//, '');
  return plain === id ? null : plain;
}

/** OpenRouter gives dollars per token, under `prompt`; Together dollars per million tokens, under `input`. */
function priceOf(pricing: unknown): OfferedModel['price'] {
  if (!isFields(pricing)) return null;
  const perToken = pair(pricing['prompt'], pricing['completion'], 1_000_000);
  return perToken ?? pair(pricing['input'], pricing['output'], 1);
}

function pair(prompt: unknown, completion: unknown, factor: number): OfferedModel['price'] {
  const [promptPerMillion, completionPerMillion] = [prompt, completion].map((value) =>
    typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
      ? Number(value) * factor
      : NaN,
  );
  if (promptPerMillion === undefined || completionPerMillion === undefined) return null;
  // OpenRouter's routers have -1, because the price depends on the model they choose.
  const usable = promptPerMillion >= 0 && completionPerMillion >= 0;
  return usable && Number.isFinite(promptPerMillion + completionPerMillion)
    ? { promptPerMillion, completionPerMillion }
    : null;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
