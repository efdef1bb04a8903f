/**
 * Messages that are being edited, by id, with their unsaved text. Kept here because the virtualizer unmounts editors
 * that scroll out of view.
 */
import { create } from 'zustand';

interface MessageEditsState {
  readonly texts: ReadonlyMap<string, string>;
}

export const useMessageEdits = create<MessageEditsState>(() => ({ texts: new Map() }));

/** The message whose editor was just opened and still has to take the focus. */
let opened: string | null = null;

function change(update: (texts: Map<string, string>) => void): void {
  const texts = new Map(useMessageEdits.getState().texts);
  update(texts);
  useMessageEdits.setState({ texts });
}

export const messageEdits = {
  open: (messageId: string, text: string) => {
    opened = messageId;
    change((texts) => void texts.set(messageId, texts.get(messageId) ?? text));
  },
  write: (messageId: string, text: string) => change((texts) => void texts.set(messageId, text)),
  close: (messageId: string) => change((texts) => void texts.delete(messageId)),
  /** True once after opening. */
  consumeOpened: (messageId: string): boolean => {
    if (opened !== messageId) return false;
    opened = null;
    return true;
  },
};
