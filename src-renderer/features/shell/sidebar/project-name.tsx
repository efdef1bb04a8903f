import { TextInput } from '@mantine/core';
import { t } from '../../../language/translate.ts';

interface ProjectNameProps {
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

/** The name field of a project. */
export function ProjectName({ value, error, onChange }: ProjectNameProps) {
  return (
    <TextInput
      label={t('Name')}
      value={value}
      error={error}
      dir="auto"
      maxLength={200}
      data-autofocus
      placeholder={t('Trip to Japan')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
