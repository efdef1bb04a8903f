/** What a call changes in a file, line by line: before it happens, and afterwards. */
import { useEffect, useState } from 'react';
import type { FileChangeView } from '../../../../shared/tools/file-change.ts';
import { changeOfCall } from '../../../state/chat/tool-calls.ts';
import { withInvisible } from './call-words.ts';
import { t, tCount } from '../../../language/translate.ts';
import './file-change.css';

interface FileChangeProps {
  readonly callId: string;
  /** Other arguments than the model's; null: those. */
  readonly edited: string | null;
  /** Called with what to approve once it is shown; null: it would change nothing. */
  readonly onShown?: (seen: string | null) => void;
}

/** While somebody types. */
const PAUSE = 300;

export default function FileChange({ callId, edited, onShown }: FileChangeProps) {
  const [change, setChange] = useState<FileChangeView | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const result = await changeOfCall(callId, edited);
      if (!isCurrent) return;
      setChange(result.ok ? result.value.change : null);
      setFault(result.ok ? null : result.error.message);
      onShown?.(result.ok ? result.value.change.seen : null);
    };
    const timer = setTimeout(() => void look(), edited === null ? 0 : PAUSE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // `onShown` is new with each rendering.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [callId, edited]);
  if (fault !== null)
    return (
      <p role="status" className="tool-call-note">
        {fault}
      </p>
    );
  if (change === null) return <div className="file-change" aria-busy="true" />;
  return <Change change={change} />;
}

function Change({
  change: { path, isNew, lines, added, removed, cut },
}: {
  readonly change: FileChangeView;
}) {
  return (
    <figure className="file-change" aria-label={t('What changes in {{path}}', { path })}>
      <figcaption>
        <bdi>{withInvisible(path)}</bdi>
        <span>
          {isNew ? `${t('New file')}, ` : ''}
          {tCount(added, '{{count}} line added', '{{count}} lines added')}
          {isNew ? '' : `, ${tCount(removed, '{{count}} line removed', '{{count}} lines removed')}`}
        </span>
      </figcaption>
      <div className="file-change-lines" tabIndex={0} role="group" aria-label={t('Lines')}>
        {lines.map(({ type, text }, index) => (
          <code key={index} className={`file-change-${type}`} dir="auto">
            <span className="file-change-sign">{signs[type]}</span>
            {type === 'gap' ? '⋯' : withInvisible(text)}
          </code>
        ))}
      </div>
      {cut ? <p className="tool-call-note">{t('There are more lines than are shown here.')}</p> : null}
    </figure>
  );
}

/** Read aloud and copied, so that colour is not all that tells them apart. */
const signs = { added: '+ ', removed: '− ', same: '  ', gap: '  ' } as const;
