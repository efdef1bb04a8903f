import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useAppStore } from '../../state/page/app-store.ts';
import { t } from '../../language/translate.ts';

/** Notices from startup, for example that a database copy was set aside. */
export function Notices() {
  const notices = useAppStore(({ info }) => info?.notices);
  const [closed, setClosed] = useState<readonly string[]>([]);
  return (notices ?? [])
    .filter((notice) => !closed.includes(notice))
    .map((notice) => (
      <div key={notice} className="banner" role="status">
        <span className="banner-text">{notice}</span>
        <button
          type="button"
          className="icon-button"
          aria-label={t('Dismiss')}
          onClick={() => setClosed([...closed, notice])}
        >
          <IconX size={15} stroke={1.6} aria-hidden />
        </button>
      </div>
    ));
}
