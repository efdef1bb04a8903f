import { expect, it } from 'vitest';
import { galleryTeams } from '#main/studio/gallery/gallery-teams.ts';
import { translatedGallery } from '../../../../src-renderer/state/runs/gallery-texts.ts';

it('in English a ready team is called and described as the main process does', () => {
  const sent = galleryTeams.map(({ id, name, component }) => ({
    id,
    name,
    description: (component as { config: { description: string } }).config.description,
  }));
  const blank = sent.map(({ id }) => ({ id, name: '', description: '' }));
  expect(translatedGallery(blank)).toEqual(sent);
});
