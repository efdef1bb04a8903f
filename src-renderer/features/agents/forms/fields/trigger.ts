/** What makes an agent ask others first, in its component: names, words, or both. */
import type { Json } from '../../component/component-json.ts';
import { isObject, stringsIn } from '../../component/component-json.ts';

export interface Trigger {
  /** None: anybody. */
  readonly sources: readonly string[];
  /** Empty: whatever was said. */
  readonly text: string;
}

export function readTrigger(value: Json | undefined): Trigger {
  if (typeof value === 'string') return { sources: [value], text: '' };
  if (!isObject(value)) return { sources: stringsIn(value), text: '' };
  const { sources, text } = value;
  return { sources: stringsIn(sources), text: typeof text === 'string' ? text : '' };
}

/** Undefined when it says nothing. */
export function writeTrigger({ sources, text }: Trigger): Json | undefined {
  if (text === '') return sources.length === 0 ? undefined : sources;
  return { ...(sources.length > 0 && { sources }), text };
}
