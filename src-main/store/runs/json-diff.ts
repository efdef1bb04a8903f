/** A diff of two JSON values, small when one grew out of the other, as a run's state does turn by turn. */

export type Json = string | number | boolean | null | Json[] | JsonObject;
type JsonObject = { [key: string]: Json };

/**
 * `[0, value]`: replaced. `[1, {key: diff}, [key, …]]`: an object with changed or new keys, and removed ones. `[2,
 * length, {index: diff}, [item, …]]`: an array truncated to a length, with changed and appended items.
 */
export type JsonDiff =
  | [kind: 0, value: Json]
  | [kind: 1, changed: { [key: string]: JsonDiff }, removed: string[]]
  | [kind: 2, length: number, changed: { [index: string]: JsonDiff }, added: Json[]];

/**
 * The diff from `before` to `after`; null when they are equal. Keys with undefined values count as absent, as in JSON.
 * Shares new values with `after`.
 */
export function diffJson(before: Json, after: Json): JsonDiff | null {
  if (before === after) return null;
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after);
  if (isObject(before) && isObject(after)) return diffObjects(before, after);
  return [0, after];
}

/** Applies a diff. Modifies `before` in place where possible; use the returned value. */
export function applyDiff(before: Json, change: JsonDiff): Json {
  switch (change[0]) {
    case 0:
      return change[1];
    case 1: {
      const object = isObject(before) ? before : {};
      for (const key of change[2]) delete object[key];
      for (const [key, inner] of Object.entries(change[1]))
        defineKey(object, key, applyDiff(Object.hasOwn(object, key) ? (object[key] ?? null) : null, inner));
      return object;
    }
    case 2: {
      const list = Array.isArray(before) ? before : [];
      list.length = Math.min(list.length, change[1]);
      for (const [at, inner] of Object.entries(change[2]))
        list[Number(at)] = applyDiff(list[Number(at)] ?? null, inner);
      for (const item of change[3]) list.push(item);
      return list;
    }
  }
}

function diffLists(before: Json[], after: Json[]): JsonDiff | null {
  const length = Math.min(before.length, after.length);
  const changed: { [index: string]: JsonDiff } = {};
  for (let at = 0; at < length; at += 1) {
    const change = diffJson(before[at] ?? null, after[at] ?? null);
    if (change !== null) changed[String(at)] = change;
  }
  const same = before.length === after.length && Object.keys(changed).length === 0;
  return same ? null : [2, length, changed, after.slice(length)];
}

function diffObjects(before: JsonObject, after: { [key: string]: Json | undefined }): JsonDiff | null {
  const changed: { [key: string]: JsonDiff } = {};
  for (const [key, value] of Object.entries(after)) {
    if (value === undefined) continue;
    const change: JsonDiff | null = Object.hasOwn(before, key)
      ? diffJson(before[key] ?? null, value)
      : [0, value];
    if (change !== null) defineKey(changed, key, change);
  }
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key) || after[key] === undefined);
  return Object.keys(changed).length === 0 && removed.length === 0 ? null : [1, changed, removed];
}

/** Sets any key, also `__proto__`, which a plain assignment would treat specially. */
function defineKey<Value>(object: { [key: string]: Value }, key: string, value: Value): void {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
