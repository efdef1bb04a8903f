/** What makes an agent ask others first, in its component: names, words, or both. */
import type { Json } from '../../component/component-json.ts';
import { isObject, textsIn } from '../../component/component-json.ts';

export interface Trigger {
  /** None: anybody. */
  readonly sources: readonly string[];
  /** Empty: whatever was said. */
  readonly text: string;
}

export function readTrigger(value: Json | undefined): Trigger {
  if (typeof value === 'string') return { sources: [value], text: '' };
  if (!isObject(value)) return { sources: textsIn(value), text: '' };
  const { sources, text } = value;
  return { sources: textsIn(sources), text: typeof text === 'string' ? text : '' };
}

/** Undefined when it says nothing. */
export function writtenTrigger({ sources, text }: Trigger): Json | undefined {
  if (text === '') return sources.length === 0 ? undefined : sources;
  return { ...(sources.length > 0 && { sources }), text };
}
