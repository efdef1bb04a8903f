/** Reasoning in all its forms, which must be separated from the answer. */
import { streams } from '../openai-server.ts';
import type { ServerShape } from './shape.ts';

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const delta = (fields: object) => event({ choices: [{ index: 0, delta: fields }] });
const end = `${event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}data: [DONE]\n\n`;
/** In pieces of three characters, so that every mark is split. */
const text = (whole: string) =>
  (whole.match(/[\s\S]{1,3}/g) ?? []).map((content) => delta({ content })).join('');

const inFields = (name: string, stream: string): ServerShape => ({
  name,
  answers: [streams(stream + end)],
  gets: { text: 'At noon.', thoughts: 'The tide turns.' },
});
const inText = (
  name: string,
  whole: string,
  gets: ServerShape['gets'] = { text: 'At noon.', thoughts: 'The tide turns.' },
): ServerShape => ({
  name: `thoughts-${name}`,
  answers: [streams(text(whole) + end)],
  gets,
});

const fields: ServerShape[] = [
  inFields(
    'reasoning-content',
    delta({ reasoning_content: 'The tide ' }) +
      delta({ reasoning_content: 'turns.' }) +
      delta({ content: 'At noon.' }),
  ),
  inFields('reasoning', delta({ reasoning: 'The tide turns.' }) + delta({ content: 'At noon.' })),
  inFields(
    'both-names',
    delta({ reasoning: 'The tide turns.', reasoning_content: 'The tide turns.' }) +
      delta({ content: 'At noon.' }),
  ),
  inFields(
    'reasoning-object',
    delta({ reasoning: { content: 'The tide turns.' } }) + delta({ content: 'At noon.' }),
  ),
  inFields(
    'reasoning-details',
    delta({ reasoning_details: [{ type: 'reasoning.text', text: 'The tide turns.' }] }) +
      delta({ content: 'At noon.' }),
  ),
  inFields(
    'reasoning-details-beside-reasoning',
    delta({
      reasoning: 'The tide turns.',
      reasoning_details: [{ type: 'reasoning.text', text: 'The tide turns.' }],
    }) + delta({ content: 'At noon.' }),
  ),
  inFields(
    'reasoning-summary',
    delta({ reasoning_details: [{ type: 'reasoning.summary', summary: 'The tide turns.' }] }) +
      delta({ content: 'At noon.' }),
  ),
  inFields('thinking-field', delta({ thinking: 'The tide turns.' }) + delta({ content: 'At noon.' })),
  inFields(
    'mistral-thinking-parts',
    delta({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'The tide turns.' }] }] }) +
      delta({ content: [{ type: 'text', text: 'At noon.' }] }),
  ),
  inFields(
    'thinking-part-as-text',
    delta({
      content: [
        { type: 'thinking', thinking: 'The tide turns.' },
        { type: 'text', text: 'At noon.' },
      ],
    }),
  ),
  inFields(
    'google-thought-mark',
    delta({ content: '<thought>The tide turns.', extra_content: { google: { thought: true } } }) +
      delta({ content: '</thought>At noon.' }),
  ),
  inFields(
    'google-thought-without-tag',
    delta({ content: 'The tide turns.', extra_content: { google: { thought: true } } }) +
      delta({ content: 'At noon.' }),
  ),
  inFields(
    'content-null-beside-thoughts',
    delta({ content: null, reasoning_content: 'The tide turns.' }) +
      delta({ content: 'At noon.', reasoning_content: null }),
  ),
  {
    name: 'only-thoughts',
    answers: [streams(delta({ reasoning_content: 'The tide turns.' }) + end)],
    gets: { thoughts: 'The tide turns.' },
  },
];

const marks: ServerShape[] = [
  inText('think', '<think>The tide turns.</think>At noon.'),
  inText('think-with-lines', '\n<think>\nThe tide turns.\n</think>\n\nAt noon.', {
    text: 'At noon.',
    thoughts: '\nThe tide turns.\n',
  }),
  inText('thinking', '<thinking>The tide turns.</thinking>At noon.'),
  inText('thought', '<thought>The tide turns.</thought>At noon.'),
  inText('reasoning-tag', '<reasoning>The tide turns.</reasoning>At noon.'),
  inText('mistral-brackets', '[THINK]The tide turns.[/THINK]At noon.'),
  inText('kimi-marks', '◁think▷The tide turns.◁/think▷At noon.'),
  inText('seed-marks', '<seed:think>The tide turns.</seed:think>At noon.'),
  inText(
    'command-marks',
    '<|START_THINKING|>The tide turns.<|END_THINKING|><|START_RESPONSE|>At noon.<|END_RESPONSE|>',
  ),
  inText(
    'harmony',
    '<|channel|>analysis<|message|>The tide turns.<|end|><|start|>assistant<|channel|>final<|message|>At noon.<|return|>',
  ),
  inText(
    'harmony-from-start',
    '<|start|>assistant<|channel|>analysis<|message|>The tide turns.<|end|><|start|>assistant<|channel|>final<|message|>At noon.',
  ),
  inText('harmony-only-final', '<|channel|>final<|message|>At noon.', { text: 'At noon.' }),
  inText('harmony-marks-lost', 'analysisThe tide turns.assistantfinalAt noon.'),
  inText('gemma-channel', '<|channel>thought\nThe tide turns.<channel|>At noon.'),
  inText('without-opening', 'The tide turns.\n</think>\n\nAt noon.', {
    text: 'At noon.',
    thoughts: 'The tide turns.\n',
  }),
  inText('without-opening-inline', 'The tide turns.</think>At noon.'),
  inText('second-block', '<think>The tide </think>\n<think>turns.</think>At noon.'),
  inText('empty-block', '<think>\n\n</think>\n\nAt noon.', { text: 'At noon.', thoughts: '\n\n' }),
  inText('never-closed', '<think>The tide turns.', { thoughts: 'The tide turns.' }),
  inText('mark-in-code', 'Write `</think>` to close it.', { text: 'Write `</think>` to close it.' }),
  inText('mark-in-fence', 'Like this:\n```\n</think>\n```\nDone.', {
    text: 'Like this:\n```\n</think>\n```\nDone.',
  }),
  inText('opening-in-code', 'Write `<think>` first.', { text: 'Write `<think>` first.' }),
  inText('comparison-is-no-mark', '<thin walls> are cold.', { text: '<thin walls> are cold.' }),
  inText('word-analysis', 'analysis of tides is old.', { text: 'analysis of tides is old.' }),
];

export const thoughtShapes: readonly ServerShape[] = [...fields, ...marks];
