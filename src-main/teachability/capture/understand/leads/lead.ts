/** What words do with the text that comes before or after them. recipes/message-leads/README.md says what belongs to each. */
export const leads = ['needs_text', 'stands_alone', 'opens_own', 'is_text'] as const;

export type Lead = (typeof leads)[number];
