/** Where the models of a provider run. */
import { presets } from '#shared/models/presets.ts';
import type { Provider } from '#shared/models/provider.ts';
import { isHostedElsewhere, isLocal } from '../server/is-local.ts';

/** Whether it is a program on this machine of a kind that reports its context window. */
export function isProgram({ kind, baseUrl }: Provider): boolean {
  const local = presets.some((preset) => preset.kind === kind && preset.local);
  return local && baseUrl !== null && isLocal(baseUrl);
}

/** Whether requests to this model never leave this machine. */
export function staysHere({ baseUrl }: Provider, model: string | null): boolean {
  return baseUrl === null || (isLocal(baseUrl) && !isHostedElsewhere(model ?? ''));
}
