import type { OfferedModel, ProviderOffer } from '../../../../shared/models/offered-model.ts';
import type { ModelRef, Provider } from '../../../../shared/models/provider.ts';
import type { Settings } from '../../../../shared/settings.ts';
import { isSameModel } from './chosen-model.ts';
import { t } from '../../../language/translate.ts';

export interface ModelOption {
  readonly ref: ModelRef;
  readonly label: string;
  /** The provider's name if the group does not show it. */
  readonly place: string | null;
  /** What the server says about it; null: unknown. */
  readonly facts: OfferedModel | null;
}

export interface ModelGroup {
  readonly name: string;
  readonly options: readonly ModelOption[];
  /** Why the group is empty; null: it is not, or the search found nothing. */
  readonly note: string | null;
}

interface Offered {
  readonly settings: Pick<Settings, 'providers' | 'favouriteModels' | 'recentModels'>;
  /** Null: not loaded yet. */
  readonly offers: readonly ProviderOffer[] | null;
  readonly search: string;
  /** The provider of a typed name; null: none. */
  readonly typedFor: Provider | null;
}

/** The maximum number shown per provider; the search finds the others. */
const MOST_SHOWN = 60;

/** The models to choose from: favourites, recent ones, those of each provider, and the name typed in the search. */
export function modelGroups({ settings, offers, search, typedFor }: Offered): ModelGroup[] {
  const { providers, favouriteModels, recentModels } = settings;
  const wanted = search.trim().toLowerCase();
  const matches = ({ ref, label, place }: ModelOption) =>
    `${label} ${ref.model ?? ''} ${place ?? ''}`.toLowerCase().includes(wanted);
  const named = (refs: readonly ModelRef[]) =>
    refs.flatMap((ref) => namedOption(ref, providers, offers) ?? []).filter(matches);
  const others = recentModels.filter((ref) => !favouriteModels.some((one) => isSameModel(one, ref)));
  const groups = [
    { name: t('Favourites'), options: named(favouriteModels), note: null },
    { name: t('Recent'), options: named(others), note: null },
    ...providers.map((provider) => providerGroup(provider, offers, matches)),
    typedGroup(search.trim(), typedFor, offers),
  ];
  return groups.filter(({ options, note }) => options.length > 0 || (note !== null && wanted === ''));
}

function namedOption(
  ref: ModelRef,
  providers: readonly Provider[],
  offers: Offered['offers'],
): ModelOption | null {
  const provider = providers.find(({ id }) => id === ref.provider);
  if (provider === undefined || ref.model === null) return null;
  const facts = modelsOf(provider, offers)?.find(({ id }) => id === ref.model) ?? null;
  return { ref, label: facts?.title ?? ref.model, place: provider.name, facts };
}

function providerGroup(
  provider: Provider,
  offers: Offered['offers'],
  matches: (option: ModelOption) => boolean,
): ModelGroup {
  const { id, name } = provider;
  const offer = offers?.find((one) => one.provider === id);
  const options = (offer?.models ?? [])
    .filter(({ chats }) => chats)
    .map((facts) => ({
      ref: { provider: id, model: facts.id },
      label: facts.title ?? facts.id,
      place: null,
      facts,
    }))
    .filter((option) => matches({ ...option, place: name }));
  const own: ModelOption[] =
    options.length === 0 && provider.model !== null
      ? [{ ref: { provider: id, model: provider.model }, label: provider.model, place: null, facts: null }]
      : [];
  const shown = [
    ...options.slice(0, MOST_SHOWN),
    ...own.filter((option) => matches({ ...option, place: name })),
  ];
  return { name, options: shown, note: noteOf(offer) };
}

function noteOf(offer: ProviderOffer | undefined): string | null {
  if (offer === undefined) return t('Asking for its models…');
  return (
    offer.error?.message ?? (offer.models.length === 0 ? t('It lists no models. Type a name above.') : null)
  );
}

/** A name that is in no list can still be chosen. */
function typedGroup(name: string, provider: Provider | null, offers: Offered['offers']): ModelGroup {
  const isListed = provider !== null && modelsOf(provider, offers)?.some(({ id }) => id === name) === true;
  const usable = name !== '' && name.length <= 200 && provider !== null && !isListed;
  const options = usable
    ? [{ ref: { provider: provider.id, model: name }, label: name, place: provider.name, facts: null }]
    : [];
  return { name: t('As typed'), options, note: null };
}

function modelsOf({ id }: Provider, offers: Offered['offers']): readonly OfferedModel[] | undefined {
  return offers?.find(({ provider }) => provider === id)?.models;
}

/** "reads 32k · sees images · uses tools · thinks", as far as known. */
export function factsLine(facts: OfferedModel | null): string {
  if (facts === null) return '';
  const { context, vision, tools, thinking, price } = facts;
  const parts = [
    context === null ? null : t('reads {{tokens}}', { tokens: formatContext(context) }),
    vision === true ? t('sees images') : null,
    tools === true ? t('uses tools') : null,
    thinking === true ? t('thinks') : null,
    price === null ? null : priceLine(price),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

function priceLine({ promptPerMillion, completionPerMillion }: NonNullable<OfferedModel['price']>): string {
  if (promptPerMillion === 0 && completionPerMillion === 0) return t('free');
  return t('${{read}} in, ${{written}} out', {
    read: trimmed(promptPerMillion),
    written: trimmed(completionPerMillion),
  });
}

function trimmed(amount: number): string {
  return String(Number(amount.toPrecision(3)));
}

/** Formats a number of tokens: 8192 -> "8k", 1048576 -> "1M". */
function formatContext(tokens: number): string {
  if (tokens < 1_000) return String(tokens);
  if (tokens < 1_000_000) return `${Math.round(tokens / (tokens % 1_024 === 0 ? 1_024 : 1_000))}k`;
  return `${trimmed(tokens / (tokens % 1_048_576 === 0 ? 1_048_576 : 1_000_000))}M`;
}
