import { Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from 'wouter';
import { learningPolicy } from '../../../../../shared/memory/learning-policy.ts';
import type { Settings } from '../../../../../shared/settings.ts';
import { saveSettings, useIsFixed, useSettingsStore } from '../../../../state/settings/settings-store.ts';
import { showFailure } from '../../../../state/page/toast-store.ts';
import { t } from '../../../../language/translate.ts';
import './learning-toggle.css';

interface LearningToggleProps {
  readonly temporary: boolean;
  /** The project of the chat, which may have its own learning setting. */
  readonly projectId: string | null;
}

/** Shows whether Tutee learns from this chat, and pauses or resumes it with one click. */
export function LearningToggle({ temporary, projectId }: LearningToggleProps) {
  const settings = useSettingsStore(({ view }) => view?.settings);
  const fixed = useIsFixed('learningPaused');
  if (temporary) return t('Nothing is learned here');
  if (settings === undefined) return null;
  const project = projectId === null ? [] : [{ type: 'project', id: projectId } as const];
  const learning = learningPolicy({ ...settings, learningPaused: false }, ...project);
  const words = learningLabel({ ...settings, learning });
  if (fixed || learning === 'told')
    return (
      <Link href="/settings/memory">
        <LearningWords words={words} />
      </Link>
    );
  const paused = settings.learningPaused;
  const Icon = paused ? IconPlayerPlay : IconPlayerPause;
  const action = paused ? t('Resume learning') : t('Pause learning');
  return (
    <Tooltip label={action}>
      <button
        type="button"
        className="learning"
        data-paused={paused || undefined}
        aria-label={`${words}. ${action}`}
        onClick={() => void setPaused(!paused)}
      >
        <Icon size={13} stroke={1.7} aria-hidden />
        <LearningWords words={words} />
      </button>
    </Tooltip>
  );
}

/** Narrow windows have room for its state only; what it is the state of stays in its name. */
function LearningWords({ words }: { readonly words: string }) {
  const [what, state] = words.split(': ');
  return (
    <span className="learning-words">
      <span className="learning-what">{what}: </span>
      {state}
    </span>
  );
}

async function setPaused(learningPaused: boolean): Promise<void> {
  const result = await saveSettings({ learningPaused });
  if (!result.ok) showFailure(result.error);
}

function learningLabel({ learning, learningPaused }: Settings): string {
  if (learningPaused && learning !== 'told') return t('Learning: paused');
  switch (learning) {
    case 'automatic':
      return t('Learning: automatic');
    case 'ask':
      return t('Learning: asks first');
    case 'told':
      return t('Learning: only when told');
  }
}
