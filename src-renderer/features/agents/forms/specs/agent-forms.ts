import type { Field, Form } from './form-fields.ts';
import { t } from '../../../../language/translate.ts';

/** The description that other agents read. */
export const description: Field = {
  key: 'description',
  type: 'text',
  label: t('What it is good at'),
  help: t('For whoever chooses who speaks.'),
};
/** How much of a conversation a request includes. */
export const context: Field = {
  key: 'modelContext',
  type: 'context',
  label: t('How much of the conversation it sees'),
  advanced: true,
};
/** Whether the answer is shown while it streams. */
export const streamed: Field = {
  key: 'modelClientStream',
  type: 'flag',
  defaultValue: false,
  label: t('Show answers as they are written'),
  advanced: true,
};

export const agentForms: Readonly<Record<string, Form>> = {
  AssistantAgent: {
    label: t('Assistant'),
    about: t('A model with instructions, and tools if you give it some.'),
    initialConfig: {
      name: 'assistant',
      model: '',
      systemMessage: t('You are a helpful assistant.'),
      modelClientStream: true,
    },
    fields: [
      description,
      { key: 'systemMessage', type: 'long', rows: 6, label: t('Instructions') },
      { key: 'model', type: 'model', optional: false, label: t('Model') },
      { key: 'modelParameters', type: 'parameters', label: t('How it answers') },
      { key: 'tools', type: 'tools', label: t('Tools') },
      { key: 'handoffs', type: 'others', label: t('May hand over to') },
      {
        key: 'memories',
        type: 'memory',
        label: t('Memory'),
        help: t(
          'What it recalls before it answers, beside what is known everywhere, and what you teach in its runs.',
        ),
      },
      {
        key: 'reflectOnToolUse',
        type: 'flag',
        defaultValue: false,
        label: t('Answer in words after using tools'),
      },
      {
        key: 'maxToolIterations',
        type: 'number',
        min: 1,
        placeholder: '1',
        label: t('Rounds of tool calls in one turn'),
        advanced: true,
      },
      {
        key: 'parallelToolCalls',
        type: 'flag',
        defaultValue: true,
        label: t('Run tool calls at the same time'),
        advanced: true,
      },
      streamed,
      context,
      {
        key: 'toolCallSummaryFormat',
        type: 'text',
        label: t('Form of a tool’s result'),
        placeholder: '{result}',
        advanced: true,
      },
    ],
  },
  UserProxyAgent: {
    label: t('Person'),
    about: t('You. When it is this one’s turn, the run waits for your words.'),
    initialConfig: { name: 'person', description: t('The person who asked.') },
    fields: [
      description,
      { key: 'prompt', type: 'text', label: t('What you are asked'), placeholder: t('Your turn.') },
      {
        key: 'humanInputMode',
        type: 'choice',
        label: t('When you are asked'),
        defaultValue: 'ALWAYS',
        options: [
          ['ALWAYS', t('Every time')],
          ['TERMINATE', t('Only when the conversation would end')],
          ['NEVER', t('Never')],
        ],
      },
      {
        key: 'maxConsecutiveAutoReply',
        type: 'number',
        min: 0,
        label: t('Answers given for you in a row, at most'),
        advanced: true,
      },
      { key: 'defaultAutoReply', type: 'text', label: t('What is said for you'), advanced: true },
      {
        key: 'timeoutMs',
        type: 'number',
        min: 1,
        label: t('Time to answer, in milliseconds'),
        advanced: true,
      },
      {
        key: 'onTimeout',
        type: 'choice',
        label: t('When the time is over'),
        defaultValue: 'later',
        options: [
          ['later', t('The run waits for you')],
          ['auto-reply', t('It goes on without you')],
        ],
        advanced: true,
      },
    ],
  },
  CodeExecutorAgent: {
    label: t('Code runner'),
    about: t('Runs code that others wrote, or with a model writes its own.'),
    initialConfig: { name: 'code_runner' },
    fields: [
      description,
      {
        key: 'model',
        type: 'model',
        optional: true,
        label: t('Model'),
        help: t('None: it runs what others write.'),
      },
      { key: 'systemMessage', type: 'long', rows: 4, label: t('Instructions') },
      {
        key: 'sources',
        type: 'others',
        label: t('Whose code it runs'),
        help: t('Nobody chosen: everybody’s.'),
      },
      {
        key: 'maxRetriesOnError',
        type: 'number',
        min: 0,
        placeholder: '0',
        label: t('New attempts after code that failed'),
        advanced: true,
      },
      streamed,
      context,
    ],
  },
};

/** Agents that wrap an agent or a team, which has a form of its own. */
export const wrapperForms: Readonly<Record<string, Form>> = {
  SocietyOfMindAgent: {
    label: t('A team that answers as one'),
    about: t('The team inside works it out; the others hear only its answer.'),
    initialConfig: { name: 'council', model: '' },
    fields: [
      description,
      { key: 'model', type: 'model', optional: false, label: t('Model that sums up') },
      {
        key: 'instruction',
        type: 'long',
        rows: 3,
        label: t('What it reads before the talk'),
        advanced: true,
      },
      {
        key: 'responsePrompt',
        type: 'long',
        rows: 3,
        label: t('How the answer is asked for'),
        advanced: true,
      },
      streamed,
      context,
    ],
  },
  MessageFilterAgent: {
    label: t('An agent that hears only some'),
    about: t('The agent inside hears only certain messages of certain members.'),
    initialConfig: { filter: { perSource: [{ source: 'user' }] } },
    fields: [{ key: 'filter', type: 'filter', label: t('What it hears') }],
  },
};
