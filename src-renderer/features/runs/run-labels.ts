/** Formats runs for display: state, usage and events. */
import { TUTEE, TUTEE_LEARNING } from '../../../shared/agents/names.ts';
import { usedShare } from '../../../shared/agents/budget-use.ts';
import type { RunBudget } from '../../../shared/agents/run-budget.ts';
import type { RunDetails, RunView } from '../../state/runs/run-reducer.ts';
import { formatCount } from '../../ui/format/format-count.ts';
import { isChatMessage } from '../../state/chat/chat-message.ts';

type UsageSum = RunView['usage'];

const statuses: Readonly<Record<RunView['status'], string>> = {
  running: 'Running',
  paused: 'Paused',
  waiting: 'Waiting for you',
  complete: 'Done',
  failed: 'Failed',
  cancelled: 'Stopped',
  interrupted: 'Interrupted',
};

export function runStatusLabel({ status }: Pick<RunView, 'status'>): string {
  return statuses[status];
}

/** Explains the state of a run in a sentence; null when the status says it all. */
export function describeOutcome({ status, failure, stopReason }: RunView): string | null {
  if (status === 'failed' && failure !== null) return `${failure.agent}: ${failure.error.message}`;
  if (status === 'interrupted') return 'Tutee was closed in the middle of it. It can go on where it was.';
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
  if (agent === TUTEE) return 'Tutee in chats';
  return agent === TUTEE_LEARNING ? 'Tutee learning' : agent;
}

/** "1,204 tokens"; "no tokens counted" when no model was called or none reported usage. */
export function formatTokens(usage: UsageSum): string {
  if (usage.requests === 0) return 'no tokens counted';
  if (usage.cachedRequests === usage.requests) return 'answered from what was kept';
  return formatCount(totalTokens(usage), 'token', 'tokens');
}

/** "$0.0042", "price not known", "at least $0.01"; empty when no model was called. */
export function formatCost({ requests, cost, knownCost }: UsageSum): string {
  if (requests === 0) return '';
  if (cost !== null) return formatDollars(cost);
  return knownCost > 0 ? `at least ${formatDollars(knownCost)}` : 'price not known';
}

/** Two significant digits: "$12.40", "$0.0042", "$0". */
export function formatDollars(amount: number): string {
  if (amount === 0) return '$0';
  if (amount >= 0.1) return `$${amount.toFixed(2)}`;
  return `$${amount.toPrecision(2).replace(/\.0+$|(?<!0)0+$/, '')}`;
}

/** "1,204 tokens · $0.0042" */
export function formatUsage(usage: UsageSum): string {
  return [formatTokens(usage), formatCost(usage)].filter((part) => part !== '').join(' · ');
}

/** "52,000 of 100,000 tokens" */
export function formatUsed(used: number, most: number, what: string): string {
  return `${used.toLocaleString('en')} of ${most.toLocaleString('en')} ${what}`;
}

/** "52%" of tokens or requests, whichever is higher. */
export function formatShare(budget: RunBudget): string {
  return `${Math.floor(usedShare(budget) * 100)}%`;
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
        line: `calls ${message.content.map(({ name }) => name).join(', ')}`,
        details: message.content.map((call) => `${call.name} ${prettyJson(call.arguments)}`).join('\n'),
      };
    case 'ToolCallExecutionEvent':
      return {
        line: message.content
          .map(({ name, isError }) => (isError ? `could not use ${name}` : `got an answer from ${name}`))
          .join(', '),
        details: message.content.map(({ content }) => content).join('\n'),
      };
    case 'ToolCallApprovalEvent':
      return { line: approvalLabels[message.decision], details: message.content, code: false };
    case 'MemoryQueryEvent':
      return {
        line: `recalled ${formatCount(message.content.length, 'memory', 'memories')}`,
        details: message.content.map(({ content }) => content).join('\n'),
      };
    case 'ThoughtEvent':
      return { line: 'thought', details: message.content, code: false };
    case 'UserInputRequestedEvent':
      return { line: requestLabels[message.purpose], details: message.prompt, code: false };
    case 'SelectSpeakerEvent':
      return { line: `next: ${message.content.join(', ')}`, details: '' };
    case 'SelectorEvent':
      return { line: 'considered who is next', details: message.content, code: false };
    case 'CodeGenerationEvent':
      return { line: 'wrote code', details: message.codeBlocks.map(({ code }) => code).join('\n\n') };
    case 'CodeExecutionEvent':
      return {
        line: message.exitCode === 0 ? 'ran code' : `ran code, which ended with ${message.exitCode}`,
        details: message.output,
      };
    case 'ModelClientWaitEvent':
      return {
        line: `waited ${describeWait(message)}`,
        details: message.reason === 'limit' ? '' : message.content,
        code: false,
      };
    case 'ModelClientShortenedEvent':
      return {
        line: `left ${formatCount(message.messages, 'older message', 'older messages')} out, because ${message.model} cannot read more`,
        details: '',
      };
    case 'ModelClientFallbackEvent':
      return {
        line: `got no answer from ${message.model} and asked ${message.next} instead`,
        details: message.content,
        code: false,
      };
    case 'UsageEvent':
      return { line: `asked a model (${message.purpose})`, details: '' };
    case 'ErrorEvent':
      return { line: `failed: ${message.error.message}`, details: message.error.detail ?? '' };
    case 'ModelClientStreamingChunkEvent':
      return { line: 'writes', details: message.content };
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
      return `${time} for its limit of ${content}`;
    case 'retry':
      return `${time} to ask ${model} again`;
    case 'busy':
      return `for ${model}, whose server is busy`;
    case 'loading':
      return `for ${model} to load`;
    case 'silence':
      return `for ${model}, which says nothing`;
  }
}

/** "12 s", "3 min", "2 h": the length of a wait. */
export function formatWaitTime(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

const approvalLabels = {
  approved: 'call approved by you',
  edited: 'call changed and approved by you',
  rejected: 'call refused by you',
} as const;
const requestLabels = {
  answer: 'asks you',
  approval: 'asks whether a tool may be used',
  speaker: 'asks who speaks next',
  budget: 'asks whether to go on beyond half of the budget',
} as const;

/** Indents JSON; any other text stays as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
