import type { Form } from './form-fields.ts';
import { t } from '../../../../language/translate.ts';

export const terminationForms: Readonly<Record<string, Form>> = {
  MaxMessageTermination: {
    label: t('So many messages were said'),
    about: '',
    initialConfig: { maxMessages: 10 },
    fields: [{ key: 'maxMessages', type: 'number', min: 1, label: t('Messages') }],
  },
  TextMentionTermination: {
    label: t('Somebody says certain words'),
    about: '',
    initialConfig: { text: 'DONE' },
    fields: [
      { key: 'text', type: 'text', label: t('Words') },
      { key: 'sources', type: 'members', label: t('Said by'), help: t('Nobody chosen: anybody.') },
    ],
  },
  TokenUsageTermination: {
    label: t('So many tokens were used'),
    about: '',
    initialConfig: { maxTotalToken: 20_000 },
    fields: [
      { key: 'maxTotalToken', type: 'number', min: 1, label: t('Tokens in all') },
      { key: 'maxPromptToken', type: 'number', min: 1, label: t('Tokens sent'), advanced: true },
      { key: 'maxCompletionToken', type: 'number', min: 1, label: t('Tokens answered'), advanced: true },
    ],
  },
  TimeoutTermination: {
    label: t('Time is over'),
    about: '',
    initialConfig: { timeoutSeconds: 300 },
    fields: [{ key: 'timeoutSeconds', type: 'number', min: 1, label: t('Seconds') }],
  },
  HandoffTermination: {
    label: t('Somebody hands over to'),
    about: '',
    initialConfig: { target: 'person' },
    fields: [{ key: 'target', type: 'text', label: t('Name') }],
  },
  SourceMatchTermination: {
    label: t('Certain members have spoken'),
    about: '',
    initialConfig: { sources: [] },
    fields: [{ key: 'sources', type: 'members', label: t('Members') }],
  },
  FunctionCallTermination: {
    label: t('A tool was called'),
    about: '',
    initialConfig: { functionName: '' },
    fields: [{ key: 'functionName', type: 'text', label: t('Tool') }],
  },
  TextMessageTermination: {
    label: t('Somebody answers in words'),
    about: '',
    initialConfig: {},
    fields: [{ key: 'source', type: 'text', label: t('Said by'), help: t('Empty: anybody.') }],
  },
  StopMessageTermination: { label: t('Somebody asks to stop'), about: '', initialConfig: {}, fields: [] },
  ExternalTermination: { label: t('You stop it after a turn'), about: '', initialConfig: {}, fields: [] },
  OrTerminationCondition: {
    label: t('Any of several'),
    about: '',
    initialConfig: { conditions: [] },
    fields: [],
  },
  AndTerminationCondition: {
    label: t('All of several'),
    about: '',
    initialConfig: { conditions: [] },
    fields: [],
  },
};

export const contextForms: Readonly<Record<string, Form>> = {
  UnboundedChatCompletionContext: { label: t('All of it'), about: '', initialConfig: {}, fields: [] },
  BufferedChatCompletionContext: {
    label: t('The last messages'),
    about: '',
    initialConfig: { bufferSize: 20 },
    fields: [{ key: 'bufferSize', type: 'number', min: 1, label: t('Messages') }],
  },
  HeadAndTailChatCompletionContext: {
    label: t('The first and the last messages'),
    about: '',
    initialConfig: { headSize: 2, tailSize: 18 },
    fields: [
      { key: 'headSize', type: 'number', min: 1, label: t('First') },
      { key: 'tailSize', type: 'number', min: 1, label: t('Last') },
    ],
  },
  TokenLimitedChatCompletionContext: {
    label: t('What fits a number of tokens'),
    about: '',
    initialConfig: { tokenLimit: 8_000 },
    fields: [{ key: 'tokenLimit', type: 'number', min: 1, label: t('Tokens') }],
  },
  SummarizingChatCompletionContext: {
    label: t('The last messages and a summary of the others'),
    about: '',
    initialConfig: { model: '', tokenLimit: 8_000, source: 'summary' },
    fields: [
      { key: 'model', type: 'model', optional: false, label: t('Model that sums up') },
      { key: 'tokenLimit', type: 'number', min: 1, label: t('Tokens') },
      { key: 'keepLast', type: 'number', min: 1, label: t('Messages kept whole') },
    ],
  },
};
