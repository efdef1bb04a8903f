import { NativeSelect } from '@mantine/core';
import type { RunTargetState } from './use-run-target.ts';
import './run-target.css';

/** Whom the composer addresses; a choice once the run has ended. */
export function RunTarget({ target }: { readonly target: RunTargetState }) {
  const { name, on, asked, toRun, choose, next, handTo, setHandTo } = target;
  if (asked && next.length > 0) {
    return (
      <NativeSelect
        className="run-target"
        size="xs"
        aria-label="Then"
        data={[
          { value: '', label: 'Then back to whoever asked' },
          ...next.map((each) => ({ value: each, label: `Then to ${each}` })),
        ]}
        value={handTo ?? ''}
        onChange={(event) => setHandTo(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      />
    );
  }
  if (asked) return <span>Goes into the run as your answer</span>;
  if (on) return <span>Goes to everybody in the run</span>;
  return (
    <NativeSelect
      className="run-target"
      size="xs"
      aria-label="To"
      data={[
        { value: 'run', label: `To ${name}` },
        { value: 'tutee', label: 'To Tutee' },
      ]}
      value={toRun ? 'run' : 'tutee'}
      onChange={(event) => choose(event.currentTarget.value === 'run')}
    />
  );
}
