/**
 * Applies an import of chats: reads the export a second time and writes its chats in short batches, then the proposed memories. After each
 * batch it asks whether to continue, as for memories.
 */
import type { Message } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import { revertImport, writeMemories } from '../apply-import.ts';
import type { ApplyOptions } from '../apply-import.ts';
import type { ChatWriter, ImportedChat, KnownMemories, TeachingRules } from '../ports.ts';
import { readChatFile } from './chat-file.ts';
import { toChat } from './chat-rows.ts';
import type { ExportedChat } from './exported-chat.ts';
import { Proposals } from './proposals.ts';

/** Maximum number of messages in a transaction, so that it holds the write lock for a few milliseconds only. */
const BATCH = 100;
const BATCH_CHARACTERS = 400_000;

export interface ApplyChatsOptions extends ApplyOptions {
  readonly path: string;
  readonly chats: ChatWriter;
  readonly known: KnownMemories;
  readonly rules: TeachingRules;
  readonly titleFrom: (message: string) => string;
  readonly newId: () => string;
  /** Positions of chats in the preview that are left out. */
  readonly skipped: ReadonlySet<number>;
  /** False: no memories are proposed for review. */
  readonly proposes: boolean;
}

export interface AppliedChats {
  readonly applied: boolean;
  readonly chats: number;
  readonly messages: number;
  readonly pending: number;
}

/** Throws the errors of reading; then, as after a cancel, everything is reverted. */
export async function applyChats(options: ApplyChatsOptions): Promise<AppliedChats> {
  const { importId, writer } = options;
  writer.begin(importId, options.name, options.at);
  try {
    const written = await new ChatImport(options).write();
    if (written.applied) {
      writer.finish(importId);
      return written;
    }
  } catch (thrown) {
    await revertImport(importId, writer, () => options.proceed(0));
    throw thrown;
  }
  await revertImport(importId, writer, () => options.proceed(0));
  return { applied: false, chats: 0, messages: 0, pending: 0 };
}

class ChatImport {
  readonly #options: ApplyChatsOptions;
  readonly #proposals: Proposals;
  readonly #seen = new Set<string>();
  #row = 0;
  #chats = 0;
  #messages = 0;
  #cancelled = false;

  constructor(options: ApplyChatsOptions) {
    this.#options = options;
    this.#proposals = new Proposals(options.rules, options.known, options.at);
  }

  async write(): Promise<AppliedChats> {
    const { path, at, newId, proposes } = this.#options;
    const finished = await readChatFile(path, {
      onChat: (chat) => this.#onChat(chat),
      onFault: () => undefined,
      onAbout: (text) => this.#proposals.addAbout(text, at),
      onProgress: () => Promise.resolve(!this.#cancelled),
    }).catch((thrown: unknown) => {
      if (this.#cancelled && thrown instanceof Cancelled) return false;
      throw thrown;
    });
    const records = finished && proposes ? this.#proposals.records(newId) : [];
    const done = this.#row;
    const applied =
      finished &&
      (await writeMemories(
        { added: records, changed: [] },
        { ...this.#options, proceed: () => this.#options.proceed(done) },
      ));
    return { applied, chats: this.#chats, messages: this.#messages, pending: records.length };
  }

  async #onChat(exported: ExportedChat): Promise<void> {
    for (const text of exported.about) this.#proposals.addAbout(text, exported.createdAt);
    const chat = toChat(exported, this.#options.titleFrom);
    if (chat.messages.length === 0 || this.#seen.has(chat.id)) return;
    this.#seen.add(chat.id);
    const row = this.#row;
    this.#row += 1;
    if (!this.#options.skipped.has(row)) await this.#addChat(chat, exported);
    await this.#proceed();
  }

  async #addChat(chat: ImportedChat, { messages: exported }: ExportedChat): Promise<void> {
    const { chats, importId } = this.#options;
    if (chats.missingMessages(chat) === 0) return;
    chats.beginChat(importId, chat);
    this.#chats += 1;
    // Attachments are not the user's own words.
    const said = new Map(chat.messages.map(({ id }, index) => [id, exported[index]?.text ?? '']));
    for (const batch of batchesOf(chat.messages)) {
      const added = chats.addMessages(importId, batch);
      this.#messages += added.length;
      for (const { id, role, createdAt } of added)
        if (role === 'user' && this.#options.proposes)
          this.#proposals.addMessage({
            conversationId: chat.id,
            messageId: id,
            text: said.get(id) ?? '',
            at: createdAt,
          });
      await this.#proceed();
    }
    chats.finishChat(chat);
  }

  async #proceed(): Promise<void> {
    if (await this.#options.proceed(this.#row)) return;
    this.#cancelled = true;
    throw new Cancelled();
  }
}

/** Thrown to stop reading a file before its end. */
class Cancelled extends TuteeError {
  constructor() {
    super('cancelled', 'The import was cancelled.');
  }
}

function* batchesOf(messages: readonly Message[]): Generator<Message[]> {
  let batch: Message[] = [];
  let characters = 0;
  for (const message of messages) {
    batch.push(message);
    characters += message.text.length + message.reasoning.length;
    if (batch.length < BATCH && characters < BATCH_CHARACTERS) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}
