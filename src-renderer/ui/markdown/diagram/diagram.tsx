import { IconChartDots3, IconCode } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { IconButton } from '../../controls/button.tsx';
import { CodeBlock } from '../code/code-block.tsx';
import type { DrawnDiagram } from './draw-diagram.ts';
import { t } from '../../../language/translate.ts';
import './diagram.css';

type Drawing = { readonly status: 'drawing' | 'failed' } | ({ readonly status: 'drawn' } & DrawnDiagram);

/** A Mermaid diagram as an image, in which nothing can run or load; its source if it cannot be drawn. */
export function Diagram({ source }: { readonly source: string }) {
  const drawing = useDrawing(source);
  const [asSource, setAsSource] = useState(false);
  if (drawing.status !== 'drawn' || asSource) {
    return (
      <div className="diagram-source">
        <CodeBlock info="mermaid" text={source.trimEnd()} />
        {drawing.status === 'failed' ? (
          <p className="diagram-note">{t('This diagram cannot be drawn; this is its source.')}</p>
        ) : null}
        {drawing.status === 'drawn' ? (
          <button type="button" className="text-button" onClick={() => setAsSource(false)}>
            <IconChartDots3 size={14} stroke={1.6} aria-hidden /> {t('Show as a diagram')}
          </button>
        ) : null}
      </div>
    );
  }
  return (
    <figure className="diagram">
      <div className="diagram-scroll" tabIndex={0} role="group" aria-label={t('Diagram')}>
        <img src={drawing.address} width={drawing.width} height={drawing.height} alt={drawing.description} />
      </div>
      <IconButton label={t('Show source')} className="diagram-toggle" onClick={() => setAsSource(true)}>
        <IconCode size={15} stroke={1.6} aria-hidden />
      </IconButton>
    </figure>
  );
}

function useDrawing(source: string): Drawing {
  const [drawing, setDrawing] = useState<Drawing>({ status: 'drawing' });
  const dark = useDarkTheme();
  useEffect(() => {
    let cancelled = false;
    let address: string | null = null;
    const draw = async (): Promise<void> => {
      try {
        const { drawDiagram } = await import('./draw-diagram.ts');
        const drawn = await drawDiagram(source, dark);
        ({ address } = drawn);
        if (cancelled) URL.revokeObjectURL(address);
        else setDrawing({ status: 'drawn', ...drawn });
      } catch {
        if (!cancelled) setDrawing({ status: 'failed' });
      }
    };
    void draw();
    return () => {
      cancelled = true;
      if (address !== null) URL.revokeObjectURL(address);
    };
  }, [source, dark]);
  return drawing;
}

/** Whether the theme is dark; an image cannot follow the theme by itself. */
function useDarkTheme(): boolean {
  const [dark, setDark] = useState(isDark);
  useEffect(() => {
    const update = (): void => setDark(isDark());
    const observer = new MutationObserver(update);
    observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', update);
    return () => {
      observer.disconnect();
      system.removeEventListener('change', update);
    };
  }, []);
  return dark;
}

function isDark(): boolean {
  if (typeof document === 'undefined') return false;
  const scheme = document.documentElement.dataset['mantineColorScheme'];
  return scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
}
