/** What changed between two JSON values, small where one grew out of the other, as the state of a run does turn by turn. */

export type Json = string | number | boolean | null | Json[] | JsonObject;
type JsonObject = { [key: string]: Json };

/**
 * `[0, value]`: another value. `[1, {key: change}, [key, …]]`: an object with changed or new keys, and some gone. `[2, length,
 * {index: change}, [item, …]]`: a list cut to a length, changed at places, and longer by items.
 */
export type StateChange =
  | [kind: 0, value: Json]
  | [kind: 1, changed: { [key: string]: StateChange }, gone: string[]]
  | [kind: 2, length: number, changed: { [index: string]: StateChange }, added: Json[]];

/** Null: nothing. What is undefined in an object of `after` is not there, as in its text. Shares what is new with `after`. */
export function changesBetween(before: Json, after: Json): StateChange | null {
  if (before === after) return null;
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after);
  if (isObject(before) && isObject(after)) return objectChanges(before, after);
  return [0, after];
}

/** Changes `before` itself as far as it can; the result is what it has become. */
export function withChanges(before: Json, change: StateChange): Json {
  switch (change[0]) {
    case 0:
      return change[1];
    case 1: {
      const object = isObject(before) ? before : {};
      for (const key of change[2]) delete object[key];
      for (const [key, inner] of Object.entries(change[1]))
        put(object, key, withChanges(Object.hasOwn(object, key) ? (object[key] ?? null) : null, inner));
      return object;
    }
    case 2: {
      const list = Array.isArray(before) ? before : [];
      list.length = Math.min(list.length, change[1]);
      for (const [at, inner] of Object.entries(change[2]))
        list[Number(at)] = withChanges(list[Number(at)] ?? null, inner);
      for (const item of change[3]) list.push(item);
      return list;
    }
  }
}

function listChanges(before: Json[], after: Json[]): StateChange | null {
  const length = Math.min(before.length, after.length);
  const changed: { [index: string]: StateChange } = {};
  for (let at = 0; at < length; at += 1) {
    const change = changesBetween(before[at] ?? null, after[at] ?? null);
    if (change !== null) changed[String(at)] = change;
  }
  const same = before.length === after.length && Object.keys(changed).length === 0;
  return same ? null : [2, length, changed, after.slice(length)];
}

function objectChanges(before: JsonObject, after: { [key: string]: Json | undefined }): StateChange | null {
  const changed: { [key: string]: StateChange } = {};
  for (const [key, value] of Object.entries(after)) {
    if (value === undefined) continue;
    const change: StateChange | null = Object.hasOwn(before, key)
      ? changesBetween(before[key] ?? null, value)
      : [0, value];
    if (change !== null) put(changed, key, change);
  }
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key) || after[key] === undefined);
  return Object.keys(changed).length === 0 && gone.length === 0 ? null : [1, changed, gone];
}

/** Also a key such as `__proto__`, which a plain assignment would take for something else. */
function put<Value>(object: { [key: string]: Value }, key: string, value: Value): void {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
