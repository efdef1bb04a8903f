import { describe, expect, it } from 'vitest';
import { openTeachability } from '../../../support/open-teachability.ts';

describe('of two memories in conflict', () => {
  it.each([
    ['My cousin is called Ada.', 'My cousin is called Ivy.', 'What is my cousin called?'],
    ['I prefer coffee.', 'I prefer tea.', 'Should I order coffee or tea?'],
    ['My rabbit is called Moss.', 'My rabbit is called Fern.', 'What is my rabbit called?'],
  ])('the newer one is sent alone: %s %s', async (older, newer, question) => {
    const tutee = openTeachability();
    await tutee.say(`Remember: ${older}`);
    await tutee.say(`Remember: ${newer}`);
    expect(tutee.store.openConflicts(10, 0).total).toBe(1);
    const report = await tutee.ask(question);
    const used = report.candidates.filter(({ outcome }) => outcome === 'used').map(({ text }) => text);
    expect(used).toContain(newer);
    expect(report.candidates.find(({ text }) => text === older)?.outcome).toBe('overruled');
    expect(used).not.toContain(older);
  });

  it('both are sent once the user has kept both', async () => {
    const tutee = openTeachability();
    await tutee.say('Remember: My cousin is called Ada.');
    await tutee.say('Remember: My cousin is called Ivy.');
    const [conflict] = tutee.store.openConflicts(10, 0).items;
    tutee.store.keepBoth(conflict?.id ?? '', Date.UTC(2026, 0, 2));
    const report = await tutee.ask('What is my cousin called?');
    const used = report.candidates.filter(({ outcome }) => outcome === 'used').map(({ text }) => text);
    expect(used.toSorted()).toEqual(['My cousin is called Ada.', 'My cousin is called Ivy.']);
  });

  it('a series in which each contradicts each is sent as it is', async () => {
    const tutee = openTeachability();
    for (const name of ['Ada', 'Ivy', 'Una']) await tutee.say(`Remember: My cousin is called ${name}.`);
    const report = await tutee.ask('What are my cousins called?');
    expect(report.candidates.filter(({ outcome }) => outcome === 'used')).toHaveLength(3);
  });
});
