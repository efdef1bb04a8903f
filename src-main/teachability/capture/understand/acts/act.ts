import { messageActs } from '#shared/memory/message-act.ts';
import type { MessageAct } from '#shared/memory/message-act.ts';

export const acts = messageActs;
export type Act = MessageAct;
