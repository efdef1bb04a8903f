import { expect, it } from 'vitest';
import { messageTranslator } from '../../../../src-renderer/language/translate-message.ts';

const translate = messageTranslator({
  'The message is empty.': 'Die Nachricht ist leer.',
  'The server at {{1}}': 'Der Server unter {{1}}',
  'the model “{{1}}”': 'das Modell „{{1}}“',
  '{{1}} asks for an API key. Add one.': '{{1}} verlangt einen Schlüssel. Trage ihn ein.',
  '{{1}} does not have {{2}}.': '{{2}} gibt es nicht: {{1}}.',
  '{{1}} is empty.': '{{1}} ist leer.',
});

it('a message is recognised by its fixed words; what stands between them is kept, or translated itself', () => {
  expect(translate('The message is empty.')).toBe('Die Nachricht ist leer.');
  expect(translate('The server at api.example.com asks for an API key. Add one.')).toBe(
    'Der Server unter api.example.com verlangt einen Schlüssel. Trage ihn ein.',
  );
  expect(translate('The server at localhost:1234 does not have the model “qwen {{1}} $& 2”.')).toBe(
    'das Modell „qwen {{1}} $& 2“ gibt es nicht: Der Server unter localhost:1234.',
  );
});

it('a text that begins a sentence is found by its small letter', () => {
  expect(translate('The model “x” is empty.')).toBe('Das Modell „x“ ist leer.');
});

it('what is not known, and what a server said, stays as it is', () => {
  expect(translate('Nobody wrote this.')).toBe('Nobody wrote this.');
  expect(translate('')).toBe('');
  expect(translate('“notes.txt” is empty.\nThe server says: The message is empty.')).toBe(
    '“notes.txt” ist leer.\nThe server says: The message is empty.',
  );
});

it('a name that every object has is a name', () => {
  expect(translate('constructor')).toBe('constructor');
  expect(translate('the model “__proto__”')).toBe('das Modell „__proto__“');
  expect(translate('toString is empty.')).toBe('toString ist leer.');
});

it('what is nested without end is translated only at its beginning', () => {
  const nested = translate('The server at '.repeat(20_000));
  expect(nested.startsWith('Der Server unter '.repeat(3) + 'The server at ')).toBe(true);
  expect(nested.split('The server at ')).toHaveLength(19_998);
});
