import { IconCopy, IconPencil, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { readyPrompts } from '../../../ui/prompts/ready-prompts.ts';
import type { Prompt } from '../../../../shared/prompts/prompt.ts';
import { deletePrompt, loadPrompts, usePromptsStore } from '../../../state/chat/prompts-store.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { useRestoreFocus } from '../../../ui/hooks/use-restore-focus.ts';
import { SettingsSection } from '../form/settings-section.tsx';
import { PromptDialog } from './prompt-dialog.tsx';
import type { EditedPrompt } from './prompt-dialog.tsx';
import { t } from '../../../language/translate.ts';
import './prompts.css';

/** The Prompts tab: the user's own, and those that come with Tutee. */
export function PromptsTab() {
  const { prompts, error } = usePromptsStore();
  const [edited, setEdited] = useState<EditedPrompt | null>(null);
  const keepFocus = useRestoreFocus(() =>
    document.querySelector<HTMLElement>('.prompts button, .prompts-new'),
  );
  useEffect(() => void loadPrompts(), []);
  const remove = (prompt: Prompt): void => {
    keepFocus();
    void deletePrompt(prompt);
  };
  return (
    <>
      <SettingsSection
        title={t('Your prompts')}
        note={t('Type / in an empty message to use one. Words in {{example}} are asked for first.', {
          example: `{{${t('double braces')}}}`,
        })}
      >
        {error === null ? null : <FailureState message={error.message} onRetry={() => void loadPrompts()} />}
        {prompts === null || prompts.length > 0 ? (
          <ul
            className="prompts"
            aria-label={t('Your prompts')}
            aria-busy={prompts === null && error === null}
          >
            {(prompts ?? []).map((prompt) => (
              <PromptRow key={prompt.id} name={prompt.name} text={prompt.text}>
                <IconButton
                  label={t('Edit {{name}}', { name: prompt.name })}
                  onClick={() => setEdited(prompt)}
                >
                  <IconPencil size={16} stroke={1.6} aria-hidden />
                </IconButton>
                <IconButton
                  label={t('Delete {{name}}', { name: prompt.name })}
                  onClick={() => remove(prompt)}
                >
                  <IconTrash size={16} stroke={1.6} aria-hidden />
                </IconButton>
              </PromptRow>
            ))}
          </ul>
        ) : (
          <p className="settings-state">{t('None yet. Add one, or change a copy of one below.')}</p>
        )}
        <Button className="prompts-new" onClick={() => setEdited({ id: null, name: '', text: '' })}>
          {t('New prompt')}
        </Button>
      </SettingsSection>
      <SettingsSection title={t('Ready prompts')} note={t('They come with Tutee and stay as they are.')}>
        <ul className="prompts" aria-label={t('Ready prompts')}>
          {readyPrompts.map(({ id, name, text }) => (
            <PromptRow key={id} name={name} text={text}>
              <IconButton
                label={t('Edit a copy of {{name}}', { name })}
                onClick={() => setEdited({ id: null, name: freeName(name, prompts ?? []), text })}
              >
                <IconCopy size={16} stroke={1.6} aria-hidden />
              </IconButton>
            </PromptRow>
          ))}
        </ul>
      </SettingsSection>
      <PromptDialog edited={edited} onClose={() => setEdited(null)} />
    </>
  );
}

interface PromptRowProps {
  readonly name: string;
  readonly text: string;
  readonly children: ReactNode;
}

function PromptRow({ name, text, children }: PromptRowProps) {
  return (
    <li className="prompt" aria-label={name}>
      <div className="prompt-words">
        <span dir="auto">{name}</span>
        <span className="prompt-text" dir="auto">
          {text}
        </span>
      </div>
      {children}
    </li>
  );
}

/** "My summary", "My summary 2" …: the first that is not taken. */
function freeName(name: string, prompts: readonly Prompt[]): string {
  const taken = new Set(prompts.map((prompt) => prompt.name.toLowerCase()));
  const wanted = t('My {{name}}', { name: `${name.charAt(0).toLowerCase()}${name.slice(1)}` });
  let free = wanted;
  for (let count = 2; taken.has(free.toLowerCase()); count += 1) free = `${wanted} ${count}`;
  return free;
}
