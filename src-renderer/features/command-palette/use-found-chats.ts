import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { client } from '../../client/client.ts';
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import { find } from '../../state/chat/find-store.ts';
import { searchWords } from '../../../shared/text-search.ts';
import type { PaletteCommand } from './palette-commands.ts';

/** How long typing must pause before chats are searched, in ms. */
const PAUSE = 200;
/** A single letter would match nearly every chat, but a single character of some scripts is a word. */
const SHORTEST = /[\p{L}\p{N}]{2}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

type Found = CommandOutput<'conversations.search'>['items'];

const nothing: readonly PaletteCommand[] = [];

/** The chats that contain the typed text, as commands that open them; chats found by title are already listed. */
export function useFoundChats(typed: string): readonly PaletteCommand[] {
  const [, navigate] = useLocation();
  const [found, setFound] = useState<{ readonly query: string; readonly items: Found }>({
    query: '',
    items: [],
  });
  const query = typed.trim();
  useEffect(() => {
    if (!SHORTEST.test(query)) return undefined;
    let cancelled = false;
    const timer = setTimeout(() => {
      void client.call('conversations.search', { query }).then((result) => {
        if (!cancelled && result.ok) setFound({ query, items: result.value.items });
      });
    }, PAUSE);
    return () => {
      cancelled = true;
      clearTimeout(timer);
    };
  }, [query]);
  if (found.query !== query) return nothing;
  const words = searchWords(query);
  return found.items
    .filter(({ messageId }) => messageId !== null)
    .map(({ conversation, messageId, excerpt }) => ({
      id: `found ${conversation.id}`,
      group: 'found' as const,
      label: conversation.title,
      excerpt,
      found: words,
      run: () => {
        if (messageId !== null) find.land(messageId, words);
        navigate(`/chat/${conversation.id}/${messageId ?? ''}`);
      },
    }));
}
