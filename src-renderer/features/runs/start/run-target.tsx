import { NativeSelect } from '@mantine/core';
import type { RunTargetState } from './use-run-target.ts';
import { t } from '../../../language/translate.ts';
import './run-target.css';

/** Whom the composer addresses; a choice once the run has ended. */
export function RunTarget({ target }: { readonly target: RunTargetState }) {
  const { name, on, asked, toRun, choose, next, handTo, setHandTo } = target;
  if (asked && next.length > 0) {
    return (
      <NativeSelect
        className="run-target"
        size="xs"
        aria-label={t('Then')}
        data={[
          { value: '', label: t('Then back to whoever asked') },
          ...next.map((each) => ({ value: each, label: t('Then to {{name}}', { name: each }) })),
        ]}
        value={handTo ?? ''}
        onChange={(event) => setHandTo(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      />
    );
  }
  if (asked) return <span>{t('Goes into the run as your answer')}</span>;
  if (on) return <span>{t('Goes to everybody in the run')}</span>;
  return (
    <NativeSelect
      className="run-target"
      size="xs"
      aria-label={t('To', {}, 'recipient')}
      data={[
        { value: 'run', label: t('To {{name}}', { name: name ?? '' }) },
        { value: 'tutee', label: t('To Tutee') },
      ]}
      value={toRun ? 'run' : 'tutee'}
      onChange={(event) => choose(event.currentTarget.value === 'run')}
    />
  );
}
