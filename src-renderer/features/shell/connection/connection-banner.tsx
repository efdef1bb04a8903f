import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useAppStore } from '../../../state/page/app-store.ts';

/** A drop shorter than this is not worth a word, in ms. */
const PATIENCE = 700;
/** After this it is no passing drop: Tutee has ended, and may run at another address by now. */
const LONG = 8_000;

/** Says that the connection is gone while it is; goes away by itself. */
export function ConnectionBanner() {
  const lost = useAppStore(({ connection }) => connection === 'lost');
  const shown = useLasted(lost, PATIENCE);
  const long = useLasted(lost, LONG);
  if (!shown) return null;
  return (
    <div className="banner banner-failure" role="alert">
      <IconPlugConnectedX size={16} stroke={1.6} aria-hidden />
      <span>
        Connection to Tutee lost. Trying again…
        {long
          ? ' If you closed Tutee, start it again. If it opened in another tab, go on there; what you typed here stays until you close this tab.'
          : null}
      </span>
    </div>
  );
}

/** True once `on` has been true for so many ms, until it is false. */
function useLasted(on: boolean, ms: number): boolean {
  const [lasted, setLasted] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasted(on), on ? ms : 0);
    return () => clearTimeout(timer);
  }, [on, ms]);
  return lasted;
}
