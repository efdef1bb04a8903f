import { Textarea } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { resumeAfterInterrupt } from '../../../state/runs/chat-runs-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { useFocusOnMount } from '../../../ui/hooks/use-focus-on-mount.ts';
import { t } from '../../../language/translate.ts';

interface InterruptFormProps {
  readonly runId: string;
  readonly onDone: () => void;
}

/** After an interrupt: asks what should be different before the turn is repeated. */
export function InterruptForm({ runId, onDone }: InterruptFormProps) {
  const field = useFocusOnMount<HTMLTextAreaElement>();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  // Guards against a double Enter, since the second may arrive before the next render.
  const sending = useRef(false);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (sending.current) return;
    sending.current = true;
    const result = await resumeAfterInterrupt(runId, text.trim());
    sending.current = false;
    if (!result.ok) {
      setError(result.error.message);
      return;
    }
    onDone();
    view.focusComposer();
  };
  return (
    <div className="run-requests">
      <form className="run-request" aria-label={t('Interrupted')} onSubmit={(event) => void submit(event)}>
        <p className="run-request-title" role="status">
          <IconHandStop size={16} stroke={1.6} aria-hidden />
          {t('Interrupted. What should be different?')}
        </p>
        <Textarea
          ref={field}
          mt={8}
          aria-label={t('What should be different')}
          placeholder={t('Everybody in the run hears it. Leave it empty to go on as before.')}
          rows={2}
          dir="auto"
          value={text}
          error={error}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing)
              void submit(event);
          }}
        />
        <div className="run-request-actions">
          <Button small variant="primary" type="submit">
            {t('Go on')}
          </Button>
          <Button small variant="quiet" onClick={onDone}>
            {t('Stay paused')}
          </Button>
        </div>
      </form>
    </div>
  );
}
