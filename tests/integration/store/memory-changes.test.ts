import { describe, expect, it } from 'vitest';
import { uuid7 } from '#main/store/database/uuid7.ts';
import type { Memory } from '#shared/memory/memory.ts';
import { memoryEventSchema, memorySchema, rememberedSchema } from '#shared/memory/memory.ts';
import { checkAgreement } from '../../support/store/check-agreement.ts';
import {
  addStep,
  byUser,
  fromDialog,
  memoryValue,
  sampleEmbedder,
  sampleVector,
  sampleVectors,
  topic,
} from '../../support/memory-samples.ts';
import { openMemories, openStore } from '../../support/open-store.ts';

const texts = (found: readonly { readonly memory: Memory }[]) => found.map((hit) => hit.memory.text);

/** A store with "My colour is teal", corrected to red, by two messages. */
function corrected() {
  const { database, memories } = openMemories();
  const teal = memoryValue('My colour is teal', { subject: 'my colour', cues: [topic('colours')] });
  const red = memoryValue('My colour is red', { subject: 'my colour' });
  const [first, second] = [uuid7(), uuid7()];
  const old = addStep(teal);
  const taught = memories.apply([old], byUser(1, { messageId: first }));
  const replacing = addStep(red);
  const superseding = {
    type: 'update',
    id: old.id,
    action: 'superseded',
    value: { ...teal, status: 'superseded' },
    supersededBy: replacing.id,
  } as const;
  // The successor is referred to before it is added: the order within a change is free.
  const change = memories.apply([superseding, replacing], byUser(2, { messageId: second }));
  return { database, memories, old: old.id, new: replacing.id, first, second, taught, change };
}

describe('a change', () => {
  it('returns memories that match the contract', () => {
    const { memories } = openMemories();
    const value = memoryValue('Be brief', {
      kind: 'instruction',
      cues: [topic('answers'), { kind: 'task', text: 'writing' }],
      scope: { type: 'project', id: uuid7() },
      pinned: true,
      private: true,
      validUntil: 99,
      subject: 'length',
      tags: ['answers', 'écrit'],
    });
    const step = addStep(value);
    const { memories: given } = memories.apply([step], byUser(7));
    expect(given).toEqual([
      {
        ...value,
        id: step.id,
        source: fromDialog,
        createdAt: 7,
        updatedAt: 7,
        statusSince: 7,
        lastUsedAt: null,
        useCount: 0,
        confirmCount: 0,
        supersededBy: null,
      },
    ]);
    expect(memorySchema.parse(given[0])).toEqual(memories.get(step.id));
  });

  it('is atomic', () => {
    const { database, memories } = openMemories();
    const known = addStep(memoryValue('Known'));
    memories.apply([known], byUser());
    const before = memories.history(known.id);
    const steps = [
      addStep(memoryValue('New')),
      { type: 'confirm', id: known.id } as const,
      { type: 'confirm', id: uuid7() } as const,
    ];
    expect(() => memories.apply(steps, byUser())).toThrow(expect.objectContaining({ code: 'not_found' }));
    expect(memories.countActive()).toBe(1);
    expect(memories.history(known.id)).toEqual(before);
    expect(memories.get(known.id)?.confirmCount).toBe(0);
    checkAgreement(database, sampleEmbedder);
  });

  it('of content sets updatedAt; pinning and pausing do not', () => {
    const { memories } = openMemories();
    const step = addStep(memoryValue('I like tea'));
    memories.apply([step], byUser(1));
    const update = (action: 'pinned' | 'paused' | 'edited', value: typeof step.value, at: number) =>
      memories.apply([{ type: 'update', id: step.id, action, value }], byUser(at)).memories[0];
    expect(update('pinned', { ...step.value, pinned: true }, 2)?.updatedAt).toBe(1);
    expect(update('paused', { ...step.value, status: 'paused' }, 3)?.updatedAt).toBe(1);
    expect(update('edited', { ...step.value, text: 'I like coffee' }, 4)?.updatedAt).toBe(4);
  });

  it('of a cue keeps the text’s vector; a changed text loses its vector until re-embedded', () => {
    const { database, memories } = openMemories();
    const step = addStep(memoryValue('I like tea', { cues: [topic('drinks'), topic('mornings')] }));
    memories.apply([step], byUser());
    const recued = { ...step.value, cues: [topic('mornings'), topic('breakfast')] };
    memories.apply([{ type: 'update', id: step.id, action: 'edited', value: recued }], byUser());
    expect(memories.get(step.id)?.cues).toEqual(recued.cues);
    expect(memories.unitsWithoutVectors(sampleEmbedder, 10).map((unit) => unit.text)).toEqual(['breakfast']);
    const cosines = memories.searchMeaning(sampleVector('mornings'), sampleEmbedder, 1);
    expect(cosines).toMatchObject([{ cue: topic('mornings') }]);

    const reworded = { ...recued, text: 'I like green tea' };
    memories.apply(
      [{ type: 'update', id: step.id, action: 'edited', value: reworded, vectors: sampleVectors(reworded) }],
      byUser(),
    );
    expect(memories.countWithoutVectors(sampleEmbedder)).toBe(0);
    expect(texts(memories.searchWords(['green'], 5))).toEqual(['I like green tea']);
    checkAgreement(database, sampleEmbedder);
  });

  it('appends an immutable history event per memory', () => {
    const { database, memories, old, change, second } = corrected();
    const events = memories.history(old);
    for (const event of events) memoryEventSchema.parse(event);
    expect(events.map((event) => [event.action, event.before?.status, event.after?.status])).toEqual([
      ['superseded', 'active', 'superseded'],
      ['learned', undefined, 'active'],
    ]);
    expect(events[0]).toMatchObject({ changeId: change.changeId, messageId: second, at: 2, actor: 'user' });
    expect(() => database.exec(`UPDATE memory_events SET actor = 'import'`)).toThrow('append-only');
  });
});

describe('a correction', () => {
  it('removes the old memory from every search and keeps it', () => {
    const { database, memories, old, new: red } = corrected();
    expect(texts(memories.searchWords(['colour'], 5))).toEqual(['My colour is red']);
    expect(texts(memories.searchMeaning(sampleVector('My colour is teal'), sampleEmbedder, 5))).toEqual([
      'My colour is red',
    ]);
    expect(memories.bySubject('my colour').map((memory) => memory.id)).toEqual([red]);
    expect(memories.get(old)).toMatchObject({ status: 'superseded', supersededBy: red });
    checkAgreement(database, sampleEmbedder);
  });

  it('is shown as one chip with the replaced text', () => {
    const { memories, first, second, change, new: red } = corrected();
    expect(memories.remembered(second)).toEqual([
      {
        changeId: change.changeId,
        memoryId: red,
        kind: 'fact',
        text: 'My colour is red',
        action: 'replaced',
        scope: { type: 'everywhere' },
        replacedText: 'My colour is teal',
        undone: false,
      },
    ]);
    expect(memories.remembered(first)).toMatchObject([
      { action: 'added', replacedText: null, undone: false },
    ]);
    for (const chip of memories.remembered(second)) rememberedSchema.parse(chip);
    expect(memories.remembered(uuid7())).toEqual([]);
  });

  it('is undone in both memories', () => {
    const { database, memories, old, new: red, second, change } = corrected();
    const given = memories.undo(change.changeId, byUser(3));
    expect(new Set(given.map((memory) => [memory.id, memory.status, memory.supersededBy]))).toEqual(
      new Set([
        [old, 'active', null],
        [red, 'forgotten', null],
      ]),
    );
    expect(texts(memories.searchMeaning(sampleVector('My colour is teal'), sampleEmbedder, 1))).toEqual([
      'My colour is teal',
    ]);
    expect(memories.history(old)[0]).toMatchObject({ action: 'undone', at: 3 });
    expect(memories.history(old)[0]?.changeId).not.toBe(change.changeId);
    expect(memories.remembered(second)).toMatchObject([{ memoryId: red, undone: true }]);
    checkAgreement(database, sampleEmbedder);
  });
});

describe('undo', () => {
  const changedSince: unknown = expect.objectContaining({ code: 'changed_since' });

  it('is rejected for an unknown change', () => {
    expect(() => openMemories().memories.undo(uuid7(), byUser())).toThrow(
      expect.objectContaining({ code: 'not_found' }),
    );
  });

  it('is rejected the second time, but can itself be undone', () => {
    const { database, memories, new: red, old, second, change } = corrected();
    memories.undo(change.changeId, byUser());
    expect(() => memories.undo(change.changeId, byUser())).toThrow(changedSince);
    const undoing = memories.history(red)[0]?.changeId ?? '';
    memories.undo(undoing, byUser());
    expect(memories.get(old)).toMatchObject({ status: 'superseded', supersededBy: red });
    expect(memories.remembered(second)).toMatchObject([{ action: 'replaced', undone: false }]);
    checkAgreement(database, sampleEmbedder);
  });

  it('is rejected when one of its memories changed again, and then changes none', () => {
    const { memories, new: red, old, change } = corrected();
    const value = memoryValue('My colour is dark red', { subject: 'my colour' });
    memories.apply([{ type: 'update', id: red, action: 'edited', value }], byUser());
    expect(() => memories.undo(change.changeId, byUser())).toThrow(changedSince);
    expect(memories.get(old)?.status).toBe('superseded');
  });

  it('succeeds when a memory was only confirmed since', () => {
    const { memories, new: red, change } = corrected();
    memories.apply([{ type: 'confirm', id: red }], byUser());
    memories.undo(change.changeId, byUser());
    expect(memories.get(red)).toMatchObject({ status: 'forgotten', confirmCount: 1 });
  });

  it('of a confirmation decrements the count once', () => {
    const { database, memories, old, taught } = corrected();
    const { changeId } = memories.apply([{ type: 'confirm', id: old }], byUser());
    expect(memories.undo(changeId, byUser())[0]?.confirmCount).toBe(0);
    expect(() => memories.undo(changeId, byUser())).toThrow(changedSince);
    expect(memories.get(old)?.confirmCount).toBe(0);
    expect(() => memories.undo(taught.changeId, byUser())).toThrow(changedSince);
    checkAgreement(database, sampleEmbedder);
  });

  it('of an edit restores the old text', () => {
    const { database, memories } = openMemories();
    const step = addStep(memoryValue('I like tea'));
    memories.apply([step], byUser(1));
    const value = memoryValue('I like coffee');
    const { changeId } = memories.apply(
      [{ type: 'update', id: step.id, action: 'edited', value }],
      byUser(2),
    );
    memories.undo(changeId, byUser(3));
    expect(texts(memories.searchWords(['tea', 'coffee'], 5))).toEqual(['I like tea']);
    expect(memories.sameText('i like TEA.')?.id).toBe(step.id);
    checkAgreement(database);
  });
});

describe('chips', () => {
  it('distinguish additions, edits and confirmations of one message', () => {
    const { memories } = openMemories();
    const messageId = uuid7();
    const [tea, name] = [addStep(memoryValue('I like tea')), addStep(memoryValue('My name is Ada'))];
    memories.apply([tea, name], byUser());
    const added = addStep(memoryValue('I live in Rome'));
    const edited = memoryValue('I like green tea');
    memories.apply(
      [
        { type: 'update', id: tea.id, action: 'edited', value: edited },
        { type: 'confirm', id: name.id },
        added,
      ],
      byUser(2, { actor: 'capture', messageId }),
    );
    const chips = memories.remembered(messageId).map((chip) => [chip.text, chip.action, chip.replacedText]);
    expect(new Set(chips)).toEqual(
      new Set([
        ['I like green tea', 'updated', 'I like tea'],
        ['My name is Ada', 'confirmed', null],
        ['I live in Rome', 'added', null],
      ]),
    );
  });

  it('are struck through when the memory was forgotten on the page, and show its latest text', () => {
    const { memories } = openMemories();
    const messageId = uuid7();
    const step = addStep(memoryValue('I like tea'));
    memories.apply([step], byUser(1, { messageId }));
    const value = memoryValue('I like mint tea');
    memories.apply([{ type: 'update', id: step.id, action: 'edited', value }], byUser(2));
    expect(memories.remembered(messageId)).toMatchObject([{ text: 'I like mint tea', undone: false }]);
    const forgotten = { ...value, status: 'forgotten' } as const;
    memories.apply([{ type: 'update', id: step.id, action: 'forgotten', value: forgotten }], byUser(3));
    expect(memories.remembered(messageId)).toMatchObject([{ action: 'added', undone: true }]);
  });
});

describe('standing memories', () => {
  it('are active and pinned, preferences or instructions, newest first, after every kind of change', () => {
    const store = openStore();
    const { memories } = store;
    const fact = addStep(memoryValue('A fact'));
    const preference = addStep(memoryValue('A preference', { kind: 'preference' }));
    const standing = () => memories.standing().map((memory) => memory.text);
    expect(standing()).toEqual([]);
    memories.apply([fact], byUser(1));
    const { changeId } = memories.apply([preference], byUser(2));
    expect(standing()).toEqual(['A preference']);
    memories.apply(
      [{ type: 'update', id: fact.id, action: 'pinned', value: { ...fact.value, pinned: true } }],
      byUser(3),
    );
    expect(standing()).toEqual(['A preference', 'A fact']);
    memories.markUsed([fact.id], 9);
    expect(memories.standing()[1]).toMatchObject({ useCount: 1, lastUsedAt: 9 });
    memories.undo(changeId, byUser(4));
    expect(standing()).toEqual(['A fact']);
    expect(memories.standing()).toEqual([memories.get(fact.id)]);
  });
});
