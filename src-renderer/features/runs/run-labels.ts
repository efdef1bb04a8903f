/** Formats runs for display: state, usage and events. */
import { TUTEE, TUTEE_LEARNING } from '../../../shared/agents/names.ts';
import { usedShare } from '../../../shared/agents/budget-use.ts';
import type { RunBudget } from '../../../shared/agents/run-budget.ts';
import type { RunDetails, RunView } from '../../state/runs/run-reducer.ts';
import { isChatMessage } from '../../state/chat/chat-message.ts';
import { formatNumber, t, tCount } from '../../language/translate.ts';

type UsageSum = RunView['usage'];

const statuses: Readonly<Record<RunView['status'], string>> = {
  running: t('Running'),
  paused: t('Paused'),
  waiting: t('Waiting for you'),
  complete: t('Done'),
  failed: t('Failed'),
  cancelled: t('Stopped'),
  interrupted: t('Interrupted'),
};

export function runStatusLabel({ status }: Pick<RunView, 'status'>): string {
  return statuses[status];
}

/** Explains the state of a run in a sentence; null when the status says it all. */
export function describeOutcome({ status, failure, stopReason }: RunView): string | null {
  if (status === 'failed' && failure !== null) return `${failure.agent}: ${failure.error.message}`;
  if (status === 'interrupted') return t('Tutee was closed in the middle of it. It can go on where it was.');
  return status === 'running' || status === 'waiting' ? null : stopReason;
}

export function totalTokens({
  promptTokens,
  completionTokens,
}: Pick<UsageSum, 'promptTokens' | 'completionTokens'>): number {
  return promptTokens + completionTokens;
}

/** Who used tokens: an agent's name, or what Tutee did. */
export function usageOwnerLabel(agent: string): string {
  if (agent === TUTEE) return t('Tutee in chats');
  return agent === TUTEE_LEARNING ? t('Tutee learning') : agent;
}

/** "1,204 tokens"; "no tokens counted" when no model was called or none reported usage. */
export function formatTokens(usage: UsageSum): string {
  if (usage.requests === 0) return t('no tokens counted');
  if (usage.cachedRequests === usage.requests) return t('answered from what was kept');
  return tCount(totalTokens(usage), '{{count}} token', '{{count}} tokens');
}

/** "$0.0042", "price not known", "at least $0.01"; empty when no model was called. */
export function formatCost({ requests, cost, knownCost }: UsageSum): string {
  if (requests === 0) return '';
  if (cost !== null) return formatDollars(cost);
  return knownCost > 0 ? t('at least {{cost}}', { cost: formatDollars(knownCost) }) : t('price not known');
}

/** Two significant digits: "$12.40", "$0.0042", "$0". */
export function formatDollars(amount: number): string {
  return formatNumber(amount, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    useGrouping: false,
    ...(amount >= 0.1 ? {} : { maximumSignificantDigits: 2 }),
  });
}

/** "1,204 tokens · $0.0042" */
export function formatUsage(usage: UsageSum): string {
  return [formatTokens(usage), formatCost(usage)].filter((part) => part !== '').join(' · ');
}

/** "52%" of tokens or requests, whichever is higher. */
export function formatShare(budget: RunBudget): string {
  return formatNumber(Math.floor(usedShare(budget) * 100) / 100, { style: 'percent' });
}

type RunMessage = RunDetails['messages'][number];

/** An event of a run: one line, and details on demand. */
export interface EventSummary {
  readonly line: string;
  /** Empty: no details. */
  readonly details: string;
  /** False: the details are prose, not code. */
  readonly code?: boolean;
}

/** Null for a chat message, which is shown as such. */
export function summarizeEvent(message: RunMessage): EventSummary | null {
  if (isChatMessage(message)) return null;
  switch (message.type) {
    case 'ToolCallRequestEvent':
      return {
        line: t('calls {{tools}}', { tools: message.content.map(({ name }) => name).join(', ') }),
        details: message.content.map((call) => `${call.name} ${prettyJson(call.arguments)}`).join('\n'),
      };
    case 'ToolCallExecutionEvent':
      return {
        line: message.content
          .map(({ name, isError }) =>
            isError
              ? t('could not use {{tool}}', { tool: name })
              : t('got an answer from {{tool}}', { tool: name }),
          )
          .join(', '),
        details: message.content.map(({ content }) => content).join('\n'),
      };
    case 'ToolCallApprovalEvent':
      return { line: approvalLabels[message.decision], details: message.content, code: false };
    case 'MemoryQueryEvent':
      return {
        line: tCount(message.content.length, 'recalled {{count}} memory', 'recalled {{count}} memories'),
        details: message.content.map(({ content }) => content).join('\n'),
      };
    case 'ThoughtEvent':
      return { line: t('thought'), details: message.content, code: false };
    case 'UserInputRequestedEvent':
      return { line: requestLabels[message.purpose], details: message.prompt, code: false };
    case 'SelectSpeakerEvent':
      return { line: t('next: {{names}}', { names: message.content.join(', ') }), details: '' };
    case 'SelectorEvent':
      return { line: t('considered who is next'), details: message.content, code: false };
    case 'CodeGenerationEvent':
      return { line: t('wrote code'), details: message.codeBlocks.map(({ code }) => code).join('\n\n') };
    case 'CodeExecutionEvent':
      return {
        line:
          message.exitCode === 0
            ? t('ran code')
            : t('ran code, which ended with {{code}}', { code: String(message.exitCode) }),
        details: message.output,
      };
    case 'ModelClientWaitEvent':
      return {
        line: t('waited {{wait}}', { wait: describeWait(message) }),
        details: message.reason === 'limit' ? '' : message.content,
        code: false,
      };
    case 'ModelClientShortenedEvent':
      return {
        line: tCount(
          message.messages,
          'left {{count}} older message out, because {{model}} cannot read more',
          'left {{count}} older messages out, because {{model}} cannot read more',
          { model: message.model },
        ),
        details: '',
      };
    case 'ModelClientFallbackEvent':
      return {
        line: t('got no answer from {{model}} and asked {{next}} instead', {
          model: message.model,
          next: message.next,
        }),
        details: message.content,
        code: false,
      };
    case 'UsageEvent':
      return { line: t('asked a model ({{purpose}})', { purpose: message.purpose }), details: '' };
    case 'ErrorEvent':
      return {
        line: t('failed: {{reason}}', { reason: message.error.message }),
        details: message.error.detail ?? '',
      };
    case 'ModelClientStreamingChunkEvent':
      return { line: t('writes'), details: message.content };
  }
}

type Wait = Pick<
  Extract<RunMessage, { type: 'ModelClientWaitEvent' }>,
  'reason' | 'ms' | 'model' | 'content'
>;

/**
 * "12 s for its limit of 5 a minute", "8 s to ask small again". The server's own message is left out, since Tutee
 * already retries.
 */
export function describeWait({ reason, ms, model, content }: Wait): string {
  const time = formatWaitTime(ms);
  switch (reason) {
    case 'limit':
      return t('{{time}} for its limit of {{limit}}', { time, limit: content });
    case 'retry':
      return t('{{time}} to ask {{model}} again', { time, model });
    case 'busy':
      return t('for {{model}}, whose server is busy', { model });
    case 'loading':
      return t('for {{model}} to load', { model });
    case 'silence':
      return t('for {{model}}, which says nothing', { model });
  }
}

/** "12 s", "3 min", "2 h": the length of a wait. */
export function formatWaitTime(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  if (seconds < 100) return t('{{seconds}} s', { seconds });
  const minutes = Math.round(seconds / 60);
  return minutes < 100
    ? t('{{minutes}} min', { minutes })
    : t('{{hours}} h', { hours: Math.round(minutes / 60) });
}

const approvalLabels = {
  approved: t('call approved by you'),
  edited: t('call changed and approved by you'),
  rejected: t('call refused by you'),
} as const;
const requestLabels = {
  answer: t('asks you'),
  approval: t('asks whether a tool may be used'),
  speaker: t('asks who speaks next'),
  budget: t('asks whether to go on beyond half of the budget'),
} as const;

/** Indents JSON; any other text stays as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
