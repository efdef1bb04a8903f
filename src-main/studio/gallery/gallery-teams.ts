/** The teams that come with Tutee, in the JSON that export writes. Users run them as they are or edit a copy. */
import debate from './debate-with-a-judge.json' with { type: 'json' };
import research from './researcher-planner-executor.json' with { type: 'json' };
import support from './support-desk.json' with { type: 'json' };
import tutor from './teach-me-tutor.json' with { type: 'json' };
import writer from './writer-and-critic.json' with { type: 'json' };

export interface GalleryTeam {
  readonly id: `gallery:${string}`;
  readonly name: string;
  readonly component: unknown;
  readonly updatedAt: null;
}

export const galleryTeams: readonly GalleryTeam[] = [
  ready('writer-and-critic', 'Writer and critic', writer),
  ready('researcher-planner-executor', 'Researcher, planner, executor', research),
  ready('debate-with-a-judge', 'Debate with a judge', debate),
  ready('teach-me-tutor', 'Teach-me tutor', tutor),
  ready('support-desk', 'Support desk with a person', support),
];

function ready(slug: string, name: string, component: unknown): GalleryTeam {
  return { id: `gallery:${slug}`, name, component, updatedAt: null };
}
