/**
 * The engine runs agents: models, tools and people that talk to each other. It is pure TypeScript and knows shared/ and
 * these ports only.
 */
export type { ChatModel } from '#shared/model.ts';
