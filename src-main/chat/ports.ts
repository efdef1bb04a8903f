/**
 * What a chat needs from the rest of Tutee; joined in compose.ts. The same store interface is implemented twice over:
 * by the database file, and by a database in memory for temporary conversations.
 */
import type { RequestUsage } from '#shared/agents/message-base.ts';
import type {
  AnswerWait,
  CaptureState,
  Conversation,
  Message,
  MessageView,
  TokenUsage,
} from '#shared/conversation.ts';
import type { ErrorData } from '#shared/errors.ts';
import type { MemoryScope, Remembered } from '#shared/memory/memory.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { RecallAudience, RecallReport } from '#shared/memory/recall.ts';

/** The fields of a message that change while it is written. */
export type MessageChanges = Partial<
  Pick<Message, 'text' | 'reasoning' | 'status' | 'error' | 'model' | 'usage' | 'durationMs'>
>;

/** What is known of messages of one branch that decides whether they may leave this machine. */
export interface PrivacyMarks {
  /** Messages that a private memory was used for, or that taught, changed or repeated one. */
  readonly own: ReadonlySet<string>;
  /** By a version that the user wrote: the answer it was first made from. */
  readonly originals: ReadonlyMap<string, string>;
  /** By answer: earlier messages that its request did not hold. */
  readonly leftOut: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface ConversationStore {
  /** What `work` writes is on disk when this returns, or none of it is when it throws; one wait for the disk in all. */
  together<T>(work: () => T): T;
  /** Newest first, by their last message; those of one project, when one is given. */
  list(limit: number, offset: number, projectId?: string): { items: Conversation[]; total: number };
  get(id: string): Conversation | undefined;
  create(conversation: Conversation): void;
  /** Throws `not_found`. */
  rename(id: string, title: string, at: number): Conversation;
  /** Into a project, or (null) out of any. Throws `not_found`. */
  move(id: string, projectId: string | null): Conversation;
  /** Whether private messages of it may go to models elsewhere. Throws `not_found`. */
  sendPrivate(id: string, allowed: boolean): Conversation;
  /** Removes the conversation with its messages and receipts; throws `not_found`. */
  remove(id: string): void;

  message(id: string): Message | undefined;
  /** The last `limit` messages of the shown branch, oldest first, or those before message `before`. */
  branch(
    conversationId: string,
    limit: number,
    before?: string,
  ): { messages: MessageView[]; hasEarlier: boolean };
  /** All messages from the root to this one, oldest first. */
  pathTo(messageId: string): Message[];
  /**
   * Adds a user message and its empty answer as the new end of the shown branch, in one transaction.
   * `requestId` is remembered, so that `turnOf` finds the turn again. A null `user` adds an answer beside an earlier one.
   */
  startTurn(requestId: string | null, user: Message | null, answer: Message): void;
  /** Adds the user's version of an answer beside it, as the new end of the shown branch. */
  addVersion(version: Message, originalId: string): void;
  /** Messages that stand at the same place, this one among them, oldest first. */
  versionsOf(messageId: string): Message[];
  /** Shows the branch that this message is in, to its newest end. Throws `not_found`. */
  showBranchOf(messageId: string): void;
  /** Adds a message, whose parent is the end of the shown branch, as its new end. Throws `not_found` without its chat. */
  append(message: Message): void;
  /** The turn that a request started; undefined when it is new. */
  turnOf(requestId: string): { userMessageId: string; answerId: string } | undefined;
  update(messageId: string, changes: MessageChanges): void;
  /** What is written of a message so far. It outlives the process at once, and a failure of the machine soon. */
  grow(messageId: string, written: { readonly text: string; readonly reasoning: string }): void;
  view(messageId: string): MessageView | undefined;

  saveReceipt(messageId: string, report: RecallReport): void;
  receipt(messageId: string): RecallReport | undefined;
  /** By the memories as they are now. */
  privacyOf(messageIds: readonly string[]): PrivacyMarks;
  /** That the request for an answer did not hold these messages. */
  saveLeftOut(answerId: string, messageIds: readonly string[]): void;
  /** That a message, or a run by its id, repeats these memories although no receipt says so. */
  saveTraces(holderId: string, memoryIds: readonly string[]): void;
  /** Null: nothing is being learned from this message. */
  setCapture(messageId: string, state: CaptureState | null): void;
  /**
   * At the start: captures that an earlier run left unfinished become `failed`, answers `stopped`, or `failed` when not a word of
   * them came.
   */
  settleInterrupted(): void;
}

/** A message a person wrote, and nothing else: the only thing learning ever sees. */
export interface UserWords {
  readonly conversationId: string;
  readonly messageId: string;
  readonly text: string;
  readonly at: number;
  /** Where what it teaches applies; everywhere when not given. */
  readonly scope?: MemoryScope;
  /** Where else memories come to mind for it: what is to be forgotten is looked for there too. */
  readonly also?: readonly MemoryScope[];
  /** The turn before, which helps to understand it; null at the beginning of a chat. */
  readonly before: { readonly request: string; readonly answer: string } | null;
}

/** An answer that the user changed by hand; what they changed is theirs. */
export interface EditedAnswer {
  readonly conversationId: string;
  /** Of the user's version, which stands beside the original. */
  readonly messageId: string;
  readonly request: string;
  readonly original: string;
  readonly edited: string;
  readonly at: number;
  /** Where what it teaches applies; everywhere when not given. */
  readonly scope?: MemoryScope;
}

/** What a message of the user's said before they changed it. */
export interface EarlierWording {
  readonly messageId: string;
  readonly text: string;
}

/** What earlier wordings of a message taught, looked at again; no model is asked. Implemented by teachability. */
export interface Rewording {
  /** Memories that only an earlier wording speaks for, and that the words say otherwise. */
  doubted(words: UserWords, earlier: readonly EarlierWording[]): readonly string[];
  /**
   * Call it when the words were learned from: what they taught takes the place of what is doubted; `forgets` says what becomes
   * of the rest of it. True when anything changed.
   */
  settle(words: UserWords, earlier: readonly EarlierWording[], forgets: 'all' | 'proposed' | 'none'): boolean;
}

/** What was explicitly taught or forgotten by a message. */
export interface Told {
  readonly remembered: readonly Remembered[];
  /** Tutee's own answer, where one is due; no model is asked then. */
  readonly reply: string | null;
  /** True: there is nothing left in the message to learn from. */
  readonly complete: boolean;
  /** Ids of memories that the reply lists without changing them. */
  readonly listed: readonly string[];
}

/** Learning from the user's messages. Implemented by teachability. */
export interface Learning {
  /** "Remember that …", "forget …": done at once, by rules alone, before the answer. */
  told(words: UserWords): Promise<Told>;
  /**
   * Learns by itself: by rules without a model, else in one structured call. Throws when learning failed.
   * @param policy `ask`: what is learned waits for the user's word.
   */
  learnFrom(
    words: UserWords,
    model: ChatModel | null,
    signal: AbortSignal,
    policy: 'automatic' | 'ask',
  ): Promise<readonly Remembered[]>;
  /** Learns from what the user changed in an answer, under the same conditions. */
  learnFromEdit(
    answer: EditedAnswer,
    model: ChatModel | null,
    signal: AbortSignal,
    policy: 'automatic' | 'ask',
  ): Promise<readonly Remembered[]>;
}

export interface RecallRequest {
  readonly query: string;
  /** The most tokens the memories may take. */
  readonly budgetTokens: number;
  /** False holds private memories back. */
  readonly destinationLocal: boolean;
  /** memory: they are the answer themselves. */
  readonly audience: RecallAudience;
  /** Memories this very message taught, or says otherwise: the model reads it in the message itself. */
  readonly exclude: ReadonlySet<string>;
  /** Ids of assistants and projects whose memories are considered beside those of everywhere; left out: none. */
  readonly scopes?: readonly string[];
}

/** Recall before the answer: no model call, never throws. Implemented by teachability. */
export interface Recalling {
  /** To be told of a message as soon as it is there: what recalling for it takes longest for may begin. */
  expect(query: string): void;
  recall(request: RecallRequest): Promise<RecallReport>;
  markUsed(memoryIds: readonly string[], at: number): void;
}

/** Which model answers now; null in memory mode. Throws a model error when one is configured but cannot be had. */
export interface Models {
  current(): Promise<ChatModel | null>;
}

/** The words of an answer without a model, and which memories they show. */
export type MemoryAnswer = (parts: {
  readonly message: string;
  readonly remembered: readonly Remembered[];
  readonly report: RecallReport | null;
}) => { readonly text: string; readonly shown: readonly string[] };

/** A piece of an answer as it arrives. Reasoning never mixes with the answer's own text. */
export interface AnswerDelta {
  readonly text: string;
  readonly reasoning: string;
}

/** How an answer ended; closed, so that whoever runs one must deal with each. */
export type AnswerOutcome =
  /** `cut`: the model's limit of tokens cut it. */
  | { readonly status: 'complete'; readonly usage: TokenUsage | null; readonly cut: boolean }
  | { readonly status: 'stopped' }
  | { readonly status: 'failed'; readonly error: ErrorData };

/** An answer that a model gave, or did not. */
export interface Answered {
  readonly outcome: AnswerOutcome;
  /** What requests behind it used, where the server said so; one that failed is paid for too. */
  readonly used: readonly RequestUsage[];
}

export interface AnswerRequest {
  readonly model: ChatModel;
  /** What Tutee is told about itself and this day. */
  readonly instructions: string;
  /** What was said up to the message that is to be answered, oldest first. */
  readonly history: readonly ModelMessage[];
  /** Stands beside the instructions in this one request, and in nothing that is kept; empty for nothing. */
  readonly notes: string;
  /** Called once, when the request is under way and before anything is heard of its answer. What it throws ends the answer. */
  readonly onRequest: () => void;
  /** Called when the model is not asked for a while. */
  readonly onWait: (wait: AnswerWait) => void;
  /** Called with each piece as it arrives. What it throws ends the answer, and is thrown. */
  readonly onDelta: (delta: AnswerDelta) => void;
}

/**
 * An answer of a model to what was said in a chat, as one run of the engine. Until the request is under way it waits for
 * nothing: no disk, no clock. How it ends is data; the pieces that came before a failure stand.
 */
export type Answering = (request: AnswerRequest, signal: AbortSignal) => Promise<Answered>;

/** The sums of what requests to models used. Temporary chats are in none. */
export interface UsageSums {
  add(agent: string, usage: RequestUsage, at: number): void;
}
