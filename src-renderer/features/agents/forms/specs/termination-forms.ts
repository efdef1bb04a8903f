import type { Form } from './form-fields.ts';

export const terminationForms: Readonly<Record<string, Form>> = {
  MaxMessageTermination: {
    label: 'So many messages were said',
    about: '',
    begin: { maxMessages: 10 },
    fields: [{ key: 'maxMessages', type: 'number', least: 1, label: 'Messages' }],
  },
  TextMentionTermination: {
    label: 'Somebody says certain words',
    about: '',
    begin: { text: 'DONE' },
    fields: [
      { key: 'text', type: 'text', label: 'Words' },
      { key: 'sources', type: 'members', label: 'Said by', help: 'Nobody chosen: anybody.' },
    ],
  },
  TokenUsageTermination: {
    label: 'So many tokens were used',
    about: '',
    begin: { maxTotalToken: 20_000 },
    fields: [
      { key: 'maxTotalToken', type: 'number', least: 1, label: 'Tokens in all' },
      { key: 'maxPromptToken', type: 'number', least: 1, label: 'Tokens sent', more: true },
      { key: 'maxCompletionToken', type: 'number', least: 1, label: 'Tokens answered', more: true },
    ],
  },
  TimeoutTermination: {
    label: 'Time is over',
    about: '',
    begin: { timeoutSeconds: 300 },
    fields: [{ key: 'timeoutSeconds', type: 'number', least: 1, label: 'Seconds' }],
  },
  HandoffTermination: {
    label: 'Somebody hands over to',
    about: '',
    begin: { target: 'person' },
    fields: [{ key: 'target', type: 'text', label: 'Name' }],
  },
  SourceMatchTermination: {
    label: 'Certain members have spoken',
    about: '',
    begin: { sources: [] },
    fields: [{ key: 'sources', type: 'members', label: 'Members' }],
  },
  FunctionCallTermination: {
    label: 'A tool was called',
    about: '',
    begin: { functionName: '' },
    fields: [{ key: 'functionName', type: 'text', label: 'Tool' }],
  },
  TextMessageTermination: {
    label: 'Somebody answers in words',
    about: '',
    begin: {},
    fields: [{ key: 'source', type: 'text', label: 'Said by', help: 'Empty: anybody.' }],
  },
  StopMessageTermination: { label: 'Somebody asks to stop', about: '', begin: {}, fields: [] },
  ExternalTermination: { label: 'You stop it after a turn', about: '', begin: {}, fields: [] },
  OrTerminationCondition: { label: 'Any of several', about: '', begin: { conditions: [] }, fields: [] },
  AndTerminationCondition: { label: 'All of several', about: '', begin: { conditions: [] }, fields: [] },
};

export const contextForms: Readonly<Record<string, Form>> = {
  UnboundedChatCompletionContext: { label: 'All of it', about: '', begin: {}, fields: [] },
  BufferedChatCompletionContext: {
    label: 'The last messages',
    about: '',
    begin: { bufferSize: 20 },
    fields: [{ key: 'bufferSize', type: 'number', least: 1, label: 'Messages' }],
  },
  HeadAndTailChatCompletionContext: {
    label: 'The first and the last messages',
    about: '',
    begin: { headSize: 2, tailSize: 18 },
    fields: [
      { key: 'headSize', type: 'number', least: 1, label: 'First' },
      { key: 'tailSize', type: 'number', least: 1, label: 'Last' },
    ],
  },
  TokenLimitedChatCompletionContext: {
    label: 'What fits a number of tokens',
    about: '',
    begin: { tokenLimit: 8_000 },
    fields: [{ key: 'tokenLimit', type: 'number', least: 1, label: 'Tokens' }],
  },
  SummarizingChatCompletionContext: {
    label: 'The last messages and a summary of the others',
    about: '',
    begin: { model: '', tokenLimit: 8_000, source: 'summary' },
    fields: [
      { key: 'model', type: 'model', optional: false, label: 'Model that sums up' },
      { key: 'tokenLimit', type: 'number', least: 1, label: 'Tokens' },
      { key: 'keepLast', type: 'number', least: 1, label: 'Messages kept whole' },
    ],
  },
};
