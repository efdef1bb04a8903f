import type { TeamSummary } from '../../../state/runs/agents-store.ts';
import { Examples } from '../composer/start-page.tsx';
import { AssistantSymbol } from './assistant-symbol.tsx';
import { t } from '../../../language/translate.ts';

interface AssistantStartProps {
  readonly assistant: TeamSummary;
  readonly onChoose: (text: string) => void;
}

/** An empty chat in which an assistant answers: who it is, and questions to begin with. */
export function AssistantStart({ assistant, onChoose }: AssistantStartProps) {
  const { name, description, introduction } = assistant;
  const starters = introduction?.starters ?? [];
  return (
    <div className="empty-chat">
      <div className="assistant-start-head">
        <AssistantSymbol name={name} symbol={introduction?.symbol} />
        <h2 dir="auto">{name}</h2>
      </div>
      <p dir="auto">{description === '' ? t('Answers in this chat in place of Tutee.') : description}</p>
      <Examples examples={starters.map((text) => ({ what: t('Ask'), text }))} onChoose={onChoose} />
    </div>
  );
}
