import { IconChevronRight, IconTool } from '@tabler/icons-react';
import { useState } from 'react';
import type { RunDetails } from '../../state/run-log.ts';
import { countWords } from '../../ui/time-words.ts';
import { EventMore } from './event-more.tsx';
import { eventWords } from './run-words.ts';
import './run-steps.css';

interface RunStepsProps {
  readonly steps: readonly RunDetails['messages'][number][];
}

/** Tool calls and what else led to a message, folded. */
export function RunSteps({ steps }: RunStepsProps) {
  const [open, setOpen] = useState(false);
  if (steps.length === 0) return null;
  return (
    <div className="run-steps">
      <button type="button" className="run-steps-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={14} stroke={1.8} aria-hidden />
        <IconTool size={14} stroke={1.6} aria-hidden />
        {stepsWords(steps)}
      </button>
      {open ? (
        <ol className="run-steps-list">
          {steps.map((step) => {
            const words = eventWords(step);
            if (words === null) return null;
            return (
              <li key={step.id}>
                <span>{words.line}</span>
                <EventMore more={words.more} code={words.code} />
              </li>
            );
          })}
        </ol>
      ) : null}
    </div>
  );
}

function stepsWords(steps: RunStepsProps['steps']): string {
  const last = steps.at(-1);
  if (last?.type === 'HandoffMessage') return `Hands over to ${last.target}`;
  const names = steps.flatMap((step) =>
    step.type === 'ToolCallRequestEvent' ? step.content.map(({ name }) => name) : [],
  );
  if (names.length === 0) return countWords(steps.length, 'step', 'steps');
  const different = [...new Set(names)];
  return different.length === 1 && names.length === 1
    ? `Used ${different[0]}`
    : `Used ${different.slice(0, 3).join(', ')}${different.length > 3 ? '…' : ''} (${countWords(names.length, 'call', 'calls')})`;
}
