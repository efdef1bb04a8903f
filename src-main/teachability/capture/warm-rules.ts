import { calendarEndPatterns } from './extract/dates/calendar-ends.ts';
import { endDatePatterns } from './extract/dates/end-dates.ts';
import { relativeSpanPatterns } from './extract/dates/relative-spans.ts';
import { weekdayPatterns } from './extract/dates/weekdays.ts';
import { rulePatterns } from './extract/rules/all-rules.ts';
import { otherLanguagePatterns } from './extract/rules/languages/other-languages.ts';
import { topics } from './extract/topics.ts';

/** V8 compiles a pattern separately for texts with and without characters beyond Latin-1, and again at its second use. */
const SAMPLES = ['I', 'I', '“', '“'] as const;

/**
 * Runs every pattern once, yielding to the event loop after each: compiling all of them takes some hundred milliseconds, for which the first
 * message would otherwise wait.
 */
export async function warmRules(yieldToEventLoop: () => Promise<void>): Promise<void> {
  const ofTopics = topics.map(({ signs }) => signs);
  const all = [
    rulePatterns(),
    otherLanguagePatterns(),
    endDatePatterns(),
    calendarEndPatterns(),
    relativeSpanPatterns(),
    weekdayPatterns(),
    ofTopics,
  ];
  for (const patterns of all) {
    for (const pattern of patterns) {
      // Unlike `test`, `search` does not change `lastIndex`.
      for (const sample of SAMPLES) {
        sample.search(pattern);
        await yieldToEventLoop();
      }
    }
  }
}
