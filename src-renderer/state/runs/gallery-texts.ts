import { t } from '../../language/translate.ts';

/** Names and descriptions of the ready teams by id. In English they are those that the main process sends. */
const texts: Readonly<Record<string, { readonly name: string; readonly description: string }>> = {
  'gallery:writer-and-critic': {
    name: t('Writer and critic'),
    description: t('One writes, the other says what is wrong, until the critic is content.'),
  },
  'gallery:researcher-planner-executor': {
    name: t('Researcher, planner, executor'),
    description: t('A plan, the facts it needs, then the work; a model chooses who is needed next.'),
  },
  'gallery:debate-with-a-judge': {
    name: t('Debate with a judge'),
    description: t(
      'Two argue for and against; a judge asks for another round or says who is right, and a scribe sums it up.',
    ),
  },
  'gallery:teach-me-tutor': {
    name: t('Teach-me tutor'),
    description: t('Explains in small steps, asks you, and goes on from what you answer.'),
  },
  'gallery:support-desk': {
    name: t('Support desk with a person'),
    description: t(
      'A desk that hands over to whoever can help: one looks up what is known when you allow it, and you are asked for the rest.',
    ),
  },
};

/** The ready teams in the language of the page. */
export function translatedGallery<Team extends { readonly id: string }>(gallery: readonly Team[]): Team[] {
  return gallery.map((team) => ({ ...team, ...texts[team.id] }));
}
