/** What the chat needs for learning from what the user writes. */
import type { ErrorData } from '#shared/errors.ts';
import type { MemoryScope, Remembered } from '#shared/memory/memory.ts';
import type { ChatModel } from '#shared/models/model.ts';

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
