/** Reads from local programs what OpenAI's API does not contain: their models' context windows, vision, tools and reasoning. */
import type { ModelServer } from '../server/model-server.ts';
import { requestJson } from '../server/request-json.ts';
import { noRetry } from '../server/retry-policy.ts';
import { readModelList } from './read-model-list.ts';
import type { ListedModel } from './read-model-list.ts';

const TIMEOUT_MS = 3_000;
const MAX_BYTES = 8 * 1024 * 1024;
/** Ollama needs one request for each model; details of more models would take too long. */
const MOST_ASKED = 40;

/** The list with the server's details added. Never throws: missing details stay unknown. */
export async function withDetails(
  server: ModelServer,
  listed: readonly ListedModel[],
): Promise<readonly ListedModel[]> {
  try {
    if (server.kind === 'ollama') return await fromOllama(server, listed);
    if (server.kind === 'lmstudio') return await fromLMStudio(server, listed);
    if (server.kind === 'llamacpp') return await fromLlamaCpp(server, listed);
    return listed;
  } catch {
    return listed;
  }
}

async function fromOllama(server: ModelServer, listed: readonly ListedModel[]) {
  const shown = await Promise.all(
    listed.slice(0, MOST_ASKED).map(async ({ id }) => {
      const answer = await ask(server, '/api/show', { model: id }).catch(() => null);
      return [id, answer] as const;
    }),
  );
  const byId = new Map(shown);
  return listed.map((model) => {
    const answer = fieldsOf(byId.get(model.id));
    const { capabilities, model_info: info } = answer;
    if (!Array.isArray(capabilities)) return model;
    const context = Object.entries(fieldsOf(info)).find(([name]) => name.endsWith('.context_length'))?.[1];
    const [read] = readModelList([{ id: model.id, capabilities, context_length: context }]) ?? [];
    return read === undefined ? model : { ...model, ...known(read) };
  });
}

async function fromLMStudio(server: ModelServer, listed: readonly ListedModel[]) {
  const details = readModelList(await ask(server, '/api/v0/models')) ?? [];
  const byId = new Map(details.map((model) => [model.id, model]));
  return listed.map((model) => {
    const more = byId.get(model.id);
    return more === undefined ? model : { ...model, ...known(more) };
  });
}

async function fromLlamaCpp(server: ModelServer, listed: readonly ListedModel[]) {
  const answer = fieldsOf(await ask(server, '/props'));
  const context = fieldsOf(answer['default_generation_settings'])['n_ctx'];
  const { vision } = fieldsOf(answer['modalities']);
  // It serves one model, so its details apply to every name in its list.
  return listed.map((model) => ({
    ...model,
    context:
      typeof context === 'number' && Number.isSafeInteger(context) && context > 0 ? context : model.context,
    vision: typeof vision === 'boolean' ? vision : model.vision,
  }));
}

/** Only the known fields, so that unknown ones do not overwrite what another source knew. */
function known(model: ListedModel): Partial<ListedModel> {
  const { title: _title, ...facts } = model;
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
}

/** Sends a request beside the API, whose address ends in /v1. */
async function ask(
  server: ModelServer,
  path: string,
  body?: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const root = server.baseUrl.replace(/\/v1$/, '');
  const context = { server: { ...server, baseUrl: root }, model: null };
  return await requestJson({
    context,
    path,
    ...(body !== undefined && { body }),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    retry: noRetry,
  });
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
