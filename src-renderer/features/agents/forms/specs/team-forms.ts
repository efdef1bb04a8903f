import { context, description, streamed } from './agent-forms.ts';
import type { Field, Form } from './form-fields.ts';
import { t } from '../../../../language/translate.ts';

const end: Field = { key: 'terminationCondition', type: 'termination', label: t('Ends when') };
const turns: Field = {
  key: 'maxTurns',
  type: 'number',
  min: 1,
  label: t('Turns at most'),
  help: t('Then the run stops, and you can let it go on.'),
};
const teamFields: readonly Field[] = [
  { ...description, label: t('What the team does') },
  end,
  turns,
  {
    // Stored in each member, not in the team's config.
    key: 'participants',
    type: 'team-memory',
    label: t('What it is taught'),
    help: t('Whose memory those in it have who remember.'),
  },
  {
    key: 'emitTeamEvents',
    type: 'flag',
    defaultValue: false,
    label: t('Note each choice of a speaker in the history'),
    advanced: true,
  },
  {
    key: 'introductions',
    type: 'flag',
    defaultValue: false,
    label: t('Tell everybody first who takes part'),
    advanced: true,
  },
];
const inARow: Field = {
  key: 'maxConsecutiveTurns',
  type: 'number',
  min: 1,
  placeholder: '2',
  label: t('Turns of one member in a row, at most'),
  help: t('Then it is your turn.'),
};
const withoutTurns = teamFields.filter(({ key }) => key !== 'maxTurns');
const model = {
  key: 'model',
  type: 'model',
  optional: false,
  label: t('Model that chooses'),
} as const satisfies Field;

export const teamForms: Readonly<Record<string, Form>> = {
  RoundRobinGroupChat: {
    label: t('Take turns'),
    about: t('Each member speaks in order, again and again.'),
    initialConfig: {},
    fields: teamFields,
  },
  SelectorGroupChat: {
    label: t('A model chooses'),
    about: t('After each turn a model decides who speaks next, or you do.'),
    initialConfig: { model: '' },
    fields: [
      { ...model, optional: true },
      {
        key: 'manualSelection',
        type: 'flag',
        defaultValue: false,
        label: t('You choose who speaks'),
        help: t('The run waits for you after each turn.'),
      },
      {
        key: 'selectorPrompt',
        type: 'long',
        rows: 5,
        label: t('How to choose'),
        help: t('{roles}, {participants} and {history} are filled in.'),
        advanced: true,
      },
      {
        key: 'allowRepeatedSpeaker',
        type: 'flag',
        defaultValue: false,
        label: t('The same member may speak twice in a row'),
      },
      { ...inARow, advanced: true },
      {
        key: 'maxSelectorAttempts',
        type: 'number',
        min: 1,
        placeholder: '3',
        label: t('Attempts to choose'),
        advanced: true,
      },
      { key: 'speakerRules', type: 'rules', label: t('Rules that come first'), advanced: true },
      streamed,
      { ...context, label: t('How much of the conversation the choice sees') },
      ...teamFields,
    ],
  },
  Swarm: {
    label: t('Hand over'),
    about: t('Whoever speaks decides who is next, by handing over. The first member begins.'),
    initialConfig: {},
    fields: [inARow, ...teamFields],
  },
  GraphFlow: {
    label: t('Follow a graph'),
    about: t('Arrows say who comes after whom: in sequence, at the same time, on a condition, in a loop.'),
    initialConfig: {},
    fields: [{ key: 'graph', type: 'edges', label: t('Arrows') }, ...teamFields],
  },
  TwoAgentChat: {
    label: t('Two talk'),
    about: t('The first opens with your task, the second answers, and so on in turn.'),
    initialConfig: {},
    fields: [
      { ...turns, label: t('Rounds at most'), help: t('A round is a word of each.') },
      ...withoutTurns,
    ],
  },
  SequentialChats: {
    label: t('One chat after another'),
    about: t('Two members talk at a time. What came out of a chat is told to all that follow.'),
    initialConfig: { chats: [] },
    fields: [
      { key: 'chats', type: 'chats', alone: false, label: t('Chats, in order') },
      { ...description, label: t('What it does') },
    ],
  },
  NestedChatAgent: {
    label: t('Asks others first'),
    about: t(
      'When certain others speak, it first talks to members of its own and answers with what came out.',
    ),
    initialConfig: { chats: [], trigger: ['user'] },
    nameless: true,
    fields: [
      { key: 'trigger', type: 'trigger', label: t('When it asks') },
      { key: 'chats', type: 'chats', alone: true, label: t('Whom it asks, in order') },
    ],
  },
  MagenticOneGroupChat: {
    label: t('A lead plans'),
    about: t('An orchestrator gathers facts, makes a plan, and tells each member what to do.'),
    initialConfig: { model: '' },
    fields: [
      { ...model, label: t('Model of the orchestrator') },
      {
        key: 'maxStalls',
        type: 'number',
        min: 1,
        placeholder: '3',
        label: t('Rounds without progress before a new plan'),
      },
      {
        key: 'finalAnswerPrompt',
        type: 'long',
        rows: 3,
        label: t('How the final answer is asked for'),
        advanced: true,
      },
      ...teamFields,
    ],
  },
};
