import { Tooltip } from '@mantine/core';
import { Link } from 'wouter';
import { useAppStore } from '../../../state/page/app-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { modelWords } from './model-words.ts';

/** Which model answers, at the foot of the left side; leads to its settings. */
export function ModelLine() {
  const model = useAppStore((state) => state.model);
  if (model === null) return <div className="model-line" />;
  return (
    <Link href="/settings/models" className="model-line" onClick={view.closeSide}>
      <span className={`model-dot model-dot-${model.mode}`} aria-hidden />
      <span className="model-line-text">{modelWords(model)}</span>
    </Link>
  );
}

export function ModelDot() {
  const model = useAppStore((state) => state.model);
  if (model === null) return null;
  return (
    <Tooltip label={modelWords(model)} position="right">
      <Link href="/settings/models" className="model-line" aria-label={modelWords(model)}>
        <span className={`model-dot model-dot-${model.mode}`} aria-hidden />
      </Link>
    </Tooltip>
  );
}
