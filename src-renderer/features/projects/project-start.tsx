/** The page of a project, above the composer of its next chat: instructions, chats, memories, and files. */
import { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { Conversation } from '../../../shared/conversation.ts';
import { client } from '../../client/client.ts';
import type { MemoryKind, MemoryScope } from '../../../shared/memory/memory.ts';
import type { Project } from '../../../shared/project.ts';
import { useProjectsStore } from '../../state/chat/projects-store.ts';
import { showMemories } from '../../state/memory/memories-store.ts';
import { noFilter } from '../../state/memory/memory-filters.ts';
import { useNewestMemories } from '../../state/memory/newest-memories.ts';
import { view } from '../../state/page/view-store.ts';
import { Button } from '../../ui/controls/button.tsx';
import { formatDay } from '../../ui/format/format-time.ts';
import KnowledgeSources from '../knowledge/knowledge-sources.tsx';
import { ProjectInstructions } from './project-instructions.tsx';
import { ProjectSection } from './project-section.tsx';
import { t } from '../../language/translate.ts';
import './project-start.css';

const CHATS = 8;
const MEMORIES = 5;
/** Instructions have a section of their own. */
const kinds: MemoryKind[] = ['fact', 'preference', 'skill'];

export default function ProjectStart({ project }: { readonly project: Project }) {
  const { id, name, keepsTeachings } = project;
  const scope = useMemo(() => ({ type: 'project', id }) as const, [id]);
  return (
    <div className="project-start">
      <header>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <Button small variant="quiet" onClick={() => view.openProject(project)}>
          {t('Project settings…')}
        </Button>
        <p>
          {keepsTeachings
            ? t('What you teach in its chats is known in this project only.')
            : t('What you teach in its chats is known everywhere.')}
        </p>
      </header>
      <ProjectInstructions scope={scope} />
      <Chats projectId={id} />
      <Memories scope={scope} />
      <ProjectSection title={t('Files')}>
        <KnowledgeSources owner={scope} />
      </ProjectSection>
    </div>
  );
}

function Chats({ projectId }: { readonly projectId: string }) {
  const chats = useNewestChats(projectId);
  const [, navigate] = useLocation();
  if (chats === null) return null;
  return (
    <ProjectSection title={t('Chats')}>
      {chats.length === 0 ? (
        <p className="project-none">{t('None yet. Your next message begins one.')}</p>
      ) : (
        <ul>
          {chats.map(({ id, title, updatedAt }) => (
            <li key={id}>
              <button type="button" className="start-row" onClick={() => navigate(`/chat/${id}`)}>
                <bdi>{title}</bdi>
                <span className="start-when">{formatDay(updatedAt)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </ProjectSection>
  );
}

/** Null until they are known. Those that the sidebar shows follow every change, others are read once. */
function useNewestChats(projectId: string): readonly Conversation[] | null {
  const shown = useProjectsStore(({ open }) => open.get(projectId));
  const [read, setRead] = useState<readonly Conversation[] | null>(null);
  useEffect(() => {
    let current = true;
    void client.call('conversations.list', { projectId, limit: CHATS }).then((result) => {
      if (current && result.ok) setRead(result.value.items);
    });
    return () => {
      current = false;
    };
  }, [projectId]);
  return shown?.items.slice(0, CHATS) ?? read;
}

function Memories({ scope }: { readonly scope: MemoryScope }) {
  const filter = useMemo(() => ({ scopes: [scope], kinds }), [scope]);
  const memories = useNewestMemories(filter, MEMORIES);
  const [, navigate] = useLocation();
  if (memories === null) return null;
  const showAll = (): void => {
    showMemories({ filter: { ...noFilter, scopes: [scope] } });
    navigate('/memory');
  };
  return (
    <ProjectSection title={t('Memories of this project')}>
      {memories.items.length === 0 ? (
        <p className="project-none">{t('None. What is known everywhere is known here too.')}</p>
      ) : (
        <ul>
          {memories.items.map(({ id, text, createdAt }) => (
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
      )}
      {memories.total > MEMORIES ? (
        <Button small variant="quiet" onClick={showAll}>
          {t('Show all {{total}}', { total: memories.total })}
        </Button>
      ) : null}
    </ProjectSection>
  );
}
