import { IconChevronRight, IconClock, IconTool } from '@tabler/icons-react';
import { useState } from 'react';
import type { RunDetails } from '../../../state/runs/run-reducer.ts';
import { EventDetails } from './event-details.tsx';
import { summarizeEvent, formatWaitTime } from '../run-labels.ts';
import { t, tCount } from '../../../language/translate.ts';
import './run-steps.css';

interface RunStepsProps {
  readonly steps: readonly RunDetails['messages'][number][];
}

/** Tool calls and other steps before a message, collapsed. */
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
        {stepsLabel(steps)}
      </button>
      {open ? (
        <ol className="run-steps-list">
          {steps.map((step) => {
            const words = summarizeEvent(step);
            if (words === null) return null;
            return (
              <li key={step.id}>
                <span>{words.line}</span>
                <EventDetails details={words.details} code={words.code} />
              </li>
            );
          })}
        </ol>
      ) : null}
    </div>
  );
}

function stepsLabel(steps: RunStepsProps['steps']): string {
  const last = steps.at(-1);
  if (last?.type === 'HandoffMessage') return t('Hands over to {{name}}', { name: last.target });
  const names = steps.flatMap((step) =>
    step.type === 'ToolCallRequestEvent' ? step.content.map(({ name }) => name) : [],
  );
  if (!steps.some(isTool)) return waitLabel(steps);
  if (names.length === 0) return tCount(steps.length, '{{count}} step', '{{count}} steps');
  const different = [...new Set(names)];
  const tools = `${different.slice(0, 3).join(', ')}${different.length > 3 ? '…' : ''}`;
  return names.length === 1
    ? t('Used {{tools}}', { tools })
    : tCount(names.length, 'Used {{tools}} ({{count}} call)', 'Used {{tools}} ({{count}} calls)', { tools });
}

type Step = RunStepsProps['steps'][number];

const notices: ReadonlySet<Step['type']> = new Set<Step['type']>([
  'ModelClientWaitEvent',
  'ModelClientFallbackEvent',
  'ModelClientShortenedEvent',
]);

function isTool({ type }: Step): boolean {
  return !notices.has(type);
}

/** The label when the agent only waited or fell back to another model. */
function waitLabel(steps: RunStepsProps['steps']): string {
  const instead = steps.findLast((step) => step.type === 'ModelClientFallbackEvent');
  if (instead !== undefined)
    return t('{{next}} was asked instead of {{model}}', { next: instead.next, model: instead.model });
  const shortened = steps.findLast((step) => step.type === 'ModelClientShortenedEvent');
  if (shortened !== undefined)
    return tCount(
      shortened.messages,
      'Left {{count}} older message out',
      'Left {{count}} older messages out',
    );
  const waits = steps.flatMap((step) => (step.type === 'ModelClientWaitEvent' ? [step.ms] : []));
  return t('Waited {{time}}', { time: formatWaitTime(waits.reduce((sum, ms) => sum + ms, 0)) });
}
