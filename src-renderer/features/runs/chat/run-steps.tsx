import { IconChevronRight, IconClock, IconTool } from '@tabler/icons-react';
import { useState } from 'react';
import type { RunDetails } from '../../../state/runs/run-log.ts';
import { countWords } from '../../../ui/words/time-words.ts';
import { EventMore } from './event-more.tsx';
import { eventWords, secondsWords } from '../run-words.ts';
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
        {steps.some(isTool) ? (
          <IconTool size={14} stroke={1.6} aria-hidden />
        ) : (
          <IconClock size={14} stroke={1.6} aria-hidden />
        )}
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
  if (!steps.some(isTool)) return waitedWords(steps);
  if (names.length === 0) return countWords(steps.length, 'step', 'steps');
  const different = [...new Set(names)];
  return different.length === 1 && names.length === 1
    ? `Used ${different[0]}`
    : `Used ${different.slice(0, 3).join(', ')}${different.length > 3 ? '…' : ''} (${countWords(names.length, 'call', 'calls')})`;
}

type Step = RunStepsProps['steps'][number];

function isTool({ type }: Step): boolean {
  return type !== 'ModelClientWaitEvent' && type !== 'ModelClientFallbackEvent';
}

/** Nothing was done but asked and waited for. */
function waitedWords(steps: RunStepsProps['steps']): string {
  const instead = steps.findLast((step) => step.type === 'ModelClientFallbackEvent');
  if (instead !== undefined) return `${instead.next} was asked instead of ${instead.model}`;
  const waits = steps.flatMap((step) => (step.type === 'ModelClientWaitEvent' ? [step.ms] : []));
  return `Waited ${secondsWords(waits.reduce((sum, ms) => sum + ms, 0))}`;
}
