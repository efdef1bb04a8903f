import { Menu } from '@mantine/core';
import { IconUserShare } from '@tabler/icons-react';
import { takeOverCandidates } from '../../../../shared/agents/take-over-candidates.ts';
import { speakInRun } from '../../../state/runs/chat-runs-store.ts';
import { useRunDetails } from '../../../state/runs/run-details-store.ts';
import type { RunView } from '../../../state/runs/run-reducer.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { RichText } from '../../../language/rich-text.tsx';
import { t } from '../../../language/translate.ts';
import './speak-for.css';

/** Selects an agent to speak for. Hidden when there is none to speak for. */
export function SpeakForMenu({ run }: { readonly run: RunView }) {
  const component = useRunDetails(({ details }) => details.get(run.id)?.component);
  const names = takeOverCandidates(component).filter((name) => !run.takenOver.includes(name));
  if (names.length === 0) return null;
  return (
    <Menu position="top-end">
      <Menu.Target>
        <IconButton label={t('Speak for an agent')}>
          <IconUserShare size={17} stroke={1.6} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {names.map((name) => (
          <Menu.Item key={name} onClick={() => void speakInRun('runs.takeOver', run.id, name)}>
            <RichText text="Speak for {{name}}" parts={{ name: <span dir="auto">{name}</span> }} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The agents that the user speaks for, each with a button to hand back. */
export function SpokenFor({ run }: { readonly run: RunView }) {
  return (
    <div className="spoken-for" role="status" aria-label={t('You speak for')}>
      {run.takenOver.map((name) => (
        <p key={name}>
          <span>
            <RichText text="You speak for {{name}}" parts={{ name: <strong dir="auto">{name}</strong> }} />
          </span>
          <Button
            small
            aria-label={t('Hand back to {{name}}', { name })}
            onClick={() => void speakInRun('runs.handBack', run.id, name)}
          >
            {t('Hand back')}
          </Button>
        </p>
      ))}
    </div>
  );
}
