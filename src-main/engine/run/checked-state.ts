import { TuteeError } from '#shared/errors.ts';

/** Copies made here: a state inside another one is not walked again at each level. */
const checked = new WeakSet<object>();

/**
 * A copy of what a part gave as its state, so that later changes of the part do not reach it. Plain data only, because a state is
 * kept as JSON: a Date or a Map would come back as something else. Undefined is null, or no key of an object. A negative zero is 0.
 * @param owner whose state it is, for the message. Throws `invalid_output` with the path as `field`.
 */
export function checkedState(state: unknown, owner: string): unknown {
  return copy(state ?? null, { owner, path: [], within: new Set() });
}

/** Marks a state that was put together from checked ones. */
export function markChecked<State extends object>(state: State): State {
  checked.add(state);
  return state;
}

interface Place {
  readonly owner: string;
  readonly path: readonly PropertyKey[];
  /** The objects around this place: one that holds itself has no end. */
  readonly within: Set<object>;
}

function copy(value: unknown, place: Place): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (typeof value !== 'object')
    throw wrongState(place, typeof value === 'number' ? String(value) : `a ${typeof value}`);
  if (checked.has(value)) return value;
  if (place.within.has(value)) throw wrongState(place, 'an object that holds itself');
  place.within.add(value);
  const copied = Array.isArray(value)
    ? Array.from(value, (item: unknown, index) => copy(item ?? null, at(place, index)))
    : copyObject(value, place);
  place.within.delete(value);
  return markChecked(copied);
}

function copyObject(value: object, place: Place): object {
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || prototype === Object.prototype;
  if (!isPlain || Object.getOwnPropertySymbols(value).length > 0) throw wrongState(place, kindOf(value));
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]): [string, unknown] => [key, copy(item, at(place, key))]);
  return Object.fromEntries(entries);
}

function at(place: Place, key: PropertyKey): Place {
  return { ...place, path: [...place.path, key] };
}

function wrongState({ owner, path }: Place, found: string): TuteeError {
  const field = ['state', ...path].map(String).join('.');
  return new TuteeError(
    'invalid_output',
    `The state of ${owner} cannot be saved: ${field} is ${found}. Save plain data: texts, finite numbers, true, false, null, lists and plain objects.`,
    { field },
  );
}

function kindOf(value: object): string {
  const name = (value as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === 'string' && name !== 'Object' ? `an object of the class ${name}` : 'no plain object';
}
