import type { ModelParameters, ModelRef } from '#shared/models/provider.ts';

/** An agent of the user that answers in a plain chat in place of Tutee. */
export interface ChatAssistant {
  readonly name: string;
  /** How it is to answer. */
  readonly instructions: string;
  /** The model that it asks where the chat has chosen none; null: as in every chat. */
  readonly model: ModelRef | null;
  readonly parameters: ModelParameters;
  /** False: no memory is sent to it. */
  readonly recalls: boolean;
  /** The id of the memory that it alone has, where what its chats teach is kept; null: none. */
  readonly memoryScope: string | null;
}

/** The agent of this id as an assistant; null: there is none. */
export type FindAssistant = (id: string) => ChatAssistant | null;
