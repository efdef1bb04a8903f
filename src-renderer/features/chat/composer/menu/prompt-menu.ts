import { readyPrompts } from '../../../../ui/prompts/ready-prompts.ts';
import type { Prompt } from '../../../../../shared/prompts/prompt.ts';
import { matchesWords } from '../../../../ui/format/matches-words.ts';
import type { MenuChoice, MenuRest, MenuSource } from './use-composer-menu.ts';
import { t } from '../../../../language/translate.ts';

interface PromptMenuActions {
  /** Puts text into the field, and the caret behind it. */
  readonly insert: (text: string, rest: MenuRest) => void;
  /** Uses a prompt: its variables are asked for first. */
  readonly begin: (prompt: Pick<Prompt, 'name' | 'text'>, rest: MenuRest) => void;
  readonly manage: (rest: MenuRest) => void;
}

/** What "/" offers: commands, the user's prompts, those that come with Tutee. */
export function promptMenu(
  query: string,
  prompts: readonly Prompt[],
  { insert, begin, manage }: PromptMenuActions,
): MenuSource {
  const teach: MenuChoice = {
    id: 'teach',
    label: '/teach',
    detail: t('Remember what follows'),
    choose: (rest) => insert('/teach ', rest),
  };
  const choices: MenuChoice[] = [
    // Behind a space its words have begun.
    ...(/\s/.test(query) ? [] : [teach]),
    ...[...prompts, ...readyPrompts].map((prompt) => ({
      id: prompt.id,
      label: prompt.name,
      detail: prompt.text,
      choose: (rest: MenuRest) => begin(prompt, rest),
    })),
    { id: 'manage', label: t('Edit prompts…'), detail: t('Settings → Prompts'), choose: manage },
  ];
  return { name: t('Prompts'), choices: choices.filter(({ label }) => matchesWords(label, query)) };
}
