import { NativeSelect } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import type { AgentOptions } from '../../../../state/runs/agents-store.ts';
import { Button, IconButton } from '../../../../ui/controls/button.tsx';
import { useEditor, useFault } from '../editor-context.ts';
import type { ValueFieldProps } from './field-props.ts';
import { CollapsibleFields } from './collapsible-fields.tsx';
import type { ModelChoice } from './model-choice.ts';
import { describeModelChoice, firstModel, readModelChoice, writeModelChoice } from './model-choice.ts';
import { newComponent } from '../specs/new-component.ts';
import { NumberInput } from './number-field.tsx';
import { t } from '../../../../language/translate.ts';
import '../form-parts.css';

/** Which model is used, and what happens when it fails. */
export function ModelField({ field, valuePath, value }: ValueFieldProps<'model'>) {
  const { change, options } = useEditor();
  const fault = useFault(valuePath);
  const read = readModelChoice(value);
  const choice = read ?? { models: [firstModel(value)], accept: [], again: null, perMinute: null };
  const [first = '', ...others] = choice.models;
  const put = (next: ModelChoice): void =>
    change(
      valuePath,
      writeModelChoice(next, (provider, config) => newComponent(provider, options, config)),
    );
  const none = field.optional ? [{ value: '', label: t('None') }] : [];
  return (
    <div className="part">
      <NativeSelect
        label={field.label}
        description={field.help}
        error={fault}
        data={[...none, ...offeredModels(options, first)]}
        value={first}
        onChange={(event) => {
          const name = event.currentTarget.value;
          const kept = others.filter((other) => other !== name);
          if (name === '') change(valuePath, undefined);
          else put({ ...choice, models: [name, ...kept] });
        }}
      />
      {read === null ? (
        <p className="form-note">
          {t('How it is asked is put together in the JSON tab. Choosing a model here takes its place.')}
        </p>
      ) : null}
      {read === null || first === '' ? null : (
        <WhenItFails choice={choice} faulty={fault !== undefined} onChange={put} />
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly choice: ModelChoice;
  readonly onChange: (choice: ModelChoice) => void;
}

function WhenItFails({ choice, faulty, onChange }: ChoiceProps & { readonly faulty: boolean }) {
  const { options } = useEditor();
  const words = describeModelChoice(choice, (name) => labelOf(options, name));
  return (
    <CollapsibleFields
      label={words === '' ? t('If it fails') : t('If it fails ({{what}})', { what: words })}
      faulty={faulty && words !== ''}
      className="part-fields"
    >
      <AskInstead choice={choice} onChange={onChange} />
      <div className="field-pair">
        <NumberInput
          label={t('Try again, times')}
          placeholder={t('as usual')}
          value={choice.again}
          onChange={(again) => onChange({ ...choice, again })}
        />
        <NumberInput
          label={t('Requests a minute, at most')}
          placeholder={t('no limit')}
          value={choice.perMinute}
          onChange={(perMinute) => onChange({ ...choice, perMinute })}
        />
      </div>
      <p className="choose-help">
        {t(
          'The limit holds for each model, over everybody in the run who asks it. Whoever comes too soon waits.',
        )}
      </p>
    </CollapsibleFields>
  );
}

/** Checks that turn down a complete answer. */
const rules = [
  ['notEmpty', t('is empty')],
  ['notCut', t('was cut off')],
  ['matchesFormat', t('has not the form that was asked for')],
] as const;

/** The fallback models in order, and the checks that lead to the next one. */
function AskInstead({ choice, onChange }: ChoiceProps) {
  const { options } = useEditor();
  const { models, accept } = choice;
  const free = (options?.models ?? []).find(({ name }) => !models.includes(name));
  const put = (next: readonly string[]): void =>
    onChange({ ...choice, models: next, accept: next.length > 1 ? accept : [] });
  return (
    <fieldset className="ends">
      <legend>{t('If it fails, ask instead')}</legend>
      {models.slice(1).map((name, index) => {
        const at = index + 1;
        const label = labelOf(options, name);
        const others = models.filter((other) => other !== name);
        return (
          <div key={name} className="ordered" role="group" aria-label={label}>
            <NativeSelect
              aria-label={t('Model {{number}}', { number: at + 1 })}
              data={offeredModels(options, name).filter((each) => !others.includes(each.value))}
              value={name}
              onChange={(event) => put(models.with(at, event.currentTarget.value))}
            />
            <IconButton
              label={t('Ask {{model}} earlier', { model: label })}
              onClick={() => put(models.toSpliced(at, 1).toSpliced(at - 1, 0, name))}
            >
              <IconArrowUp size={15} stroke={1.6} aria-hidden />
            </IconButton>
            <IconButton
              label={t('Ask {{model}} later', { model: label })}
              disabled={at === models.length - 1}
              onClick={() => put(models.toSpliced(at, 1).toSpliced(at + 1, 0, name))}
            >
              <IconArrowDown size={15} stroke={1.6} aria-hidden />
            </IconButton>
            <IconButton
              label={t('Do not ask {{model}}', { model: label })}
              onClick={() => put(models.toSpliced(at, 1))}
            >
              <IconX size={15} stroke={1.6} aria-hidden />
            </IconButton>
          </div>
        );
      })}
      <Button
        small
        className="add-button"
        disabled={free === undefined}
        onClick={() => free !== undefined && put([...models, free.name])}
      >
        <IconPlus size={14} stroke={1.8} aria-hidden />
        {t('Add a model')}
      </Button>
      {free === undefined && models.length === 1 ? (
        <p className="choose-none">{t('There is no other model to ask.')}</p>
      ) : null}
      {models.length < 2 ? null : (
        <div role="group" aria-label={t('Ask the next one also when an answer')} className="choose">
          <p className="choose-help">{t('Ask the next one also when an answer')}</p>
          {rules.map(([rule, words]) => (
            <label key={rule} className="choose-one">
              <input
                type="checkbox"
                checked={accept.includes(rule)}
                onChange={(event) =>
                  onChange({
                    ...choice,
                    accept: event.currentTarget.checked
                      ? [...accept, rule]
                      : accept.filter((other) => other !== rule),
                  })
                }
              />
              <span>{words}</span>
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}

/** All available models, plus the selected one in case it is no longer available. */
function offeredModels(options: AgentOptions | null, chosen: string) {
  const known = (options?.models ?? []).map(({ name, label }) => ({ value: name, label }));
  const missing =
    chosen === '' || known.some((each) => each.value === chosen) ? [] : [{ value: chosen, label: chosen }];
  return [...missing, ...known];
}

function labelOf(options: AgentOptions | null, name: string): string {
  return options?.models.find((each) => each.name === name)?.label ?? name;
}
