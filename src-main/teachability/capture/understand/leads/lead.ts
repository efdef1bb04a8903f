/** What words do with the text before or after them. recipes/message-leads/README.md defines each kind. */
export const leads = ['needs_text', 'stands_alone', 'opens_own', 'is_text'] as const;

export type Lead = (typeof leads)[number];
