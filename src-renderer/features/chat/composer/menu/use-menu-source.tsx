import { useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { variablesOf } from '../../../../../shared/prompts/variables.ts';
import type { Prompt } from '../../../../../shared/prompts/prompt.ts';
import { loadAgents, useAgentsStore } from '../../../../state/runs/agents-store.ts';
import { loadPrompts, usePromptsStore } from '../../../../state/chat/prompts-store.ts';
import { view } from '../../../../state/page/view-store.ts';
import type { Answerer } from '../../assistant/assistants.ts';
import { assistantMenu } from './assistant-menu.tsx';
import type { MenuTrigger } from './menu-trigger.ts';
import { PromptForm } from './prompt-form.tsx';
import { promptMenu } from './prompt-menu.ts';
import type { MenuRest, MenuSource } from './use-composer-menu.ts';

const nothing: MenuSource = { name: '', choices: [] };

/**
 * What the menus of the message field offer, and the form for the variables of a prompt.
 * @param answerer null: who answers cannot be chosen now.
 */
export function useMenuSource(
  setText: (text: string) => void,
  answerer: Answerer | null,
): {
  readonly sourceOf: (trigger: MenuTrigger) => MenuSource;
  readonly onTyped: (text: string) => void;
  readonly form: ReactNode;
} {
  const [, navigate] = useLocation();
  const prompts = usePromptsStore((state) => state.prompts);
  const agents = useAgentsStore((state) => state.saved);
  const [filling, setFilling] = useState<(Pick<Prompt, 'name' | 'text'> & { rest: MenuRest }) | null>(null);
  const insert = (text: string, { before, after }: MenuRest): void => {
    setText(`${before}${text}${after}`);
    view.focusComposer();
  };
  const close = (): void => {
    setFilling(null);
    view.focusComposer();
  };
  const sourceOf = ({ sign, query }: MenuTrigger): MenuSource =>
    sign === '/'
      ? promptMenu(query, prompts ?? [], {
          insert,
          begin: (prompt, rest) => {
            if (variablesOf(prompt.text).length === 0) insert(prompt.text, rest);
            else setFilling({ ...prompt, rest });
          },
          manage: (rest) => {
            insert('', rest);
            navigate('/settings/prompts');
          },
        })
      : assistants(query);
  const assistants = (query: string): MenuSource =>
    answerer === null || agents === null
      ? nothing
      : assistantMenu(query, agents, answerer.id, {
          choose: (chosen, rest) => {
            answerer.choose(chosen);
            insert('', rest);
          },
          manage: (rest) => {
            insert('', rest);
            navigate('/agents/yours');
          },
        });
  const form = (
    <PromptForm
      prompt={filling}
      onClose={close}
      onDone={(text) => {
        setFilling(null);
        if (filling !== null) insert(text, filling.rest);
      }}
    />
  );
  const onTyped = (text: string): void => {
    if (text.startsWith('/') && prompts === null) void loadPrompts();
    if (text.includes('@') && agents === null) void loadAgents();
  };
  return { sourceOf, onTyped, form };
}
