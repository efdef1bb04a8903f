/** Reads what a server asks of the user. Text from outside: it is bounded, and what asks for secrets is no question. */
import type { QuestionField, ToolQuestion } from '#shared/tools/tool-question.ts';
import { visible } from '../mcp/tool-definition.ts';

type Fields = Readonly<Record<string, unknown>>;

const MOST_FIELDS = 30;
const MOST_CHOICES = 200;
const LONGEST_MESSAGE = 2_000;
const LONGEST_LABEL = 300;

/** Words for what no server may be told in a form; the protocol forbids asking for it. */
const SECRET =
  /pass ?(?:word|phrase|code)|passwor[dt]|kennwort|contraseñ|mot de passe|密码|密碼|パスワード|\bsecrets?\b|api.?key|access.?key|private.?key|\btokens?\b|credentials?|\bpin\b|\bcvv\b|card.?number|seed phrase/i;

/** @returns the question without its id and server; or why it is none. */
export function readQuestion(
  message: unknown,
  schema: unknown,
): Pick<ToolQuestion, 'message' | 'fields'> | { readonly refusal: string } {
  const properties =
    isFields(schema) && isFields(schema['properties']) ? Object.entries(schema['properties']) : null;
  if (properties === null || properties.length > MOST_FIELDS)
    return { refusal: 'It asked the user something that cannot be shown as a form.' };
  const list: unknown = isFields(schema) ? schema['required'] : [];
  const required = Array.isArray(list) ? list : [];
  const fields: QuestionField[] = [];
  for (const [name, given] of properties) {
    const field = isFields(given) ? readField(name, given, required.includes(name)) : null;
    if (field === null) return { refusal: 'It asked the user something that cannot be shown as a form.' };
    fields.push(field);
  }
  const said = cut(message, LONGEST_MESSAGE);
  const words = [said, ...fields.flatMap(({ name, title, description }) => [name, title, description])];
  if (
    words.some((text) => SECRET.test(text)) ||
    properties.some(([, one]) => isFields(one) && one['format'] === 'password')
  )
    return { refusal: 'It asked the user for a password, a key or the like, which no form is for.' };
  return { message: said, fields };
}

function readField(name: string, given: Fields, required: boolean): QuestionField | null {
  if (name === '' || name.length > 200) return null;
  const { type, default: initial } = given;
  const base = {
    name,
    title: cut(given['title'], LONGEST_LABEL) || cut(name, LONGEST_LABEL),
    description: cut(given['description'], LONGEST_LABEL),
    required,
  };
  if (type === 'array') {
    const choices = isFields(given['items']) ? choicesOf(given['items']) : null;
    if (choices === null) return null;
    const isList = Array.isArray(initial) && initial.every((one): one is string => typeof one === 'string');
    return { ...base, type: 'choices', choices, initial: isList ? initial : null };
  }
  const choices = choicesOf(given);
  if (choices !== null)
    return { ...base, type: 'choice', choices, initial: typeof initial === 'string' ? initial : null };
  if (type === 'boolean')
    return { ...base, type, choices: [], initial: typeof initial === 'boolean' ? initial : null };
  if (type === 'number' || type === 'integer')
    return { ...base, type, choices: [], initial: typeof initial === 'number' ? initial : null };
  if (type === 'string')
    return {
      ...base,
      type: 'text',
      choices: [],
      initial: typeof initial === 'string' ? initial.slice(0, 20_000) : null,
    };
  return null;
}

/** `enum` with or without names, `oneOf` and `anyOf` with titles. */
function choicesOf(given: Fields): QuestionField['choices'] | null {
  const { enum: values, enumNames: names } = given;
  if (Array.isArray(values)) {
    const labels: readonly unknown[] = Array.isArray(names) ? names : [];
    return values.slice(0, MOST_CHOICES).map((value, index) => ({
      value: String(value),
      label: cut(labels[index], LONGEST_LABEL) || cut(String(value), LONGEST_LABEL),
    }));
  }
  const titled = given['oneOf'] ?? given['anyOf'];
  if (!Array.isArray(titled)) return null;
  return titled.slice(0, MOST_CHOICES).flatMap((one: unknown) => {
    if (!isFields(one) || typeof one['const'] !== 'string') return [];
    const { const: value, title } = one;
    return [{ value, label: cut(title, LONGEST_LABEL) || cut(value, LONGEST_LABEL) }];
  });
}

function cut(text: unknown, most: number): string {
  return typeof text === 'string' ? visible(text).slice(0, most).toWellFormed() : '';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
