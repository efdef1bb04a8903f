import { IconX } from '@tabler/icons-react';
import { IconButton } from '../../../ui/controls/button.tsx';
import { AssistantSymbol } from './assistant-symbol.tsx';
import type { Answerer } from './assistants.ts';
import { t } from '../../../language/translate.ts';

interface AssistantChipProps {
  readonly answerer: Answerer;
  /** Called after a change, because the pressed button is gone. */
  readonly onChosen: () => void;
}

/** The assistant that answers in a chat, with a way back to Tutee. Nothing while Tutee answers. */
export function AssistantChip({ answerer, onChosen }: AssistantChipProps) {
  const { assistant, gone, choose } = answerer;
  if (assistant === undefined && !gone) return null;
  const back = (): void => {
    choose('tutee');
    onChosen();
  };
  return (
    <span className="assistant-chip" role="group" aria-label={t('Who answers')}>
      {assistant === undefined ? (
        <span className="assistant-name">{t('The assistant was deleted; Tutee answers')}</span>
      ) : (
        <>
          <AssistantSymbol name={assistant.name} symbol={assistant.introduction?.symbol} />
          <span className="assistant-name" dir="auto">
            {assistant.name}
          </span>
        </>
      )}
      <IconButton label={t('Let Tutee answer')} className="assistant-back" onClick={back}>
        <IconX size={13} stroke={1.7} aria-hidden />
      </IconButton>
    </span>
  );
}
