import { IconEyeOff } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useConversationsStore } from '../../../state/chat/conversations-store.ts';
import { useMemoriesStore } from '../../../state/memory/memories-store.ts';
import { useMemoryMode } from '../../../state/page/app-store.ts';
import { drafts } from '../../../state/chat/message-drafts-store.ts';
import { useProject } from '../../../state/chat/projects-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { AssistantStart } from '../assistant/assistant-start.tsx';
import { useAnswerer } from '../assistant/assistants.ts';
import { FoundServers } from '../model/found-servers.tsx';
import { lazyWithRetry } from '../../shell/frame/lazy-with-retry.tsx';
import { FirstStepsCard } from '../../first-run/first-steps-card.tsx';
import { draftKeyOf } from '../chat-route.ts';
import type { ChatRoute } from '../chat-route.ts';
import { Examples, useExamples, WhereYouWere } from './start-page.tsx';
import { RichText } from '../../../language/rich-text.tsx';
import { t } from '../../../language/translate.ts';
import './empty-chat.css';

const ProjectStart = lazyWithRetry(() => import('../../projects/project-start.tsx'));

/** Shown in an empty chat: examples of how to teach, and what the user comes back to. */
export function EmptyChat({ route }: { readonly route: ChatRoute }) {
  const { assistant } = useAnswerer(route, undefined);
  const project = useProject(route.type === 'new' ? route.projectId : null);
  return (
    <div className="log-frame">
      <div className="log" role="log" aria-label={t('Conversation')}>
        {route.type === 'temporary' ? <TemporaryStart /> : null}
        {assistant === undefined ? null : (
          <AssistantStart assistant={assistant} onChoose={(text) => insertExample(route, text)} />
        )}
        {project === undefined ? null : <ProjectStart key={project.id} project={project} />}
        {route.type === 'new' && assistant === undefined && project === undefined ? (
          <TeachingStart route={route} />
        ) : null}
      </div>
    </div>
  );
}

function TemporaryStart() {
  return (
    <div className="empty-chat">
      <IconEyeOff size={26} stroke={1.4} aria-hidden className="empty-chat-icon" />
      <h2>{t('A chat that leaves no trace')}</h2>
      <p>
        {t('Tutee does not look at what it remembers, does not learn, and never writes this chat to disk.')}
      </p>
    </div>
  );
}

function TeachingStart({ route }: { readonly route: ChatRoute }) {
  const memoryMode = useMemoryMode();
  const examples = useExamples();
  const isKnown = useIsKnown();
  return (
    <div className={isKnown ? 'empty-chat' : 'empty-chat empty-chat-pending'}>
      <FirstStepsCard />
      <h2>{t('Teach Tutee something')}</h2>
      <p>
        {t(
          'Say it once. Tutee remembers it in every later chat, shows you when it uses it, and forgets it when you say so.',
        )}
      </p>
      <Examples examples={examples} onChoose={(text) => insertExample(route, text)} />
      <WhereYouWere />
      {memoryMode ? <MemoryModeNote /> : <TeamsNote />}
      {memoryMode ? <FoundServers /> : null}
    </div>
  );
}

/** Whether it is known what the user has: until then the start page is not drawn, or it would jump when more of it comes. */
function useIsKnown(): boolean {
  const hasChats = useConversationsStore(({ loaded }) => loaded);
  const hasMemories = useMemoriesStore(({ counts }) => counts !== null);
  return hasChats && hasMemories;
}

function TeamsNote() {
  return (
    <p className="empty-chat-teams">
      <RichText
        text="Or have several agents work on something: choose a team in {{agents}}. Type @ for an assistant, / for a prompt."
        parts={{ agents: <Link href="/agents">{t('Agents')}</Link> }}
      />
    </p>
  );
}

function MemoryModeNote() {
  return (
    <p className="memory-mode">
      <strong>{t('No model is connected, and that is fine to start with.')}</strong>{' '}
      <RichText
        text="Tutee remembers what you teach and answers questions with what it knows. To have it talk, go to {{settings}}: connect a server, or download a model that runs inside Tutee, without server and key. Or go on without."
        parts={{ settings: <Link href="/settings/models">{t('Settings → Models')}</Link> }}
      />
    </p>
  );
}

function insertExample(route: ChatRoute, text: string): void {
  drafts.write(draftKeyOf(route), text, { persist: route.type !== 'temporary' });
  view.focusComposer();
}
