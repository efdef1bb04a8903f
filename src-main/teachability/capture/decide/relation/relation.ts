/**
 * What a new statement of the user is to a memory. same: it says nothing that the memory does not. newer: the same thing has another
 * value now, or the memory was wrong. ended: what the memory says holds no more, and nothing takes its place. other: about something else.
 */
export const relations = ['same', 'newer', 'ended', 'other'] as const;

export type Relation = (typeof relations)[number];

/** How likely each is, 0 to 1; together 1. */
export type RelationScores = Readonly<Record<Relation, number>>;
