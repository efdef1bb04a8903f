import type { Field, Form } from './form-fields.ts';

/** The description that other agents read. */
export const description: Field = {
  key: 'description',
  type: 'text',
  label: 'What it is good at',
  help: 'For whoever chooses who speaks.',
};
/** How much of a conversation a request includes. */
export const context: Field = {
  key: 'modelContext',
  type: 'context',
  label: 'How much of the conversation it sees',
  advanced: true,
};
/** Whether the answer is shown while it streams. */
export const streamed: Field = {
  key: 'modelClientStream',
  type: 'flag',
  defaultValue: false,
  label: 'Show answers as they are written',
  advanced: true,
};

export const agentForms: Readonly<Record<string, Form>> = {
  AssistantAgent: {
    label: 'Assistant',
    about: 'A model with instructions, and tools if you give it some.',
    initialConfig: {
      name: 'assistant',
      model: '',
      systemMessage: 'You are a helpful assistant.',
      modelClientStream: true,
    },
    fields: [
      description,
      { key: 'systemMessage', type: 'long', rows: 6, label: 'Instructions' },
      { key: 'model', type: 'model', optional: false, label: 'Model' },
      { key: 'modelParameters', type: 'parameters', label: 'How it answers' },
      { key: 'tools', type: 'tools', label: 'Tools' },
      { key: 'handoffs', type: 'others', label: 'May hand over to' },
      {
        key: 'memories',
        type: 'memory',
        label: 'Memory',
        help: 'What it recalls before it answers, beside what is known everywhere, and what you teach in its runs.',
      },
      {
        key: 'reflectOnToolUse',
        type: 'flag',
        defaultValue: false,
        label: 'Answer in words after using tools',
      },
      {
        key: 'maxToolIterations',
        type: 'number',
        min: 1,
        placeholder: '1',
        label: 'Rounds of tool calls in one turn',
        advanced: true,
      },
      {
        key: 'parallelToolCalls',
        type: 'flag',
        defaultValue: true,
        label: 'Run tool calls at the same time',
        advanced: true,
      },
      streamed,
      context,
      {
        key: 'toolCallSummaryFormat',
        type: 'text',
        label: 'Form of a tool’s result',
        placeholder: '{result}',
        advanced: true,
      },
    ],
  },
  UserProxyAgent: {
    label: 'Person',
    about: 'You. When it is this one’s turn, the run waits for your words.',
    initialConfig: { name: 'person', description: 'The person who asked.' },
    fields: [
      description,
      { key: 'prompt', type: 'text', label: 'What you are asked', placeholder: 'Your turn.' },
      {
        key: 'humanInputMode',
        type: 'choice',
        label: 'When you are asked',
        defaultValue: 'ALWAYS',
        options: [
          ['ALWAYS', 'Every time'],
          ['TERMINATE', 'Only when the conversation would end'],
          ['NEVER', 'Never'],
        ],
      },
      {
        key: 'maxConsecutiveAutoReply',
        type: 'number',
        min: 0,
        label: 'Answers given for you in a row, at most',
        advanced: true,
      },
      { key: 'defaultAutoReply', type: 'text', label: 'What is said for you', advanced: true },
      { key: 'timeoutMs', type: 'number', min: 1, label: 'Time to answer, in milliseconds', advanced: true },
      {
        key: 'onTimeout',
        type: 'choice',
        label: 'When the time is over',
        defaultValue: 'later',
        options: [
          ['later', 'The run waits for you'],
          ['auto-reply', 'It goes on without you'],
        ],
        advanced: true,
      },
    ],
  },
  CodeExecutorAgent: {
    label: 'Code runner',
    about: 'Runs code that others wrote, or with a model writes its own.',
    initialConfig: { name: 'code_runner' },
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
        min: 0,
        placeholder: '0',
        label: 'New attempts after code that failed',
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
    label: 'A team that answers as one',
    about: 'The team inside works it out; the others hear only its answer.',
    initialConfig: { name: 'council', model: '' },
    fields: [
      description,
      { key: 'model', type: 'model', optional: false, label: 'Model that sums up' },
      { key: 'instruction', type: 'long', rows: 3, label: 'What it reads before the talk', advanced: true },
      { key: 'responsePrompt', type: 'long', rows: 3, label: 'How the answer is asked for', advanced: true },
      streamed,
      context,
    ],
  },
  MessageFilterAgent: {
    label: 'An agent that hears only some',
    about: 'The agent inside hears only certain messages of certain members.',
    initialConfig: { filter: { perSource: [{ source: 'user' }] } },
    fields: [{ key: 'filter', type: 'filter', label: 'What it hears' }],
  },
};
