import { IconPlayerStop, IconVolume } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { MouseEvent } from 'react';
import { IconButton } from '../../../../ui/controls/button.tsx';
import { t } from '../../../../language/translate.ts';

/** Reads an answer aloud with the speech synthesis of the browser; Tutee sends nothing anywhere. */
export function ReadAloudButton() {
  const [reading, setReading] = useState(false);
  useEffect(() => {
    if (!reading) return undefined;
    // The message was removed or unmounted by scrolling.
    return () => speechSynthesis.cancel();
  }, [reading]);
  if (!('speechSynthesis' in globalThis)) return null;
  const toggle = ({ currentTarget }: MouseEvent): void => {
    speechSynthesis.cancel();
    setReading(!reading);
    if (reading) return;
    const text = spokenText(currentTarget.closest('article'));
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.addEventListener('end', () => setReading(false));
    utterance.addEventListener('error', () => setReading(false));
    speechSynthesis.speak(utterance);
  };
  return (
    <IconButton label={reading ? t('Stop reading') : t('Read aloud')} aria-pressed={reading} onClick={toggle}>
      {reading ? (
        <IconPlayerStop size={15} stroke={1.6} aria-hidden />
      ) : (
        <IconVolume size={15} stroke={1.6} aria-hidden />
      )}
    </IconButton>
  );
}

/** The visible text, without Markdown syntax and buttons. */
function spokenText(article: Element | null): string {
  const shown = article?.querySelector<HTMLElement>('.markdown')?.cloneNode(true);
  if (!(shown instanceof HTMLElement)) return '';
  for (const button of shown.querySelectorAll('button')) button.remove();
  return shown.textContent.trim();
}
