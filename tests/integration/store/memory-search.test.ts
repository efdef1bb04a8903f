import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryKindSchema, memoryStatusSchema } from '#shared/memory/memory.ts';
import type { Memory, MemoryValue } from '#shared/memory/memory.ts';
import type { MemoryRepository } from '#main/store/memory-repository.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { anyUnicode } from '../../support/any-unicode.ts';
import { addStep, byUser, memoryValue, topic } from '../../support/memory-samples.ts';
import { openMemories, openStore } from '../../support/open-store.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const texts = (found: readonly { readonly memory: Memory }[]) => found.map((hit) => hit.memory.text);

function taught(...values: (string | MemoryValue)[]): MemoryRepository {
  const { memories } = openMemories();
  const steps = values.map((value) => addStep(typeof value === 'string' ? memoryValue(value) : value));
  memories.apply(steps, byUser());
  return memories;
}

describe('search by words', () => {
  it('finds other forms of a word, other case and other accents', () => {
    const memories = taught('I run in cafés', 'Something else');
    for (const term of ['running', 'CAFE', 'café', 'runs']) {
      expect(texts(memories.searchWords([term], 5))).toEqual(['I run in cafés']);
    }
  });

  it('returns the better match first, with the matching cue', () => {
    const memories = taught(
      memoryValue('Tea with milk, and more tea', { cues: [topic('drinks at breakfast')] }),
      'A long sentence that mentions tea once among a great many other words that do not matter',
    );
    const [first] = memories.searchWords(['tea'], 5);
    expect(first?.memory.text).toBe('Tea with milk, and more tea');
    expect(first?.cue).toBeNull();
    expect(memories.searchWords(['breakfast'], 5)).toMatchObject([{ cue: topic('drinks at breakfast') }]);
  });

  it('finds words in scripts without spaces, inside a longer question', () => {
    const memories = taught(
      '我最喜欢喝绿茶',
      '我住在罗马',
      'ฉันชอบชาเขียว',
      '나는 커피를 좋아해',
      'お茶が好きです',
    );
    expect(texts(memories.searchWords(['绿茶'], 5))).toEqual(['我最喜欢喝绿茶']);
    expect(texts(memories.searchWords(['茶'], 5))).toContain('我最喜欢喝绿茶');
    expect(texts(memories.searchWords(['我喜欢喝什么茶'], 1))).toEqual(['我最喜欢喝绿茶']);
    expect(texts(memories.searchWords(['罗马'], 5))).toEqual(['我住在罗马']);
    expect(texts(memories.searchWords(['ชาเขียว'], 1))).toEqual(['ฉันชอบชาเขียว']);
    expect(texts(memories.searchWords(['커피'], 5))).toEqual(['나는 커피를 좋아해']);
    expect(texts(memories.searchWords(['お茶'], 1))).toEqual(['お茶が好きです']);
  });

  it('finds right-to-left words with and without vowel points, whole Indic words, and emoji', () => {
    const memories = taught('قرأت كِتَابًا', 'שָׁלוֹם עולם', 'मुझे हिन्दी पसंद है', 'My food is 🍕!');
    expect(texts(memories.searchWords(['كتابا'], 5))).toEqual(['قرأت كِتَابًا']);
    expect(texts(memories.searchWords(['שלום'], 5))).toEqual(['שָׁלוֹם עולם']);
    expect(texts(memories.searchWords(['हिन्दी'], 5))).toEqual(['मुझे हिन्दी पसंद है']);
    expect(memories.searchWords(['हि'], 5)).toEqual([]);
    expect(texts(memories.searchWords(['🍕'], 5))).toEqual(['My food is 🍕!']);
  });

  it('finds active memories only', () => {
    const others = memoryStatusSchema.options.filter((status) => status !== 'active');
    const memories = taught('Tea', ...others.map((status) => memoryValue(`Tea ${status}`, { status })));
    expect(texts(memories.searchWords(['tea'], 20))).toEqual(['Tea']);
    expect(memories.countTerms(['tea']).get('tea')).toBe(1);
    expect(memories.countActive()).toBe(1);
  });

  it('accepts any input', () => {
    const memories = taught('NEAR AND OR NOT "quoted" col:umn star* (paren) ^caret', '你好 🍕 x');
    const anyText = fc.oneof(
      anyUnicode(),
      fc.string({
        unit: fc.constantFrom(
          '"',
          "'",
          '\u0000',
          '*',
          '(',
          ')',
          ':',
          '^',
          '-',
          'a',
          '你',
          '\ud800',
          ' ',
          'OR',
          '🍕',
          '่',
        ),
      }),
    );
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 6 }), fc.nat(5), (terms, limit) => {
        expect(memories.searchWords(terms, limit).length).toBeLessThanOrEqual(limit);
        for (const count of memories.countTerms(terms).values()) expect(count).toBeGreaterThanOrEqual(0);
        memories.views.page({ query: terms.join(' ') }, 5, 0);
        memories.sameText(terms.join(' '));
      }),
      { numRuns: propertyRuns(150) },
    );
    expect(texts(memories.searchWords(['"quoted"'], 5))).toHaveLength(1);
    expect(memories.searchWords([], 5)).toEqual([]);
  });

  it('counts a memory once per term', () => {
    const memories = taught(
      memoryValue('Tea, tea and tea', { cues: [topic('tea')] }),
      'Teas of the world',
      'Coffee',
      '我喝绿茶',
    );
    expect([...memories.countTerms(['tea', 'coffee', 'milk', '绿茶', '红茶', ''])]).toEqual([
      ['tea', 2],
      ['coffee', 1],
      ['milk', 0],
      ['绿茶', 1],
      ['红茶', 0],
      ['', 0],
    ]);
  });
});

describe('among thousands of memories', () => {
  it('common words are ignored unless there are no others, and counts follow changes', () => {
    const { memories } = openMemories();
    const many = Array.from({ length: 3_200 }, (_, index) => ({
      ...addStep(memoryValue(index === 1_600 ? 'what a zebra is' : `what is number ${index}`)),
      vectors: null,
    }));
    memories.apply(many, byUser());
    expect(texts(memories.searchWords(['what', 'zebra'], 5))).toEqual(['what a zebra is']);
    expect(memories.searchWords(['what', 'is'], 5)).toHaveLength(5);
    expect(memories.searchWords(['what', 'unheard'], 5)).toHaveLength(5);
    expect(memories.countTerms(['what', 'zebra'])).toEqual(
      new Map([
        ['what', 3_200],
        ['zebra', 1],
      ]),
    );
    memories.apply(
      many.slice(0, 64).map(({ id, value }) => ({
        type: 'update',
        id,
        action: 'forgotten',
        value: { ...value, status: 'forgotten' },
      })),
      byUser(),
    );
    expect(memories.countTerms(['what'])).toEqual(new Map([['what', 3_136]]));
  });
});

describe('exact look-ups', () => {
  it('by subject return active memories, newest first', () => {
    const { memories } = openMemories();
    const about = (text: string, at: number, status: MemoryValue['status'] = 'active') =>
      memories.apply([addStep(memoryValue(text, { subject: 'my name', status }))], byUser(at));
    about('Older', 1);
    about('Newer', 3);
    about('Gone', 4, 'superseded');
    expect(memories.bySubject('my name').map((memory) => memory.text)).toEqual(['Newer', 'Older']);
    expect(memories.bySubject('my')).toEqual([]);
  });

  it('by text ignore only case, white space and closing punctuation', () => {
    const memories = taught('My name is Ada.', memoryValue('I am gone', { status: 'forgotten' }));
    expect(memories.sameText('my  NAME is ada!')?.text).toBe('My name is Ada.');
    for (const other of ['my name is', 'I am gone', '', '...'])
      expect(memories.sameText(other)).toBeUndefined();
  });
});

describe('the memory page', () => {
  const kinds = memoryKindSchema.options;

  it('lists newest first, filtered, page by page, with totals', () => {
    const { memories } = openMemories();
    for (let index = 0; index < 8; index += 1) {
      const value = memoryValue(`Memory ${index}`, {
        kind: kinds[index % 4] ?? 'fact',
        status: index < 6 ? 'active' : 'paused',
      });
      memories.apply([addStep(value)], byUser(index));
    }
    const shown = (...parameters: Parameters<typeof memories.views.page>) => {
      const { items, total } = memories.views.page(...parameters);
      return [items.map((memory) => memory.text.slice(-1)).join(''), total];
    };
    expect(shown({}, 3, 0)).toEqual(['765', 8]);
    expect(shown({}, 3, 6)).toEqual(['10', 8]);
    expect(shown({ statuses: ['active'] }, 10, 0)).toEqual(['543210', 6]);
    expect(shown({ kinds: ['fact', 'skill'], statuses: ['active', 'paused'] }, 10, 0)).toEqual(['7430', 4]);
    const [first] = memories.views.page({}, 1, 0).items;
    memories.markUsed([first?.id ?? ''], 5);
    expect(shown({ use: 'never' }, 10, 0)).toEqual(['6543210', 7]);
    expect(memories.views.counts()).toMatchObject({
      byKind: { fact: 2, preference: 2, instruction: 2, skill: 2 },
      byStatus: { active: 6, pending: 0, paused: 2, superseded: 0, expired: 0, forgotten: 0 },
      byOrigin: { told: 0, dialog: 8, rules: 0, model: 0, import: 0 },
      used: 1,
      neverUsed: 7,
    });
  });

  it('searches as the user types, in memories of any status, and appends similar ones', () => {
    const { memories } = openMemories();
    const green = addStep(memoryValue('I drink green tea', { cues: [topic('green things')] }));
    const paused = addStep(memoryValue('Green grass', { status: 'paused' }));
    const warm = addStep(memoryValue('Something warm'));
    memories.apply([green, paused, warm], byUser());
    const found = (query: string, alike: string[] = []) =>
      memories.views
        .page({ query, statuses: ['active', 'paused'] }, 10, 0, { alike })
        .items.map((memory) => memory.text);
    expect(found('gre')).toHaveLength(2);
    expect(found('green te')).toEqual(['I drink green tea']);
    expect(found('gras', [warm.id, paused.id])).toEqual(['Green grass', 'Something warm']);
    expect(found('?!', [warm.id])).toEqual(['Something warm']);
    expect(memories.views.page({ query: 'green', statuses: ['paused'] }, 10, 0)).toMatchObject({ total: 1 });
    expect(memories.views.page({ query: 'green' }, 1, 1)).toMatchObject({ items: [{}], total: 2 });
  });

  it('shows where a memory was taught and the latest answers that used it', () => {
    const { memories, conversations } = openStore();
    const conversationId = uuid7();
    conversations.create({
      id: conversationId,
      title: 'Teas',
      temporary: false,
      projectId: null,
      sendsPrivate: false,
      createdAt: 1,
      updatedAt: 1,
    });
    const step = addStep(memoryValue('I like tea'));
    const source = { origin: 'told', conversationId, messageId: uuid7(), quote: 'I like tea' } as const;
    memories.apply([{ ...step, source }], byUser());
    const answers = Array.from({ length: 23 }, (_, index) =>
      answerWith(conversations, conversationId, step.id, index),
    );
    const detail = memories.views.detail(step.id);
    expect(detail?.sourceConversation).toEqual({ id: conversationId, title: 'Teas' });
    expect(detail?.uses.map((use) => use.messageId)).toEqual(answers.toReversed().slice(0, 20));
    expect(detail?.uses[0]).toMatchObject({ conversationId, conversationTitle: 'Teas', at: 22 });
    conversations.remove(conversationId);
    expect(memories.views.detail(step.id)).toMatchObject({ sourceConversation: null, uses: [] });
    expect(memories.views.detail(uuid7())).toBeUndefined();
  });
});

/** Adds an answer with which a memory was sent. */
function answerWith(
  conversations: ReturnType<typeof openStore>['conversations'],
  conversationId: string,
  memoryId: string,
  at: number,
): string {
  const id = uuid7();
  const message = {
    id,
    conversationId,
    parentId: null,
    runId: null,
    role: 'assistant',
    speaker: 'Tutee',
    text: '',
    reasoning: '',
    status: 'complete',
    error: null,
    model: null,
    usage: null,
    durationMs: null,
    cut: null,
    shortened: 0,
    createdAt: at,
  } as const;
  conversations.startTurn(null, null, message);
  const parts = { words: 1, meaning: 0, recency: 0, use: 0, pinned: 0, total: 1 };
  const candidate = {
    memoryId,
    kind: 'fact',
    scope: { type: 'everywhere' },
    text: 'I like tea',
    route: 'recalled',
    outcome: 'used',
    parts,
    matchedCue: null,
    updatedAt: 1,
  } as const;
  conversations.saveReceipt(id, {
    query: 'tea',
    candidates: [candidate],
    gate: 0.3,
    budgetTokens: 100,
    usedTokens: 5,
    tookMs: 1,
    embedder: null,
  });
  return id;
}
