/**
 * The topics (capture/topics.ts) that a question and a standing memory share: "Which restaurants are good in Rome?" and "I can't stand
 * seafood" share no word, but both are about food. By rules, so that it works without an embedder.
 */
import type { Memory } from '#shared/memory/memory.ts';
import { topics, topicsOf } from '../capture/extract/topics.ts';
import { ASKED_TOPICS, TOPICLESS_SHARE, TOPICS_LENGTH } from './constants.ts';
import { cachedByText } from './cached-by-text.ts';

export interface SharedTopics {
  /** The share of the question's topics, 0..1. */
  readonly share: number;
  /** The first of them that is a cue of the memory. */
  readonly cue: string | null;
}

const known: ReadonlySet<string> = new Set(topics.map(({ about }) => about));
/** Used if no cue is a topic: a model words cues freely, and instructions have none. */
const topicsOfText = cachedByText((text) => topicsOf(text.slice(0, TOPICS_LENGTH), ASKED_TOPICS));

export function topicsAsked(query: string): string[] {
  return topicsOf(query.slice(0, TOPICS_LENGTH), ASKED_TOPICS);
}

/** Null if the question has no topic: then topics say nothing about any memory. */
export function sharedTopics(asked: readonly string[], { cues, text }: Memory): SharedTopics | null {
  if (asked.length === 0) return null;
  const own = cues.flatMap((cue) => (known.has(cue.text) ? cue.text : []));
  const all = own.length > 0 ? own : topicsOfText(text);
  if (all.length === 0) return { share: TOPICLESS_SHARE, cue: null };
  const shared = asked.filter((topic) => all.includes(topic));
  return {
    share: shared.length / asked.length,
    cue: shared.find((topic) => own.includes(topic)) ?? null,
  };
}
