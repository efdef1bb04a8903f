import type { Form } from './form-fields.ts';

export const terminationForms: Readonly<Record<string, Form>> = {
  MaxMessageTermination: {
    label: 'So many messages were said',
    about: '',
    initialConfig: { maxMessages: 10 },
    fields: [{ key: 'maxMessages', type: 'number', min: 1, label: 'Messages' }],
  },
  TextMentionTermination: {
    label: 'Somebody says certain words',
    about: '',
    initialConfig: { text: 'DONE' },
    fields: [
      { key: 'text', type: 'text', label: 'Words' },
      { key: 'sources', type: 'members', label: 'Said by', help: 'Nobody chosen: anybody.' },
    ],
  },
  TokenUsageTermination: {
    label: 'So many tokens were used',
    about: '',
    initialConfig: { maxTotalToken: 20_000 },
    fields: [
      { key: 'maxTotalToken', type: 'number', min: 1, label: 'Tokens in all' },
      { key: 'maxPromptToken', type: 'number', min: 1, label: 'Tokens sent', advanced: true },
      { key: 'maxCompletionToken', type: 'number', min: 1, label: 'Tokens answered', advanced: true },
    ],
  },
  TimeoutTermination: {
    label: 'Time is over',
    about: '',
    initialConfig: { timeoutSeconds: 300 },
    fields: [{ key: 'timeoutSeconds', type: 'number', min: 1, label: 'Seconds' }],
  },
  HandoffTermination: {
    label: 'Somebody hands over to',
    about: '',
    initialConfig: { target: 'person' },
    fields: [{ key: 'target', type: 'text', label: 'Name' }],
  },
  SourceMatchTermination: {
    label: 'Certain members have spoken',
    about: '',
    initialConfig: { sources: [] },
    fields: [{ key: 'sources', type: 'members', label: 'Members' }],
  },
  FunctionCallTermination: {
    label: 'A tool was called',
    about: '',
    initialConfig: { functionName: '' },
    fields: [{ key: 'functionName', type: 'text', label: 'Tool' }],
  },
  TextMessageTermination: {
    label: 'Somebody answers in words',
    about: '',
    initialConfig: {},
    fields: [{ key: 'source', type: 'text', label: 'Said by', help: 'Empty: anybody.' }],
  },
  StopMessageTermination: { label: 'Somebody asks to stop', about: '', initialConfig: {}, fields: [] },
  ExternalTermination: { label: 'You stop it after a turn', about: '', initialConfig: {}, fields: [] },
  OrTerminationCondition: {
    label: 'Any of several',
    about: '',
    initialConfig: { conditions: [] },
    fields: [],
  },
  AndTerminationCondition: {
    label: 'All of several',
    about: '',
    initialConfig: { conditions: [] },
    fields: [],
  },
};

export const contextForms: Readonly<Record<string, Form>> = {
  UnboundedChatCompletionContext: { label: 'All of it', about: '', initialConfig: {}, fields: [] },
  BufferedChatCompletionContext: {
    label: 'The last messages',
    about: '',
    initialConfig: { bufferSize: 20 },
    fields: [{ key: 'bufferSize', type: 'number', min: 1, label: 'Messages' }],
  },
  HeadAndTailChatCompletionContext: {
    label: 'The first and the last messages',
    about: '',
    initialConfig: { headSize: 2, tailSize: 18 },
    fields: [
      { key: 'headSize', type: 'number', min: 1, label: 'First' },
      { key: 'tailSize', type: 'number', min: 1, label: 'Last' },
    ],
  },
  TokenLimitedChatCompletionContext: {
    label: 'What fits a number of tokens',
    about: '',
    initialConfig: { tokenLimit: 8_000 },
    fields: [{ key: 'tokenLimit', type: 'number', min: 1, label: 'Tokens' }],
  },
  SummarizingChatCompletionContext: {
    label: 'The last messages and a summary of the others',
    about: '',
    initialConfig: { model: '', tokenLimit: 8_000, source: 'summary' },
    fields: [
      { key: 'model', type: 'model', optional: false, label: 'Model that sums up' },
      { key: 'tokenLimit', type: 'number', min: 1, label: 'Tokens' },
      { key: 'keepLast', type: 'number', min: 1, label: 'Messages kept whole' },
    ],
  },
};
