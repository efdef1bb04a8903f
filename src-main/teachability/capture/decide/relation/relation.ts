/**
 * The relation of a new statement to a memory. same: it says nothing new. newer: the same thing now has another value, or the memory was
 * wrong. ended: what the memory says no longer holds, without a replacement. other: it is about something else.
 */
export const relations = ['same', 'newer', 'ended', 'other'] as const;

export type Relation = (typeof relations)[number];

/** The likelihood of each relation, 0 to 1; they sum to 1. */
export type RelationScores = Readonly<Record<Relation, number>>;
