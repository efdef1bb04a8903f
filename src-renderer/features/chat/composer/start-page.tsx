import { IconArrowRight } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { useActivityStore } from '../../../state/chat/activity-store.ts';
import { useConversationsStore } from '../../../state/chat/conversations-store.ts';
import { useMemoriesStore } from '../../../state/memory/memories-store.ts';
import { useNewestMemories } from '../../../state/memory/newest-memories.ts';
import { formatDay } from '../../../ui/format/format-time.ts';
import { t } from '../../../language/translate.ts';

const CHATS = 4;
const MEMORIES = 3;
const everywhere = {};

interface Example {
  readonly what: string;
  readonly text: string;
}

const first: readonly Example[] = [
  { what: t('Teach a preference'), text: t('Remember that my favourite colour is teal.') },
  { what: t('Teach a rule'), text: t('From now on, answer in short paragraphs and give prices in euros.') },
  { what: t('See if it stuck'), text: t('What is my favourite colour?') },
];

/** For who has taught the obvious already. */
const later: readonly Example[] = [
  {
    what: t('Teach how you work'),
    text: t('Remember how I want code reviewed: the risks first, then the style.'),
  },
  { what: t('Teach a rule'), text: t('From now on, when I say “short”, use at most three sentences.') },
  { what: t('See what it knows'), text: t('What do you know about me?') },
];

/** How many memories the user has taught from when on the first examples have nothing more to say. */
const ENOUGH = 5;

export function useExamples(): readonly Example[] {
  const known = useMemoriesStore(({ counts }) => counts?.byStatus.active ?? 0);
  return known >= ENOUGH ? later : first;
}

/** What a user comes back to: the last chats, and what was learned lately. Nothing for a new user. */
export function WhereYouWere() {
  const all = useConversationsStore(({ items }) => items);
  const activity = useActivityStore(({ chats }) => chats);
  const learned = useNewestMemories(everywhere, MEMORIES)?.items ?? [];
  const [, navigate] = useLocation();
  const chats = all.slice(0, CHATS);
  if (chats.length === 0 && learned.length === 0) return null;
  return (
    <div className="start-lists">
      {chats.length === 0 ? null : (
        <section aria-labelledby="start-chats">
          <h3 id="start-chats">{t('Go on with')}</h3>
          <ul>
            {chats.map(({ id, title, updatedAt }) => (
              <li key={id}>
                <button type="button" className="start-row" onClick={() => navigate(`/chat/${id}`)}>
                  <bdi>{title}</bdi>
                  <span className="start-when">
                    {activity.get(id) === 'waiting' ? t('waits for you') : formatDay(updatedAt)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {learned.length === 0 ? null : (
        <section aria-labelledby="start-learned">
          <h3 id="start-learned">{t('Learned lately')}</h3>
          <ul>
            {learned.map(({ id, text, createdAt }) => (
              <li key={id}>
                <button
                  type="button"
                  className="start-row start-memory"
                  onClick={() => navigate(`/memory/${id}`)}
                >
                  <bdi>{text}</bdi>
                  <span className="start-when">{formatDay(createdAt)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface ExamplesProps {
  readonly examples: readonly Example[];
  readonly onChoose: (text: string) => void;
}

export function Examples({ examples, onChoose }: ExamplesProps) {
  return (
    <ul className="examples">
      {examples.map(({ what, text }) => (
        <li key={text}>
          <button type="button" className="example" onClick={() => onChoose(text)}>
            <span className="example-what">{what}</span>
            <span className="example-text">{text}</span>
            <IconArrowRight size={16} stroke={1.6} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
