import type { ModelStatus } from '../../../../shared/models/model.ts';
import type { ModelChoice, ModelParameters, ModelRef, Provider } from '../../../../shared/models/provider.ts';
import type { Settings } from '../../../../shared/settings.ts';

export interface ChosenModel {
  /** Null: no model answers. */
  readonly provider: Provider | null;
  /** Null: the provider picks one, and it is not known yet which. */
  readonly model: string | null;
  /** Who chose it. */
  readonly by: 'chat' | 'project' | 'settings';
}

interface Choices {
  readonly ofChat: ModelChoice | null;
  readonly ofProject: ModelChoice | null;
  readonly settings: Pick<Settings, 'providers' | 'defaultProvider'>;
  readonly status: ModelStatus | null;
}

/** The model of the next answer: the first of chat, project and settings whose provider exists. */
export function chosenModel({ ofChat, ofProject, settings, status }: Choices): ChosenModel {
  const find = (id: string | undefined) => settings.providers.find((provider) => provider.id === id);
  // As in the main process: a chat without a choice of its own uses its project's choice as a whole.
  const wanted =
    ofChat?.ref != null
      ? ({ ref: ofChat.ref, by: 'chat' } as const)
      : ({ ref: ofProject?.ref ?? null, by: 'project' } as const);
  const provider = find(wanted.ref?.provider);
  if (wanted.ref !== null && provider !== undefined)
    return { provider, model: wanted.ref.model ?? takenBy(provider, status), by: wanted.by };
  const byDefault = find(settings.defaultProvider ?? undefined) ?? null;
  return { provider: byDefault, model: takenBy(byDefault, status), by: 'settings' };
}

/** The status knows which model the default provider picks. */
function takenBy(provider: Provider | null, status: ModelStatus | null): string | null {
  if (provider === null) return null;
  return provider.model ?? (status?.provider === provider.id ? status.model : null);
}

export function isSameModel(one: ModelRef, other: ModelRef): boolean {
  return one.provider === other.provider && one.model === other.model;
}

const noParameters: ModelParameters = { effort: null, temperature: null, maxTokens: null };

/** The parameters of a choice without its model. */
export function parametersOf(choice: ModelParameters | null | undefined): ModelParameters {
  const { effort, temperature, maxTokens } = choice ?? noParameters;
  return { effort, temperature, maxTokens };
}

/** A choice with one change; null if nothing is chosen any more. */
export function changedChoice(choice: ModelChoice | null, changes: Partial<ModelChoice>): ModelChoice | null {
  const before = choice ?? { ref: null, effort: null, temperature: null, maxTokens: null };
  const next = { ...before, ...changes };
  return Object.values(next).every((value) => value === null) ? null : next;
}
