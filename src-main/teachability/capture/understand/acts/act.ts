/** What a part of a message does. recipes/message-acts/README.md says what belongs to each. */
export const acts = [
  'teach',
  'tell',
  'order',
  'cancel',
  'correct',
  'forget',
  'dont_keep',
  'keep_again',
  'ask_memory',
  'work_on_text',
  'material',
  'request',
  'chat',
] as const;

export type Act = (typeof acts)[number];
