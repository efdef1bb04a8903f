/** Runs in words: how they stand, what they used, what happened in them. */
import { TUTEE, TUTEE_LEARNING } from '../../../shared/agents/names.ts';
import { usedShare } from '../../../shared/agents/run-budget.ts';
import type { RunBudget } from '../../../shared/agents/run-budget.ts';
import type { RunDetails, RunView } from '../../state/runs/run-log.ts';
import { countWords } from '../../ui/words/time-words.ts';
import { isSaid } from '../../state/chat/said.ts';

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

export function statusWords({ status }: Pick<RunView, 'status'>): string {
  return statuses[status];
}

/** Why a run is where it is, in a sentence; null when its status says it all. */
export function outcomeWords({ status, failure, stopReason }: RunView): string | null {
  if (status === 'failed' && failure !== null) return `${failure.agent}: ${failure.error.message}`;
  if (status === 'interrupted') return 'Tutee was closed in the middle of it. It can go on where it was.';
  return status === 'running' || status === 'waiting' ? null : stopReason;
}

export function tokensOf({
  promptTokens,
  completionTokens,
}: Pick<UsageSum, 'promptTokens' | 'completionTokens'>): number {
  return promptTokens + completionTokens;
}

/** Who used tokens: an agent by its name, Tutee by what it did. */
export function userWords(agent: string): string {
  if (agent === TUTEE) return 'Tutee in chats';
  return agent === TUTEE_LEARNING ? 'Tutee learning' : agent;
}

/** "1,204 tokens"; "no tokens counted" when no model was asked or none said. */
export function tokenWords(usage: UsageSum): string {
  if (usage.requests === 0) return 'no tokens counted';
  if (usage.cachedRequests === usage.requests) return 'answered from what was kept';
  return countWords(tokensOf(usage), 'token', 'tokens');
}

/** "$0.0042", "price not known", "at least $0.01"; empty when no model was asked. */
export function moneyWords({ requests, cost, knownCost }: UsageSum): string {
  if (requests === 0) return '';
  if (cost !== null) return dollars(cost);
  return knownCost > 0 ? `at least ${dollars(knownCost)}` : 'price not known';
}

/** Two digits that say something: "$12.40", "$0.0042", "$0". */
export function dollars(amount: number): string {
  if (amount === 0) return '$0';
  if (amount >= 0.1) return `$${amount.toFixed(2)}`;
  return `$${amount.toPrecision(2).replace(/\.0+$|(?<!0)0+$/, '')}`;
}

/** "1,204 tokens · $0.0042" */
export function usageWords(usage: UsageSum): string {
  return [tokenWords(usage), moneyWords(usage)].filter((part) => part !== '').join(' · ');
}

/** "52,000 of 100,000 tokens" */
export function usedOf(used: number, most: number, what: string): string {
  return `${used.toLocaleString('en')} of ${most.toLocaleString('en')} ${what}`;
}

/** "52%", of tokens or of requests, whichever is more. */
export function shareWords(budget: RunBudget): string {
  return `${Math.floor(usedShare(budget) * 100)}%`;
}

type RunMessage = RunDetails['messages'][number];

/** Something that happened behind what is said: one line, and more for who wants it. */
export interface EventWords {
  readonly line: string;
  /** Empty: there is no more. */
  readonly more: string;
  /** False: it is written for people, not for programs. */
  readonly code?: boolean;
}

/** Null for what is said: that is shown as a message. */
export function eventWords(message: RunMessage): EventWords | null {
  if (isSaid(message)) return null;
  switch (message.type) {
    case 'ToolCallRequestEvent':
      return {
        line: `calls ${message.content.map(({ name }) => name).join(', ')}`,
        more: message.content.map((call) => `${call.name} ${prettyJson(call.arguments)}`).join('\n'),
      };
    case 'ToolCallExecutionEvent':
      return {
        line: message.content
          .map(({ name, isError }) => (isError ? `could not use ${name}` : `got an answer from ${name}`))
          .join(', '),
        more: message.content.map(({ content }) => content).join('\n'),
      };
    case 'ToolCallApprovalEvent':
      return { line: approvalWords[message.decision], more: message.content, code: false };
    case 'MemoryQueryEvent':
      return {
        line: `recalled ${countWords(message.content.length, 'memory', 'memories')}`,
        more: message.content.map(({ content }) => content).join('\n'),
      };
    case 'ThoughtEvent':
      return { line: 'thought', more: message.content, code: false };
    case 'UserInputRequestedEvent':
      return { line: requestWords[message.purpose], more: message.prompt, code: false };
    case 'SelectSpeakerEvent':
      return { line: `next: ${message.content.join(', ')}`, more: '' };
    case 'SelectorEvent':
      return { line: 'considered who is next', more: message.content, code: false };
    case 'CodeGenerationEvent':
      return { line: 'wrote code', more: message.codeBlocks.map(({ code }) => code).join('\n\n') };
    case 'CodeExecutionEvent':
      return {
        line: message.exitCode === 0 ? 'ran code' : `ran code, which ended with ${message.exitCode}`,
        more: message.output,
      };
    case 'ModelClientWaitEvent':
      return {
        line: `waited ${waitWords(message)}`,
        more: message.reason === 'retry' ? message.content : '',
        code: false,
      };
    case 'ModelClientFallbackEvent':
      return {
        line: `got no answer from ${message.model} and asked ${message.next} instead`,
        more: message.content,
        code: false,
      };
    case 'UsageEvent':
      return { line: `asked a model (${message.purpose})`, more: '' };
    case 'ErrorEvent':
      return { line: `failed: ${message.error.message}`, more: message.error.detail ?? '' };
    case 'ModelClientStreamingChunkEvent':
      return { line: 'writes', more: message.content };
  }
}

type Wait = Pick<
  Extract<RunMessage, { type: 'ModelClientWaitEvent' }>,
  'reason' | 'ms' | 'model' | 'content'
>;

/** "12 s for its limit of 5 a minute"; "8 s to ask small again". What a server said tells a person what to do; here it is done for them. */
export function waitWords({ reason, ms, model, content }: Wait): string {
  const time = secondsWords(ms);
  return reason === 'limit' ? `${time} for its limit of ${content}` : `${time} to ask ${model} again`;
}

/** "12 s", "3 min", "2 h": how long somebody waits, not how long it took. */
export function secondsWords(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

const approvalWords = {
  approved: 'call approved by you',
  edited: 'call changed and approved by you',
  rejected: 'call refused by you',
} as const;
const requestWords = {
  answer: 'asks you',
  approval: 'asks whether a tool may be used',
  speaker: 'asks who speaks next',
  budget: 'asks whether to go on beyond half of the budget',
} as const;

/** JSON on several lines; anything else as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
