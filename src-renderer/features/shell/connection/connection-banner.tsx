import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useAppStore } from '../../../state/page/app-store.ts';
import { t } from '../../../language/translate.ts';

/** Shorter drops are not shown, in ms. */
const SHOW_AFTER_MS = 700;
/** After this long, in ms, Tutee has probably ended and may run at another address. */
const EXPLAIN_AFTER_MS = 8_000;

/** Shows that the connection is lost, for as long as it is. */
export function ConnectionBanner() {
  const lost = useAppStore(({ connection }) => connection === 'lost');
  const shown = useHasLasted(lost, SHOW_AFTER_MS);
  const long = useHasLasted(lost, EXPLAIN_AFTER_MS);
  if (!shown) return null;
  return (
    <div className="banner banner-failure" role="alert">
      <IconPlugConnectedX size={16} stroke={1.6} aria-hidden />
      <span>
        {t('Connection to Tutee lost. Trying again…')}
        {long ? (
          <>
            {' '}
            {t(
              'If you closed Tutee, start it again. If it opened in another tab, go on there; what you typed here stays until you close this tab.',
            )}
          </>
        ) : null}
      </span>
    </div>
  );
}

/** True once `on` has been true for `ms` milliseconds, until it turns false. */
function useHasLasted(on: boolean, ms: number): boolean {
  const [lasted, setLasted] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasted(on), on ? ms : 0);
    return () => clearTimeout(timer);
  }, [on, ms]);
  return lasted;
}
