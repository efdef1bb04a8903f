import type { Field, Form } from './form-fields.ts';

/** What others read about an agent. */
export const description: Field = {
  key: 'description',
  type: 'text',
  label: 'What it is good at',
  help: 'For whoever chooses who speaks.',
};
/** How much of a conversation a request sees. */
export const context: Field = {
  key: 'modelContext',
  type: 'context',
  label: 'How much of the conversation it sees',
  more: true,
};
/** Whether what is written is seen as it is written. */
export const streamed: Field = {
  key: 'modelClientStream',
  type: 'flag',
  standard: false,
  label: 'Show answers as they are written',
  more: true,
};

export const agentForms: Readonly<Record<string, Form>> = {
  AssistantAgent: {
    label: 'Assistant',
    about: 'A model with instructions, and tools if you give it some.',
    begin: {
      name: 'assistant',
      model: '',
      systemMessage: 'You are a helpful assistant.',
      modelClientStream: true,
    },
    fields: [
      description,
      { key: 'systemMessage', type: 'long', rows: 6, label: 'Instructions' },
      { key: 'model', type: 'model', optional: false, label: 'Model' },
      { key: 'tools', type: 'tools', label: 'Tools' },
      { key: 'handoffs', type: 'others', label: 'May hand over to' },
      {
        key: 'memories',
        type: 'memory',
        label: 'Memory',
        help: 'What it recalls before it answers, beside what is known everywhere, and what you teach in its runs.',
      },
      { key: 'reflectOnToolUse', type: 'flag', standard: false, label: 'Answer in words after using tools' },
      {
        key: 'maxToolIterations',
        type: 'number',
        least: 1,
        placeholder: '1',
        label: 'Rounds of tool calls in one turn',
        more: true,
      },
      {
        key: 'parallelToolCalls',
        type: 'flag',
        standard: true,
        label: 'Run tool calls at the same time',
        more: true,
      },
      streamed,
      context,
      {
        key: 'toolCallSummaryFormat',
        type: 'text',
        label: 'Form of a tool’s result',
        placeholder: '{result}',
        more: true,
      },
    ],
  },
  UserProxyAgent: {
    label: 'Person',
    about: 'You. When it is this one’s turn, the run waits for your words.',
    begin: { name: 'person', description: 'The person who asked.' },
    fields: [
      description,
      { key: 'prompt', type: 'text', label: 'What you are asked', placeholder: 'Your turn.' },
      {
        key: 'humanInputMode',
        type: 'choice',
        label: 'When you are asked',
        standard: 'ALWAYS',
        options: [
          ['ALWAYS', 'Every time'],
          ['TERMINATE', 'Only when the conversation would end'],
          ['NEVER', 'Never'],
        ],
      },
      {
        key: 'maxConsecutiveAutoReply',
        type: 'number',
        least: 0,
        label: 'Answers given for you in a row, at most',
        more: true,
      },
      { key: 'defaultAutoReply', type: 'text', label: 'What is said for you', more: true },
      { key: 'timeoutMs', type: 'number', least: 1, label: 'Time to answer, in milliseconds', more: true },
      {
        key: 'onTimeout',
        type: 'choice',
        label: 'When the time is over',
        standard: 'later',
        options: [
          ['later', 'The run waits for you'],
          ['auto-reply', 'It goes on without you'],
        ],
        more: true,
      },
    ],
  },
  CodeExecutorAgent: {
    label: 'Code runner',
    about: 'Runs code that others wrote, or with a model writes its own.',
    begin: { name: 'code_runner' },
    fields: [
      description,
      {
        key: 'model',
        type: 'model',
        optional: true,
        label: 'Model',
        help: 'None: it runs what others write.',
      },
      { key: 'systemMessage', type: 'long', rows: 4, label: 'Instructions' },
      { key: 'sources', type: 'others', label: 'Whose code it runs', help: 'Nobody chosen: everybody’s.' },
      {
        key: 'maxRetriesOnError',
        type: 'number',
        least: 0,
        placeholder: '0',
        label: 'New attempts after code that failed',
        more: true,
      },
      streamed,
      context,
    ],
  },
};

/** Agents with an agent or a team inside, which has a form of its own. */
export const wrapperForms: Readonly<Record<string, Form>> = {
  SocietyOfMindAgent: {
    label: 'A team that answers as one',
    about: 'The team inside works it out; the others hear only its answer.',
    begin: { name: 'council', model: '' },
    fields: [
      description,
      { key: 'model', type: 'model', optional: false, label: 'Model that sums up' },
      { key: 'instruction', type: 'long', rows: 3, label: 'What it reads before the talk', more: true },
      { key: 'responsePrompt', type: 'long', rows: 3, label: 'How the answer is asked for', more: true },
      streamed,
      context,
    ],
  },
  MessageFilterAgent: {
    label: 'An agent that hears only some',
    about: 'The agent inside hears only certain messages of certain members.',
    begin: { filter: { perSource: [{ source: 'user' }] } },
    fields: [{ key: 'filter', type: 'filter', label: 'What it hears' }],
  },
};
