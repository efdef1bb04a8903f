/** Generates cues by rules: the question that a fact answers, the topic that a preference or an instruction applies to. */
import type { Cue, MemoryKind } from '#shared/memory/memory.ts';
import { limits } from '#shared/text.ts';
import { wishTopic } from './wish-topic.ts';
import { topicsOf } from './topics.ts';

const MOST_TOPICS = 2;

/** The condition of an instruction: "… when I ask about probability", "for recipes". */
const CONDITION =
  /\b(?:when(?:ever)?\s+i(?:['’]m| am)?\s+(?:ask|asking|talk|talking|write|writing|want|need|request|mention)\s+(?:you\s+)?(?:about|for|to)|whenever\s+(?:i|we)|if i ask (?:about|for|to))\s+(?<topic>[^,.]{3,160})/iu;

/** Words about the form of answers. A wish with one of them gets the cue "how should you answer?". */
const FORM =
  /\b(?:bullet|bullets|lists?|tables?|markdown|format|short|brief|briefly|concise|concisely|detailed|detail|emojis?|tone|formal|informal|style|headings?|step[- ]by[- ]step|paragraphs?|sentences?|plain|polite|words)\b/iu;
const FORM_CUE = 'how answers should be written, their format, style and length';

export function cuesFor(text: string, kind: MemoryKind, subject: string | null): Cue[] {
  const cues: Cue[] = [
    ...questionsFor(subject).map((question): Cue => ({ kind: 'question', text: question })),
    ...conditionOf(text).map((topic): Cue => ({ kind: 'topic', text: topic })),
  ];
  if (kind === 'preference') {
    const matter = wishTopic(text);
    if (matter !== null) cues.push({ kind: 'topic', text: matter });
  }
  if (kind === 'preference' || /^my (?:\w+ )?favourite /u.test(subject ?? ''))
    cues.push(...topicsOf(text, MOST_TOPICS).map((topic): Cue => ({ kind: 'topic', text: topic })));
  if (kind === 'instruction' && FORM.test(text)) cues.push({ kind: 'topic', text: FORM_CUE });
  return cues.filter((cue) => cue.text.length <= limits.cueText).slice(0, limits.cues);
}

function questionsFor(subject: string | null): string[] {
  if (subject === null) return [];
  if (subject === 'my name') return ['What is my name?', 'Who am I?', 'What am I called?'];
  if (subject === 'my job') return ['What is my job?', 'What do I do for a living?'];
  if (subject === 'my age') return ['How old am I?', 'What is my age?'];
  if (subject === 'my birthday') return ['When is my birthday?', 'When was I born?'];
  if (subject === 'where I live') return ['Where do I live?', 'Which city is my home?'];
  if (subject === 'where I work') return ['Where do I work?', 'Who is my employer?'];
  if (subject === 'where I was born') return ['Where was I born?'];
  if (subject === 'the language of answers') return ['Which language should answers be in?'];
  if (subject === 'my diet') return ['What do I eat?', 'What is my diet?'];
  if (subject === 'whether I am married') return ['Am I married?'];
  const named = /^(my .+)'s name$/u.exec(subject)?.[1];
  if (named !== undefined) return [`What is ${named} called?`, `What is ${named}'s name?`];
  const lives = /^where (my .+) lives$/u.exec(subject)?.[1];
  if (lives !== undefined) return [`Where does ${lives} live?`];
  if (subject.startsWith('my ')) return [`What is ${subject}?`];
  const meaning = /^the meaning of (.+)$/u.exec(subject)?.[1];
  if (meaning !== undefined) return [`What does ${meaning} mean?`, `What is ${meaning}?`];
  return subject.startsWith('the ') ? [`What is ${subject}?`] : [];
}

function conditionOf(text: string): string[] {
  const topic = CONDITION.exec(text)?.groups?.['topic']?.trim();
  return topic === undefined || topic === '' ? [] : [topic];
}
