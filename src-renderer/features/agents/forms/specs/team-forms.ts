import { context, description, streamed } from './agent-forms.ts';
import type { Field, Form } from './form-fields.ts';

const end: Field = { key: 'terminationCondition', type: 'termination', label: 'Ends when' };
const turns: Field = {
  key: 'maxTurns',
  type: 'number',
  min: 1,
  label: 'Turns at most',
  help: 'Then the run stops, and you can let it go on.',
};
const teamFields: readonly Field[] = [
  { ...description, label: 'What the team does' },
  end,
  turns,
  {
    // Stored in each member, not in the team's config.
    key: 'participants',
    type: 'team-memory',
    label: 'What it is taught',
    help: 'Whose memory those in it have who remember.',
  },
  {
    key: 'emitTeamEvents',
    type: 'flag',
    defaultValue: false,
    label: 'Note each choice of a speaker in the history',
    advanced: true,
  },
  {
    key: 'introductions',
    type: 'flag',
    defaultValue: false,
    label: 'Tell everybody first who takes part',
    advanced: true,
  },
];
const inARow: Field = {
  key: 'maxConsecutiveTurns',
  type: 'number',
  min: 1,
  placeholder: '2',
  label: 'Turns of one member in a row, at most',
  help: 'Then it is your turn.',
};
const withoutTurns = teamFields.filter(({ key }) => key !== 'maxTurns');
const model = {
  key: 'model',
  type: 'model',
  optional: false,
  label: 'Model that chooses',
} as const satisfies Field;

export const teamForms: Readonly<Record<string, Form>> = {
  RoundRobinGroupChat: {
    label: 'Take turns',
    about: 'Each member speaks in order, again and again.',
    initialConfig: {},
    fields: teamFields,
  },
  SelectorGroupChat: {
    label: 'A model chooses',
    about: 'After each turn a model decides who speaks next, or you do.',
    initialConfig: { model: '' },
    fields: [
      { ...model, optional: true },
      {
        key: 'manualSelection',
        type: 'flag',
        defaultValue: false,
        label: 'You choose who speaks',
        help: 'The run waits for you after each turn.',
      },
      {
        key: 'selectorPrompt',
        type: 'long',
        rows: 5,
        label: 'How to choose',
        help: '{roles}, {participants} and {history} are filled in.',
        advanced: true,
      },
      {
        key: 'allowRepeatedSpeaker',
        type: 'flag',
        defaultValue: false,
        label: 'The same member may speak twice in a row',
      },
      { ...inARow, advanced: true },
      {
        key: 'maxSelectorAttempts',
        type: 'number',
        min: 1,
        placeholder: '3',
        label: 'Attempts to choose',
        advanced: true,
      },
      { key: 'speakerRules', type: 'rules', label: 'Rules that come first', advanced: true },
      streamed,
      { ...context, label: 'How much of the conversation the choice sees' },
      ...teamFields,
    ],
  },
  Swarm: {
    label: 'Hand over',
    about: 'Whoever speaks decides who is next, by handing over. The first member begins.',
    initialConfig: {},
    fields: [inARow, ...teamFields],
  },
  GraphFlow: {
    label: 'Follow a graph',
    about: 'Arrows say who comes after whom: in sequence, at the same time, on a condition, in a loop.',
    initialConfig: {},
    fields: [{ key: 'graph', type: 'edges', label: 'Arrows' }, ...teamFields],
  },
  TwoAgentChat: {
    label: 'Two talk',
    about: 'The first opens with your task, the second answers, and so on in turn.',
    initialConfig: {},
    fields: [{ ...turns, label: 'Rounds at most', help: 'A round is a word of each.' }, ...withoutTurns],
  },
  SequentialChats: {
    label: 'One chat after another',
    about: 'Two members talk at a time. What came out of a chat is told to all that follow.',
    initialConfig: { chats: [] },
    fields: [
      { key: 'chats', type: 'chats', alone: false, label: 'Chats, in order' },
      { ...description, label: 'What it does' },
    ],
  },
  NestedChatAgent: {
    label: 'Asks others first',
    about: 'When certain others speak, it first talks to members of its own and answers with what came out.',
    initialConfig: { chats: [], trigger: ['user'] },
    nameless: true,
    fields: [
      { key: 'trigger', type: 'trigger', label: 'When it asks' },
      { key: 'chats', type: 'chats', alone: true, label: 'Whom it asks, in order' },
    ],
  },
  MagenticOneGroupChat: {
    label: 'A lead plans',
    about: 'An orchestrator gathers facts, makes a plan, and tells each member what to do.',
    initialConfig: { model: '' },
    fields: [
      { ...model, label: 'Model of the orchestrator' },
      {
        key: 'maxStalls',
        type: 'number',
        min: 1,
        placeholder: '3',
        label: 'Rounds without progress before a new plan',
      },
      {
        key: 'finalAnswerPrompt',
        type: 'long',
        rows: 3,
        label: 'How the final answer is asked for',
        advanced: true,
      },
      ...teamFields,
    ],
  },
};
