/** What the chat needs from the rest of Tutee, besides tools (tool-ports.ts). `ConversationStore` has two instances: the file, and one in memory. */
import type { Bin } from '#shared/bin.ts';
import type { Attachment } from '#shared/attachments/attachment.ts';
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
import type { ModelChoice } from '#shared/models/provider.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { CutReason } from '#shared/models/reasons.ts';
import type { RecallAudience, RecallReport } from '#shared/memory/recall.ts';
import type { AnswerPassages } from './passage-ports.ts';
import type { CallStore, ToolUse } from './tool-ports.ts';

/** The fields of a message that change while it is being written. */
export type MessageChanges = Partial<
  Pick<
    Message,
    | 'text'
    | 'reasoning'
    | 'status'
    | 'error'
    | 'model'
    | 'provider'
    | 'usage'
    | 'durationMs'
    | 'cut'
    | 'shortened'
  >
>;

/** What decides whether messages of one branch may leave this machine. All keys and values are message ids. */
export interface PrivacyMarks {
  /** Messages that used a private memory, or that taught, changed or repeated one. */
  readonly own: ReadonlySet<string>;
  /** Version written by the user -> the answer it was first made from. */
  readonly originals: ReadonlyMap<string, string>;
  /** Answer -> earlier messages that its request did not include. */
  readonly leftOut: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface ConversationStore {
  /** The calls of tools in its answers. */
  readonly calls: CallStore;
  /** The passages of files that its answers were given. */
  readonly passages: AnswerPassages;
  /** Runs `work` in one transaction: everything it wrote is on disk when this returns, nothing when it throws. One fsync. */
  inTransaction<T>(work: () => T): T;
  /** Pinned ones first, then newest last message first; of one project when `projectId` is given, or in the archive. */
  list(
    limit: number,
    offset: number,
    which?: { readonly projectId?: string | undefined; readonly archived?: boolean | undefined },
  ): { items: Conversation[]; total: number };
  /** Undefined also for one in the bin. */
  get(id: string): Conversation | undefined;
  create(conversation: Conversation): void;
  /** Throws `not_found`. */
  rename(id: string, title: string, at: number): Conversation;
  /** Moves it into a project; null: out of its project. Throws `not_found`. */
  move(id: string, projectId: string | null): Conversation;
  /** Sets whether its private messages may go to models on other machines. Throws `not_found`. */
  sendPrivate(id: string, allowed: boolean): Conversation;
  /** Chooses the model, or the agent, of its next answers; null: as its project or the settings say, or Tutee. Throws `not_found`. */
  chooseModel(id: string, choice: ModelChoice | null): Conversation;
  chooseAssistant(id: string, assistantId: string | null): Conversation;
  /** The answers of models in all its branches, with what they used. */
  answersOf(conversationId: string): Pick<Message, 'id' | 'model' | 'provider' | 'usage'>[];
  /** Lists it before all others, since `at`; null: in its place. Throws `not_found`. */
  pin(id: string, at: number | null): Conversation;
  /** Puts it into the archive until its next message; null takes it out. Throws `not_found`. */
  archive(id: string, at: number | null): Conversation;
  /** Deleted ones, for as long as that can be undone. */
  readonly bin: Bin;
  /** Deletes the conversation with its messages and receipts. Throws `not_found`. */
  remove(id: string): void;

  message(id: string): Message | undefined;
  /** The last `limit` messages of the shown branch, oldest first; with `before`, the last ones before that message. */
  branch(
    conversationId: string,
    limit: number,
    before?: string,
  ): { messages: MessageView[]; hasEarlier: boolean };
  /** All messages from the root to this one, oldest first. */
  pathTo(messageId: string): Message[];
  /**
   * Appends a user message and its empty answer to the shown branch, in one transaction. `requestId` is stored, so that
   * `turnOf` finds the turn again. With a null `user` only the answer is added, as a sibling of an earlier one.
   */
  startTurn(requestId: string | null, user: Message | null, answer: Message): void;
  /** Adds the user's version of an answer as its sibling and as the new end of the shown branch. */
  addVersion(version: Message, originalId: string): void;
  /** This message and its siblings, oldest first. */
  versionsOf(messageId: string): Message[];
  /** Makes the newest branch through this message the shown one. Throws `not_found`. */
  showBranchOf(messageId: string): void;
  /** Appends a message whose parent is the end of the shown branch. Throws `not_found` when its chat is gone. */
  append(message: Message): void;
  /** The turn that a request started; undefined when it is new. */
  turnOf(requestId: string): { userMessageId: string; answerId: string } | undefined;
  update(messageId: string, changes: MessageChanges): void;
  /** Stores a message as far as it is written. Survives a killed process at once, a power failure after the next fsync. */
  grow(messageId: string, written: { readonly text: string; readonly reasoning: string }): void;
  view(messageId: string): MessageView | undefined;
  /** The view of a message that is at hand: its text, which may be megabytes long, is not read again. */
  viewOf(message: Message): MessageView;
  /** What was learned from a message; undefined for one that is deleted or that nothing learns from. */
  learned(messageId: string): Pick<MessageView, 'capture' | 'remembered'> | undefined;

  /** Attaches files to a message, in order. Throws `not_found` when one is gone. */
  attach(messageId: string, attachmentIds: readonly string[]): void;
  /** In order. */
  attachmentsOf(messageId: string): Attachment[];

  saveReceipt(messageId: string, report: RecallReport): void;
  receipt(messageId: string): RecallReport | undefined;
  /** Looked up from the memories as they are now. */
  privacyOf(messageIds: readonly string[]): PrivacyMarks;
  /** Records that the request for this answer did not include these messages. */
  saveLeftOut(answerId: string, messageIds: readonly string[]): void;
  /** Records that a message, or a run (by its id), repeats these memories although no receipt lists them. */
  saveTraces(holderId: string, memoryIds: readonly string[]): void;
  /** Null: this message has no capture. */
  setCapture(messageId: string, state: CaptureState | null): void;
  /** Null: this message has none, or is not there. Unlike a view of it, this does not read its text, which may be very long. */
  captureOf(messageId: string): CaptureState | null;
  /**
   * Called at the start of the app. Interrupted answers become `stopped`, or `failed` when they are empty. Interrupted captures of
   * messages since `learnSince` (in ms since 1970 UTC) stay pending, to go on; those of older messages and of runs become `failed`.
   */
  settleInterrupted(learnSince: number): void;
  /** The summaries of all branches of a conversation, oldest first. */
  summariesOf(conversationId: string): ChatSummary[];
  /** Does nothing when a message that it covers is gone. */
  saveSummary(summary: ChatSummary): void;
  /** Ids of the messages whose capture is pending, oldest first. */
  pendingCaptures(): string[];
}

/** A summary of the beginning of a chat, for the model that wrote it. */
export interface ChatSummary {
  /** The last message that it covers. */
  readonly untilId: string;
  /** Provider and model. */
  readonly model: string;
  readonly text: string;
  /** The messages that it was made from, oldest first. */
  readonly messageIds: readonly string[];
  /** In ms since 1970 UTC. */
  readonly createdAt: number;
}

/**
 * Has a model summarise the beginning of a chat.
 * @param before the summary so far; null: none. @returns null when the model gave none. Throws what the model throws.
 */
export type Summarising = (
  model: ChatModel,
  before: string | null,
  messages: readonly ModelMessage[],
  signal: AbortSignal,
) => Promise<{ readonly text: string; readonly used: RequestUsage | null } | null>;

/**
 * Has a model give a chat a title.
 * @returns its answer, empty when it was cut. Throws what the model throws.
 */
export type AskTitle = (
  model: ChatModel,
  said: string,
  answer: string,
  signal: AbortSignal,
) => Promise<{ readonly title: string; readonly used: RequestUsage | null }>;

/** The text of a message that the user wrote: the only input of capture. */
export interface UserWords {
  readonly conversationId: string;
  readonly messageId: string;
  readonly text: string;
  readonly at: number;
  /** The scope of the memories it teaches; everywhere when absent. */
  readonly scope?: MemoryScope;
  /** Further scopes that are recalled from in its chat; "forget …" searches them too. */
  readonly also?: readonly MemoryScope[];
  /** The turn before, with the ids of the memories that its answer used, best first; null at the beginning of a chat. */
  readonly before: Readonly<{ request: string; answer: string; used: readonly string[] }> | null;
  /** The user's earlier messages of the chat, newest first; left out: none. */
  readonly earlier?: readonly EarlierWords[];
  /** True: it is captured long after it was said, so that what was learned since then stays. */
  readonly late?: boolean;
}

export interface EarlierWords {
  readonly messageId: string;
  readonly text: string;
}

/** An answer that the user edited. Capture reads the difference only, which is the user's own words. */
export interface EditedAnswer {
  readonly conversationId: string;
  /** The id of the user's version. */
  readonly messageId: string;
  readonly request: string;
  readonly original: string;
  readonly edited: string;
  readonly at: number;
  /** True: what it teaches is private, as the answer is. */
  readonly isPrivate: boolean;
  /** The scope of the memories it teaches; everywhere when absent. */
  readonly scope?: MemoryScope;
}

/** An earlier version of a message that the user edited. */
export interface EarlierVersion {
  readonly messageId: string;
  readonly text: string;
}

/** Revises what earlier versions of an edited message taught. Makes no model call. Implemented by teachability. */
export interface EditedMessages {
  /** Ids of memories that only an earlier version supports and that the new words contradict. */
  doubted(words: UserWords, earlier: readonly EarlierVersion[]): readonly string[];
  /**
   * To be called after the words were captured: the memories they taught supersede the doubted ones. `forgets` says which of the
   * other memories of the earlier versions are forgotten. True when anything changed.
   */
  settle(words: UserWords, earlier: readonly EarlierVersion[], forgets: 'all' | 'proposed' | 'none'): boolean;
}

/** What a message explicitly taught or had forgotten. */
export interface ExplicitCapture {
  readonly remembered: readonly Remembered[];
  /** Tutee's own answer, such as a list of memories; no model is asked then. Null: the turn goes on as usual. */
  readonly reply: string | null;
  /** True: the message holds nothing else to capture. */
  readonly complete: boolean;
  /** Ids of memories that the reply lists without changing them. */
  readonly listed: readonly string[];
  /** Ids of memories that the message is about without naming them, because it corrects the answer that used them. */
  readonly about: readonly string[];
}

/** What happens beside a capture that did not fail. */
export interface CaptureNews {
  /** How many things the model found that the user's words do not say. */
  readonly onDropped?: (count: number) => void;
  /** The model could not be asked; what rules found was kept. */
  readonly onFailure?: (error: ErrorData) => void;
}

/** Which models may learn. */
export interface LearnerCheck {
  /** Checks the model the first time. Throws what it throws when it cannot be asked. */
  isFit(model: ChatModel, signal: AbortSignal): Promise<boolean>;
  /** What to say under a message about a model that is not fit; null when it was said before. */
  note(model: ChatModel): ErrorData | null;
}

/** Captures memories from the user's messages. Implemented by teachability. */
export interface MemoryCapture {
  /** Explicit teaching, such as "remember that …" or "forget …": stored at once, by rules alone, before the answer. */
  captureExplicit(words: UserWords): Promise<ExplicitCapture>;
  /** Whether implicit capture of this message would ask a model: a pure question teaches nothing. */
  mayTeach(words: UserWords): Promise<boolean>;
  /**
   * Implicit capture: by rules without a model, otherwise in one structured model call. Throws when it failed. `ask`: captured memories wait
   * in the review queue. `news` is told what of it the caller should say.
   */
  captureImplicit(
    words: UserWords,
    model: ChatModel | null,
    signal: AbortSignal,
    policy: 'automatic' | 'ask',
    news?: CaptureNews,
  ): Promise<readonly Remembered[]>;
  /** Whether these messages, newest first, asked that nothing is kept for the time being. */
  isOffRecord(earlier: readonly string[]): boolean;
  /** Implicit capture from what the user changed in an answer. Throws when it failed. */
  captureEdit(
    answer: EditedAnswer,
    model: ChatModel | null,
    signal: AbortSignal,
    policy: 'automatic' | 'ask',
  ): Promise<readonly Remembered[]>;
}

export interface RecallRequest {
  readonly query: string;
  /** The most tokens that the memories may use, estimated. */
  readonly budgetTokens: number;
  /** False: the request leaves this machine, so private memories are held back. */
  readonly destinationLocal: boolean;
  /** memory: what is recalled is the answer itself. */
  readonly audience: RecallAudience;
  /** Ids of memories that this message taught or contradicts: the model reads the message itself. */
  readonly exclude: ReadonlySet<string>;
  /** Ids of assistants and projects to recall from, in addition to everywhere; none when absent. */
  readonly scopes?: readonly string[];
}

/** Recall before the answer. Makes no model call and never throws. Implemented by teachability. */
export interface Recalling {
  /** Begins with a recall for this query ahead of `recall`; `scopes` as there. */
  prefetch(query: string, scopes: readonly string[]): void;
  recall(request: RecallRequest): Promise<RecallReport>;
  markUsed(memoryIds: readonly string[], at: number): void;
}

/** The models that chats may ask. */
export interface Models {
  /**
   * The model of a choice, with its parameters; without one, or where its provider is gone, that of the settings. Null in memory
   * mode. Throws a model error when one is configured but not available.
   */
  current(choice?: ModelChoice | null): Promise<ChatModel | null>;
  /** What is known of it without asking. */
  readingFacts(model: ChatModel): ReadingFacts;
}

/** What decides how much of the attachments a model gets, and whether it is offered tools. Null: not known. */
export interface ReadingFacts {
  readonly tools?: boolean | null;
  readonly vision: boolean | null;
  /** How much it reads at once, in tokens. */
  readonly context: number | null;
}

/** Writes the answer of memory mode: its text, and the ids of the memories that it shows. */
export type MemoryAnswer = (parts: {
  readonly message: string;
  readonly remembered: readonly Remembered[];
  readonly report: RecallReport | null;
  readonly offRecord?: boolean;
  /** In ms since 1970 UTC. */
  readonly now?: number;
}) => { readonly text: string; readonly shown: readonly string[] };

/** A chunk of an answer as it arrives. Reasoning is kept apart from the answer's text. */
export interface AnswerDelta {
  readonly text: string;
  readonly reasoning: string;
  /** True: all text before this chunk was reasoning. */
  readonly retracts?: boolean;
}

/** How an answer ended; a closed union, so that callers handle every case. */
export type AnswerOutcome =
  /** `cut`: why the answer is not whole; null when it is. */
  | { readonly status: 'complete'; readonly usage: TokenUsage | null; readonly cut: CutReason | null }
  | { readonly status: 'stopped' }
  /** The user decides about calls of tools; then it goes on. */
  | { readonly status: 'waiting' }
  | { readonly status: 'failed'; readonly error: ErrorData };

export interface Answered {
  readonly outcome: AnswerOutcome;
  /** The usage of its model requests as far as the server reported it, failed requests included. */
  readonly used: readonly RequestUsage[];
  /** How many of the oldest messages were left out, because the model cannot read them all. */
  readonly shortened: number;
}

export interface AnswerRequest {
  readonly model: ChatModel;
  /** The system message. */
  readonly instructions: string;
  /** The messages up to and including the one to answer, oldest first. */
  readonly history: readonly ModelMessage[];
  /** The date and the recalled memories: added to this one request, beside the message to answer, and never stored. */
  readonly notes: string;
  /** Absent: it is offered none. */
  readonly tools?: ToolUse;
  /** Called once, after the request was sent and before the first chunk. If it throws, the answer ends. */
  readonly onRequest: () => void;
  /** Called when the answer is delayed. */
  readonly onWait: (wait: AnswerWait) => void;
  /** Called with each chunk as it arrives. If it throws, the answer ends and the error is rethrown. */
  readonly onDelta: (delta: AnswerDelta) => void;
}

/**
 * Has a model answer a chat, as one run of the engine. It awaits neither disk nor timers before the request is sent. Failures
 * are returned as data; chunks that arrived before one stay.
 */
export type Answering = (request: AnswerRequest, signal: AbortSignal) => Promise<Answered>;

/** Sums of the usage of model requests, by agent. Temporary chats are not included. */
export interface UsageSums {
  add(agent: string, usage: RequestUsage, at: number): void;
}
