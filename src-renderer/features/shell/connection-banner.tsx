import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useAppStore } from '../../state/app-store.ts';

/** A drop shorter than this is not worth a word, in ms. */
const PATIENCE = 700;

/** Says that the connection is gone while it is; goes away by itself. */
export function ConnectionBanner() {
  const lost = useAppStore(({ connection }) => connection === 'lost');
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(lost), lost ? PATIENCE : 0);
    return () => clearTimeout(timer);
  }, [lost]);
  if (!shown) return null;
  return (
    <div className="banner banner-failure" role="alert">
      <IconPlugConnectedX size={16} stroke={1.6} aria-hidden />
      Connection to Tutee lost. Trying again…
    </div>
  );
}
