import { NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { QuestionAnswer, QuestionField, ToolQuestion } from '../../../../shared/tools/tool-question.ts';
import { answerQuestion } from '../../../state/chat/tool-questions-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';
import './tool-calls.css';

type Value = QuestionAnswer[string];

/** The fields of a question; its words are text from outside. */
export default function QuestionForm({
  question: { id, message, fields },
}: {
  readonly question: ToolQuestion;
}) {
  const [values, setValues] = useState<QuestionAnswer>(() =>
    Object.fromEntries(fields.flatMap(({ name, initial }) => (initial === null ? [] : [[name, initial]]))),
  );
  const [error, setError] = useState<string | null>(null);
  const change = (name: string, value: Value | undefined): void => {
    const { [name]: _before, ...others } = values;
    setValues(value === undefined ? others : { ...others, [name]: value });
    setError(null);
  };
  const answer = async (): Promise<void> => setError((await answerQuestion(id, values))?.message ?? null);
  return (
    <form
      className="question-form"
      onSubmit={(event) => {
        event.preventDefault();
        void answer();
      }}
    >
      <p dir="auto">{message}</p>
      {fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          value={values[field.name]}
          onChange={(value) => change(field.name, value)}
        />
      ))}
      {error === null ? null : (
        <p role="alert" className="form-error">
          {error}
        </p>
      )}
      <p className="tool-call-note">
        {t(
          'What you fill in is sent to the server. Give no passwords or keys. Without an answer in two minutes it goes on alone.',
        )}
      </p>
      <div className="dialog-actions">
        <Button onClick={() => void answerQuestion(id, null)}>{t('Do not answer')}</Button>
        <Button type="submit" variant="primary">
          {t('Answer')}
        </Button>
      </div>
    </form>
  );
}

interface FieldProps {
  readonly field: QuestionField;
  readonly value: Value | undefined;
  readonly onChange: (value: Value | undefined) => void;
}

function Field({ field, value, onChange }: FieldProps) {
  const { type, title: label, description, required, choices } = field;
  const words = { label, description: description === '' ? undefined : description, withAsterisk: required };
  switch (type) {
    case 'boolean':
      return (
        <Switch
          size="xs"
          label={label}
          description={words.description}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'number':
    case 'integer':
      return (
        <NumberInput
          {...words}
          allowDecimal={type === 'number'}
          value={typeof value === 'number' ? value : ''}
          onChange={(given) => onChange(typeof given === 'number' ? given : undefined)}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...words}
          data={[{ value: '', label: t('Choose…') }, ...choices]}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
    case 'choices': {
      const chosen = Array.isArray(value) ? value : [];
      return (
        <fieldset className="question-choices">
          <legend>{label}</legend>
          {description === '' ? null : <p className="tool-call-note">{description}</p>}
          {choices.map((choice) => (
            <Switch
              key={choice.value}
              size="xs"
              label={choice.label}
              checked={chosen.includes(choice.value)}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked
                    ? [...chosen, choice.value]
                    : chosen.filter((one) => one !== choice.value),
                )
              }
            />
          ))}
        </fieldset>
      );
    }
    case 'text':
      return (
        <TextInput
          {...words}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
  }
}
