import type { SelectorFunc } from './selector-manager.ts';

export interface RandomSpeakerOptions {
  /** Whether the previous speaker may be taken again; default false. */
  readonly allowRepeatedSpeaker?: boolean;
  /** From 0 up to, but not including, 1; a fixed one makes runs reproducible. */
  readonly random?: () => number;
}

/** A `selectorFunc` that takes one of these participants at random. AutoGen 0.2's `random`. */
export function randomSpeaker(
  names: readonly string[],
  { allowRepeatedSpeaker = false, random = Math.random }: RandomSpeakerOptions = {},
): SelectorFunc {
  return (_thread, previous) => {
    const others = allowRepeatedSpeaker ? names : names.filter((name) => name !== previous);
    const from = others.length === 0 ? names : others;
    return from[Math.floor(random() * from.length)] ?? null;
  };
}
