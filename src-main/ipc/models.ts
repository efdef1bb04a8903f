import type { CommandHandlers } from '#shared/contract/commands.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Provider } from '#shared/models/provider.ts';
import type { ModelDirectory } from '../models/directory/model-directory.ts';
import type { CurrentSettings } from '../settings/current-settings.ts';
import type { ServerKeys } from '../settings/server-keys.ts';

type ModelHandlers = Pick<
  CommandHandlers,
  Extract<keyof CommandHandlers, `models.${string}` | `providers.${string}`>
>;

/** @param onKeyChange called after a key, a header or the login of a proxy was set or removed. */
export function modelHandlers(
  directory: ModelDirectory,
  keys: ServerKeys,
  settings: Pick<CurrentSettings, 'get' | 'update' | 'view'>,
  onKeyChange: () => void,
): ModelHandlers {
  const providers = () => settings.get().providers;
  /** A provider has a key of its own only beside another at its origin; else it has the key of the origin. */
  const owner = (baseUrl: string, id: string | undefined) =>
    id !== undefined && othersAt(baseUrl, id, providers()) ? id : undefined;
  return {
    'models.detect': async () => ({ servers: await directory.detect() }),
    'models.list': async (server) => ({ models: await directory.list(server) }),
    'models.test': (choice) => directory.test(choice),
    'models.keyState': ({ baseUrl, provider }) => keys.state(baseUrl, provider),
    'models.setKey': async ({ baseUrl, provider, apiKey }) => {
      const state = await keys.set(baseUrl, apiKey, owner(baseUrl, provider));
      onKeyChange();
      return state;
    },
    'models.removeKey': async ({ baseUrl, provider }) => {
      const state = await keys.remove(baseUrl, provider);
      onKeyChange();
      return state;
    },
    'models.offers': async ({ providers: ids, fresh }) => ({ providers: await directory.offers(ids, fresh) }),
    'models.mendAddress': (input) => directory.mendAddress(input),
    'providers.remove': async ({ id }) => {
      const provider = need(id, providers());
      const { baseUrl } = provider;
      const view = settings.update({ providers: providers().filter((one) => one.id !== id) });
      await forgetLogin(provider, keys, providers());
      if (baseUrl !== null) await keys.forget(baseUrl, id, othersAt(baseUrl, id, providers()));
      onKeyChange();
      return view;
    },
    'providers.setHeader': async ({ id, name, value }) => {
      const { baseUrl, headerNames } = need(id, providers());
      if (baseUrl === null) throw new TuteeError('invalid_input', 'A model inside Tutee gets no headers.');
      await keys.setHeader(baseUrl, id, name, value);
      const others = headerNames.filter((other) => other !== name);
      const names = value === null ? others : [...others, name];
      const view = settings.update({
        providers: providers().map((one) => (one.id === id ? { ...one, headerNames: names } : one)),
      });
      onKeyChange();
      return view;
    },
    'providers.setProxyLogin': async ({ id, login }) => {
      const provider = need(id, providers());
      const { proxy } = provider;
      if (login !== null && (proxy === 'environment' || proxy === 'none'))
        throw new TuteeError('invalid_input', 'Give the address of the proxy first.', { field: 'proxy' });
      if (login !== null) await keys.setProxyPassword(proxy, login.user, login.password);
      const view = settings.update({
        providers: providers().map((one) =>
          one.id === id ? { ...one, proxyUser: login?.user ?? null } : one,
        ),
      });
      if (provider.proxyUser !== login?.user) await forgetLogin(provider, keys, providers());
      onKeyChange();
      return view;
    },
  };
}

/** Removes the password for a provider's proxy, unless another provider uses it too. */
async function forgetLogin(
  { id, proxy, proxyUser = null }: Provider,
  keys: ServerKeys,
  providers: readonly Provider[],
): Promise<void> {
  const isShared = providers.some(
    (one) => one.id !== id && one.proxy === proxy && one.proxyUser === proxyUser,
  );
  if (proxyUser !== null && !isShared) await keys.setProxyPassword(proxy, proxyUser, null);
}

function need(id: string, providers: readonly Provider[]): Provider {
  const provider = providers.find((one) => one.id === id);
  if (provider === undefined) throw new TuteeError('not_found', 'That provider is not there any more.');
  return provider;
}

/** Whether another provider is at the origin of this address. */
function othersAt(baseUrl: string, id: string, providers: readonly Provider[]): boolean {
  const { origin } = new URL(baseUrl);
  return providers.some(
    (one) => one.id !== id && one.baseUrl !== null && new URL(one.baseUrl).origin === origin,
  );
}
