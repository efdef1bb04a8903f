import type { AnswererId } from '../../../../../shared/agents/introduction.ts';
import type { TeamSummary } from '../../../../state/runs/agents-store.ts';
import { AssistantSymbol } from '../../assistant/assistant-symbol.tsx';
import { isAssistant } from '../../assistant/assistants.ts';
import { matchesWords } from '../../../../ui/format/matches-words.ts';
import type { MenuChoice, MenuRest, MenuSource } from './use-composer-menu.ts';
import { t } from '../../../../language/translate.ts';

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
            label: t('Tutee'),
            detail: t('Answers as always'),
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
  ].filter(({ label }) => matchesWords(label, query));
  if (query !== '') return { name: t('Assistants'), choices };
  const detail = choices.length === 0 ? t('None yet: make an agent of your own') : t('Agents → Yours');
  return {
    name: t('Assistants'),
    choices: [...choices, { id: 'manage', label: t('Edit assistants…'), detail, choose: manage }],
  };
}
