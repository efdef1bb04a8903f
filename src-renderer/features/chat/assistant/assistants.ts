import { useEffect } from 'react';
import type { AnswererId } from '../../../../shared/agents/introduction.ts';
import type { Project } from '../../../../shared/project.ts';
import {
  chooseAnswererForChat,
  chooseAnswererForNewChat,
  useAnswerersStore,
} from '../../../state/chat/answerers-store.ts';
import { useProject } from '../../../state/chat/projects-store.ts';
import type { Thread } from '../../../state/chat/thread.ts';
import { loadAgents, useAgentsStore } from '../../../state/runs/agents-store.ts';
import type { TeamSummary } from '../../../state/runs/agents-store.ts';
import { draftKeyOf } from '../chat-route.ts';
import type { ChatRoute } from '../chat-route.ts';

/** Those that can answer in a chat: single agents with a model. */
export function isAssistant({ kind }: TeamSummary): boolean {
  return kind === 'assistant';
}

/** Who answers in a chat. */
export interface Answerer {
  /** Null: Tutee. */
  readonly id: string | null;
  /** Undefined: Tutee, or an agent that is gone or not loaded yet. */
  readonly assistant: TeamSummary | undefined;
  /** True: it was deleted, and Tutee answers. */
  readonly gone: boolean;
  readonly choose: (answerer: AnswererId) => void;
}

export function useAnswerer(route: ChatRoute, thread: Thread | undefined): Answerer {
  const draftKey = draftKeyOf(route);
  const chosen = useAnswerersStore(({ newChats }) => newChats.get(draftKey)) ?? null;
  const project = useProject(route.type === 'new' ? route.projectId : null);
  const id =
    route.type === 'conversation' ? (thread?.conversation.assistantId ?? null) : newAnswerer(chosen, project);
  const saved = useAgentsStore((state) => state.saved);
  const isLoaded = saved !== null;
  useEffect(() => {
    if (id !== null && !isLoaded) void loadAgents();
  }, [id, isLoaded]);
  const assistant = id === null ? undefined : saved?.find((team) => team.id === id && isAssistant(team));
  const choose = (answerer: AnswererId): void => {
    if (route.type === 'conversation') void chooseAnswererForChat(route.id, answerer);
    else chooseAnswererForNewChat(draftKey, answerer);
  };
  return { id, assistant, gone: id !== null && isLoaded && assistant === undefined, choose };
}

function newAnswerer(chosen: AnswererId | null, project: Project | undefined): string | null {
  if (chosen === null) return project?.assistantId ?? null;
  return chosen === 'tutee' ? null : chosen;
}
