import { memo, useEffect, useMemo, useState } from 'react';
import { textSlices } from './text-slices.ts';
import { t } from '../../../language/translate.ts';

/** Slices rendered per frame. */
const SLICES_PER_FRAME = 60;

interface PastedBodyProps {
  readonly id: string;
  readonly text: string;
  /** Its accessible name. */
  readonly label?: string;
}

/** The full pasted text, in its own scroll container. */
export const PastedBody = memo(function PastedBody({ id, text, label = t('Pasted text') }: PastedBodyProps) {
  const slices = useMemo(() => textSlices(text), [text]);
  const [made, setMade] = useState(SLICES_PER_FRAME);
  useEffect(() => {
    if (made >= slices.length) return;
    const frame = requestAnimationFrame(() => setMade(made + SLICES_PER_FRAME));
    return () => cancelAnimationFrame(frame);
  }, [made, slices.length]);
  return (
    <div id={id} className="pasted-body" role="region" aria-label={label} tabIndex={0} dir="auto">
      {slices.slice(0, made).map((slice, index) => (
        <div key={`slice ${index}`} className="pasted-slice">
          {slice}
        </div>
      ))}
    </div>
  );
});
