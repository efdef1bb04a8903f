/** Work on texts from outside takes at most 2.5 times as long for twice the text, up to what the product accepts of each. */
import { describe, expect, it } from 'vitest';
import { titleFrom } from '#main/chat/titles/title.ts';
import { truncateForCapture } from '#main/chat/capture/truncate-for-capture.ts';
import { codeBlocks } from '#main/engine/agents/code-blocks.ts';
import { WordPieces } from '#main/models/embedders/word-pieces.ts';
import {
  typedSearchExpression,
  phraseExpressions,
  termExpression,
} from '#main/store/search/match-expression.ts';
import { normalizedText as textKeyText } from '#main/store/memories/text-key.ts';
import { segmentWords } from '#main/store/memories/segment-words.ts';
import { resolveDates } from '#main/teachability/capture/extract/dates/resolve-dates.ts';
import {
  explicitTeachings,
  withoutTeachingsIn,
} from '#main/teachability/capture/extract/explicit-teaching.ts';
import { choiceOf, forgetRequestsIn } from '#main/teachability/capture/understand/forget-request.ts';
import { kindOf } from '#main/teachability/capture/extract/kind-of.ts';
import {
  continuedTeaching,
  correctionOfAnswer,
  demonstration,
} from '#main/teachability/capture/extract/last-turn.ts';
import { learnByRules } from '#main/teachability/capture/extract/learn-by-rules.ts';
import { parseLessons } from '#main/teachability/capture/extract/model/model-answer.ts';
import { ownWords } from '#main/teachability/capture/understand/whose-words.ts';
import { clausesOf, statementsOf } from '#main/teachability/capture/extract/statements.ts';
import { subjectOf } from '#main/teachability/capture/extract/subject.ts';
import { tidySentence, withoutAside, withoutLeadIn } from '#main/teachability/capture/extract/wording.ts';
import { mayContainTeaching } from '#main/teachability/capture/understand/may-contain-teaching.ts';
import { queryTerms, stemsOf } from '#main/teachability/recall/terms.ts';
import { memoryAnswer } from '#main/teachability/memory-mode.ts';
import { topicsAsked } from '#main/teachability/recall/shared-topics.ts';
import { isSmallTalk } from '#main/teachability/small-talk.ts';
import { isOwnMarkdown, readMarkdown } from '#main/transfer/memory-files/markdown-file.ts';
import { readJson } from '#main/transfer/memory-files/json-file.ts';
import { inFirstPerson } from '#main/transfer/memory-files/first-person.ts';
import { readPasted } from '#main/transfer/memory-files/pasted-text.ts';
import { parseAll, unparsed } from '#renderer/ui/markdown/incremental-parse.ts';
import { TuteeError } from '#shared/errors.ts';
import { limits } from '#shared/limits.ts';
import type { Shape } from '../../support/hostile/growth.ts';
import { tooSteep } from '../../support/hostile/growth.ts';
import { hostileShapes } from '../../support/hostile/hostile-shapes.ts';
import { openTeachability } from '../../support/open-teachability.ts';

const at = Date.UTC(2026, 10, 30);
const reader = { sameText: () => undefined } as unknown as Parameters<typeof continuedTeaching>[1];
const before = { request: 'When I ask for a recipe…', answer: 'Understood.' };
const said = (text: string, earlier = before) => ({
  conversationId: 'c',
  messageId: 'm',
  text,
  at,
  before: earlier,
});
const after = (request: string) => said('I want it like this: short.', { request, answer: '' });

/** A conflict of what is too long or no such file is an answer too. */
function orRefused(work: (text: string) => unknown): (text: string) => Promise<unknown> {
  return async (text) => {
    try {
      return await work(text);
    } catch (thrown) {
      if (!(thrown instanceof TuteeError)) throw thrown;
      return null;
    }
  };
}

type Works = Readonly<Record<string, (text: string) => unknown>>;

function growsWithTheText(
  works: Works,
  limit: number,
  shapes: Readonly<Record<string, Shape>> = hostileShapes,
): void {
  it.each(Object.entries(works))('%s', { timeout: 240_000 }, async (_name, work) => {
    expect(await tooSteep(orRefused(work), shapes, limit)).toEqual([]);
  });
}

describe('capture', () => {
  // Twice what is read of one message (chat/capture/truncate-for-capture.ts), so that the patterns hold without it.
  growsWithTheText(
    {
      'own words': ownWords,
      'explicit teaching': explicitTeachings,
      'what is left of it': withoutTeachingsIn,
      'learning by rules': (text) => learnByRules(text, at),
      'forget requests': forgetRequestsIn,
      'a choice of several': choiceOf,
      'a correction of the answer before': (text) => correctionOfAnswer(said(text)),
      'a teaching that goes on': (text) => continuedTeaching(said(text), reader),
      'a teaching that went before': (text) => continuedTeaching(after(text), reader),
      'a demonstration': (text) => demonstration(said(text)),
      'a request that a demonstration follows': (text) => demonstration(after(text)),
      'worth asking a model': mayContainTeaching,
    },
    20_000,
  );

  growsWithTheText({ 'the part that is read': truncateForCapture }, limits.messageText);
});

describe('a whole turn', () => {
  it('in memory mode', { timeout: 240_000 }, async () => {
    const { say, ask } = openTeachability(null);
    const turn = async (text: string) => {
      const message = truncateForCapture(text);
      const remembered = await say(message);
      return memoryAnswer({ message: text, remembered, report: await ask(text) });
    };
    expect(await tooSteep(orRefused(turn), hostileShapes, limits.messageText)).toEqual([]);
  });

  it('in which an answer is edited', { timeout: 240_000 }, async () => {
    const { capture } = openTeachability(null);
    const answer = { conversationId: 'c', messageId: 'm', request: 'Write me a toast', at };
    const { signal } = new AbortController();
    const edit = (original: string, edited: string) =>
      capture.captureEdit({ ...answer, original, edited }, null, signal);
    const put = (text: string) => edit('Dear all, be merry.', text);
    const within = (text: string) => edit(`Dear all, ${text}`, `Dear both, ${text} Yours`);
    expect(await tooSteep(orRefused(put), hostileShapes, limits.messageText)).toEqual([]);
    expect(await tooSteep(orRefused(within), hostileShapes, limits.messageText)).toEqual([]);
  });
});

describe('one statement', () => {
  growsWithTheText(
    {
      'its parts': (text) => statementsOf(text, () => true),
      'its clauses': clausesOf,
      'its words': (text) => tidySentence(withoutAside(withoutLeadIn(text))),
      'its kind': kindOf,
      'its subject': (text) => subjectOf(text, 'fact'),
      'its dates': (text) => resolveDates(text, at),
      'the lessons of a model': parseLessons,
    },
    20_000,
  );
});

describe('recall', () => {
  const pieces = new WordPieces(['a', '##a', 'always', 'e', '##e', '我', '.', '##lways']);
  growsWithTheText(
    {
      'topics of a question': topicsAsked,
      'words as they are indexed': segmentWords,
      'small talk': isSmallTalk,
      'a key of a text': textKeyText,
    },
    limits.messageText,
  );
  // Many times what a question, a memory or a search may hold.
  growsWithTheText(
    {
      'terms of a question': queryTerms,
      'stems of a memory': stemsOf,
      'pieces of words': (text) => pieces.cut(text),
      'a search': typedSearchExpression,
      'a whole term': termExpression,
      'any of the words': (text) => phraseExpressions([text]),
    },
    20_000,
  );

  it('takes a long text in a script without spaces', () => {
    expect(stemsOf('我喜欢茶'.repeat(limits.messageText))).toHaveLength(limits.messageText * 4 - 1);
  });
});

describe('titles and code', () => {
  growsWithTheText(
    { 'a title': titleFrom, 'fenced code': (text) => codeBlocks(text, new Set(['js'])) },
    limits.messageText,
  );
});

describe('the page', () => {
  growsWithTheText({ 'blocks of Markdown': (text) => parseAll(unparsed(text)) }, limits.messageText);
});

describe('import', () => {
  growsWithTheText(
    {
      'a pasted list': readPasted,
      'a file in Markdown': (text) => readMarkdown(`<!-- tutee-memories 2 -->\n${text}`),
      'is it Markdown of ours': isOwnMarkdown,
      'a file in JSON': (text) => readJson([Buffer.from(text)]),
    },
    limits.messageText,
  );
  growsWithTheText({ 'a statement in the first person': (text) => inFirstPerson(text, 'Ann') }, 20_000);
});
