import * as z from 'zod';

/** What a part of a message does. recipes/message-acts/README.md says what belongs to each. */
export const messageActs = [
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

export type MessageAct = (typeof messageActs)[number];

/** What Tutee takes a part of a message for. */
export const understoodPartSchema = z.strictObject({
  text: z.string(),
  act: z.enum(messageActs),
});
export type UnderstoodPart = z.infer<typeof understoodPartSchema>;
