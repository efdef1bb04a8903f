import { useLayoutEffect, useRef, useState } from 'react';
import type { drawFormula } from './draw-formula.ts';
import { t } from '../../../language/translate.ts';
import './formula.css';

interface FormulaProps {
  /** TeX, without its delimiters. */
  readonly source: string;
  readonly display: boolean;
}

type DrawFormula = typeof drawFormula;

/** Null until KaTeX is loaded with the first formula. */
let draw: DrawFormula | null = null;

type Drawn = 'not yet' | 'drawn' | 'failed';

/** A formula; shows its source until it is rendered, and if it is invalid. */
export function Formula({ source, display }: FormulaProps) {
  const place = useRef<HTMLSpanElement>(null);
  const [drawn, setDrawn] = useState<Drawn>('not yet');
  useLayoutEffect(() => {
    let cancelled = false;
    const drawNow = (): void => {
      if (cancelled || place.current === null || draw === null) return;
      setDrawn(draw(source, display, place.current) ? 'drawn' : 'failed');
    };
    if (draw === null)
      void loadDrawing().then(drawNow, () => {
        if (!cancelled) setDrawn('failed');
      });
    else drawNow();
    return () => {
      cancelled = true;
    };
  }, [source, display]);
  return (
    <span className={display ? 'formula formula-display' : 'formula'} dir="ltr" data-source={source}>
      <span ref={place} hidden={drawn !== 'drawn'} />
      {drawn === 'drawn' ? null : (
        <code title={drawn === 'failed' ? t('This formula cannot be drawn.') : undefined}>{source}</code>
      )}
    </span>
  );
}

/** A display formula; scrolls if it is wider than the text. */
export function FormulaBlock({ source }: { readonly source: string }) {
  return (
    <div className="formula-scroll" tabIndex={0} role="group" aria-label={t('Formula')}>
      <Formula source={source} display />
    </div>
  );
}

async function loadDrawing(): Promise<void> {
  draw ??= (await import('./draw-formula.ts')).drawFormula;
}
