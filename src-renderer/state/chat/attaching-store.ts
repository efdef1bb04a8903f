/**
 * Uploads of files for messages that are being written, by draft key. They exist on the page only: after a reload they are gone, and the
 * main process deletes what was never sent.
 */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { uploadAttachment } from '../../client/upload-file.ts';
import { attachmentLimits, attachmentName, sizeFault } from '../../../shared/attachments/limits.ts';
import type { Attachment } from '../../../shared/attachments/attachment.ts';
import { t } from '../../language/translate.ts';

export interface Attaching {
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
  /** The uploaded share, 0 to 1; at 1 the file is being read. */
  readonly share: number;
  /** Null until it is ready. */
  readonly attachment: Attachment | null;
  /** Why it cannot be attached; null: it can, or that is not known yet. */
  readonly fault: string | null;
  /** Object URL of its picture; null: none. Revoked when it is removed. */
  readonly picture: string | null;
}

interface AttachingState {
  readonly files: ReadonlyMap<string, readonly Attaching[]>;
  /** How many files did not fit into the message, by draft key. */
  readonly excess: ReadonlyMap<string, number>;
}

export const useAttachingStore = create<AttachingState>(() => ({ files: new Map(), excess: new Map() }));

const none: readonly Attaching[] = [];

export function attachingIn(state: AttachingState, draftKey: string): readonly Attaching[] {
  return state.files.get(draftKey) ?? none;
}

/** Files are uploaded one after another, so that many large ones need no more memory than one. */
let before: Promise<unknown> = Promise.resolve();

/** Attaches files in order, up to the maximum of a message. */
export function attachFiles(draftKey: string, files: readonly File[], temporary: boolean): void {
  const held = attachingIn(useAttachingStore.getState(), draftKey);
  const room = Math.max(0, attachmentLimits.perMessage - held.length);
  const taken = files.slice(0, room).map((file) => ({ file, item: itemOf(file) }));
  setExcess(draftKey, files.length - taken.length);
  put(draftKey, [...held, ...taken.map(({ item }) => item)]);
  for (const { file, item } of taken) {
    if (item.fault !== null) continue;
    before = before.then(() => upload(item.key, file, temporary)).catch(() => undefined);
  }
}

function itemOf(file: File): Attaching {
  const name = attachmentName(file.name);
  const fault = sizeFault(name, file.size);
  return {
    key: crypto.randomUUID(),
    name,
    bytes: file.size,
    share: 0,
    attachment: null,
    fault,
    picture: null,
  };
}

async function upload(key: string, file: File, temporary: boolean): Promise<void> {
  const isGone = (): boolean => find(key) === undefined;
  if (isGone()) return;
  const result = await uploadAttachment(file, temporary, (share) => change(key, { share }), isGone);
  if (!result.ok) {
    change(key, {
      fault: t('“{{name}}” is not attached. {{message}}', {
        name: attachmentName(file.name),
        message: result.error.message,
      }),
    });
    return;
  }
  const attachment = result.value;
  if (isGone()) {
    await client.call('attachments.discard', { attachmentId: attachment.id });
    return;
  }
  // The type comes from the content: a file that only claims to be an image is never shown as one.
  const picture =
    attachment.kind === 'image'
      ? URL.createObjectURL(new Blob([file], { type: attachment.mediaType }))
      : null;
  change(key, { attachment, picture, share: 1 });
}

/** Removes a file from the message and deletes it. */
export function removeAttaching(draftKey: string, key: string): void {
  const item = find(key);
  put(
    draftKey,
    attachingIn(useAttachingStore.getState(), draftKey).filter((other) => other.key !== key),
  );
  setExcess(draftKey, 0);
  if (item === undefined) return;
  if (item.picture !== null) URL.revokeObjectURL(item.picture);
  if (item.attachment !== null) void client.call('attachments.discard', { attachmentId: item.attachment.id });
}

/** Removes the files of a message that is being sent; `putBack` restores them if that failed. */
export function takeAttaching(draftKey: string): { ids: string[]; putBack: () => void; done: () => void } {
  const held = attachingIn(useAttachingStore.getState(), draftKey);
  put(draftKey, []);
  setExcess(draftKey, 0);
  return {
    ids: held.flatMap(({ attachment }) => (attachment === null ? [] : [attachment.id])),
    putBack: () => put(draftKey, [...held, ...attachingIn(useAttachingStore.getState(), draftKey)]),
    done: () => {
      for (const { picture } of held) if (picture !== null) URL.revokeObjectURL(picture);
    },
  };
}

/** Called when a new chat gets its id. */
export function moveAttaching(from: string, to: string): void {
  const held = attachingIn(useAttachingStore.getState(), from);
  if (held.length === 0) return;
  put(to, held);
  put(from, []);
}

function find(key: string): Attaching | undefined {
  for (const items of useAttachingStore.getState().files.values()) {
    const item = items.find((one) => one.key === key);
    if (item !== undefined) return item;
  }
  return undefined;
}

function change(key: string, changes: Partial<Attaching>): void {
  useAttachingStore.setState(({ files }) => ({
    files: new Map(
      [...files].map(([draftKey, items]) => [
        draftKey,
        items.map((item) => (item.key === key ? { ...item, ...changes } : item)),
      ]),
    ),
  }));
}

function put(draftKey: string, items: readonly Attaching[]): void {
  useAttachingStore.setState(({ files }) => ({ files: new Map(files).set(draftKey, items) }));
}

function setExcess(draftKey: string, count: number): void {
  useAttachingStore.setState(({ excess }) => ({ excess: new Map(excess).set(draftKey, count) }));
}
