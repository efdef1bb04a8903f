import { useState } from 'react';
import { NativeSelect } from '@mantine/core';
import { CopyButton } from '../../../ui/controls/copy-button.tsx';
import type { Connection, ProgramKind } from './program-config.ts';
import { programConfig, programKinds } from './program-config.ts';
import { t } from '../../../language/translate.ts';

/** What to paste where, with the key, which is shown this once. */
export function ConnectionSteps({ connection }: { readonly connection: Connection }) {
  const [kind, setKind] = useState<ProgramKind>('claude');
  const config = programConfig(kind, connection);
  const file = programKinds.find(({ value }) => value === kind)?.file ?? null;
  const choose = (value: string): void => {
    const chosen = programKinds.find((one) => one.value === value);
    if (chosen !== undefined) setKind(chosen.value);
  };
  return (
    <div className="program-steps">
      <p>{t('The key is shown only now. If you lose it, make a new one.')}</p>
      <NativeSelect
        label={t('Where to paste it')}
        data={programKinds.map(({ value, label }) => ({ value, label }))}
        value={kind}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {config === null ? (
        <>
          <Copied
            label={t('Address')}
            copy={t('Copy address')}
            text={connection.url ?? t('Switch the memory on first.')}
          />
          <Copied
            label={t('Header')}
            copy={t('Copy header')}
            text={`Authorization: Bearer ${connection.key}`}
          />
        </>
      ) : (
        <>
          <p className="settings-note">
            {t('Add this to {{file}}, then start the program again.', { file: file ?? '' })}
          </p>
          <Copied label={t('Configuration')} copy={t('Copy configuration')} text={config} />
        </>
      )}
    </div>
  );
}

interface CopiedProps {
  readonly label: string;
  /** The name of the button. */
  readonly copy: string;
  readonly text: string;
}

function Copied({ label, copy, text }: CopiedProps) {
  return (
    <div className="program-config" role="group" aria-label={label}>
      <pre tabIndex={0}>{text}</pre>
      <CopyButton text={text} label={copy} />
    </div>
  );
}
