import { TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { useLocation } from 'wouter';
import type { MemoryKind, MemoryScope } from '../../../shared/memory/memory.ts';
import { forgetMemory, offerUndo, teach } from '../../state/memory/memory-actions.ts';
import { useNewestMemories } from '../../state/memory/newest-memories.ts';
import { Button, IconButton } from '../../ui/controls/button.tsx';
import { ProjectSection } from './project-section.tsx';
import { t } from '../../language/translate.ts';

const MOST = 50;
const kinds: MemoryKind[] = ['instruction'];

/** What answers in a project's chats follow: its memories of the kind instruction, with a field that adds one. */
export function ProjectInstructions({ scope }: { readonly scope: MemoryScope }) {
  const filter = useMemo(() => ({ scopes: [scope], kinds }), [scope]);
  const memories = useNewestMemories(filter, MOST);
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const add = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const result = await teach({ text: text.trim(), kind: 'instruction', scope });
    setError(result.ok ? null : result.error.message);
    if (!result.ok) return;
    setText('');
    offerUndo(t('Added.'), result.value.changeId);
  };
  const remove = (id: string): void => {
    // Its row goes away.
    field.current?.focus();
    void forgetMemory(id);
  };
  if (memories === null) return null;
  return (
    <ProjectSection title={t('Instructions')}>
      <ul>
        {memories.items.map((memory) => (
          <li key={memory.id} className="project-instruction">
            <button
              type="button"
              className="start-row start-memory"
              onClick={() => navigate(`/memory/${memory.id}`)}
            >
              <bdi>{memory.text}</bdi>
            </button>
            <IconButton
              label={t('Remove “{{text}}”', { text: memory.text })}
              onClick={() => remove(memory.id)}
            >
              <IconX size={15} stroke={1.6} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <form className="project-add" onSubmit={(event) => void add(event)}>
        <TextInput
          ref={field}
          aria-label={t('New instruction')}
          placeholder={t('Answer in British English, with sources.')}
          dir="auto"
          value={text}
          error={error}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setError(null);
          }}
        />
        <Button type="submit" disabled={text.trim() === ''}>
          {t('Add')}
        </Button>
      </form>
    </ProjectSection>
  );
}
