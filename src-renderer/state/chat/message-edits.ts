/** Messages that are being changed, by id, with what is typed: only those in sight are drawn, and nothing typed may go with them. */
import { create } from 'zustand';

interface MessageEditsState {
  readonly texts: ReadonlyMap<string, string>;
}

export const useMessageEdits = create<MessageEditsState>(() => ({ texts: new Map() }));

/** The one whose editor was opened and has not taken the focus yet. */
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
  /** True once after it was opened. */
  takeOpened: (messageId: string): boolean => {
    if (opened !== messageId) return false;
    opened = null;
    return true;
  },
};
