/** The trigger of a NestedChatAgent in its component: sources, text, or both. */
import type { Json } from '../../component/component-json.ts';
import { isObject, stringsIn } from '../../component/component-json.ts';

export interface Trigger {
  /** Empty: any speaker. */
  readonly sources: readonly string[];
  /** Empty: any text. */
  readonly text: string;
}

export function readTrigger(value: Json | undefined): Trigger {
  if (typeof value === 'string') return { sources: [value], text: '' };
  if (!isObject(value)) return { sources: stringsIn(value), text: '' };
  const { sources, text } = value;
  return { sources: stringsIn(sources), text: typeof text === 'string' ? text : '' };
}

/** Undefined when the trigger is empty. */
export function writeTrigger({ sources, text }: Trigger): Json | undefined {
  if (text === '') return sources.length === 0 ? undefined : sources;
  return { ...(sources.length > 0 && { sources }), text };
}
