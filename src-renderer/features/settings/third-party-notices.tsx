import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/controls/button.tsx';
import { t } from '../../language/translate.ts';

/** Licence notices of third-party code; loaded on demand. */
export function ThirdPartyNotices() {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button onClick={() => setOpened(true)}>{t('Third-party notices')}</Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t('Third-party notices')} size={760}>
        <NoticesText />
      </Modal>
    </>
  );
}

function NoticesText() {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    void loadNotices().then((loaded) => {
      if (current) setText(loaded);
    });
    return () => {
      current = false;
    };
  }, []);
  if (text === null) return <div aria-busy="true" className="notices-text" />;
  return (
    <pre className="notices-text" tabIndex={0} aria-label={t('Notices')}>
      {text}
    </pre>
  );
}

async function loadNotices(): Promise<string> {
  try {
    const response = await fetch('/third-party-notices.txt');
    if (response.ok) return await response.text();
  } catch {
    // Reported below.
  }
  return t(
    'The notices could not be loaded. They are also in the file third-party-notices.txt that comes with Tutee.',
  );
}
