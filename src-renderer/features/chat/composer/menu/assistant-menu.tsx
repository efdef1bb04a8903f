import type { AnswererId } from '../../../../../shared/agents/introduction.ts';
import type { TeamSummary } from '../../../../state/runs/agents-store.ts';
import { AssistantSymbol } from '../../assistant/assistant-symbol.tsx';
import { isAssistant } from '../../assistant/assistants.ts';
import { matchesQuery } from './menu-trigger.ts';
import type { MenuChoice, MenuRest, MenuSource } from './use-composer-menu.ts';

interface AssistantMenuActions {
  readonly choose: (answerer: AnswererId, rest: MenuRest) => void;
  readonly manage: (rest: MenuRest) => void;
}

/** What "@" offers: those who can answer in the chat. Only names of assistants are looked for, so that other words stay as they are. */
export function assistantMenu(
  query: string,
  agents: readonly TeamSummary[],
  current: string | null,
  { choose, manage }: AssistantMenuActions,
): MenuSource {
  const choices: MenuChoice[] = [
    ...(current === null
      ? []
      : [
          {
            id: 'tutee',
            label: 'Tutee',
            detail: 'Answers as always',
            icon: <AssistantSymbol name="Tutee" symbol="" />,
            choose: (rest: MenuRest) => choose('tutee', rest),
          },
        ]),
    ...agents.filter(isAssistant).map(({ id, name, description, introduction }) => ({
      id,
      label: name,
      detail: description,
      icon: <AssistantSymbol name={name} symbol={introduction?.symbol} />,
      choose: (rest: MenuRest) => choose(id, rest),
    })),
  ].filter(({ label }) => matchesQuery(label, query));
  if (query !== '') return { name: 'Assistants', choices };
  const detail = choices.length === 0 ? 'None yet: make an agent of your own' : 'Agents → Yours';
  return {
    name: 'Assistants',
    choices: [...choices, { id: 'manage', label: 'Edit assistants…', detail, choose: manage }],
  };
}
