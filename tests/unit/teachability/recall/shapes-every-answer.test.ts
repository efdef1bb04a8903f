import { describe, expect, it } from 'vitest';
import { shapesEveryAnswer } from '#main/teachability/recall/gate/shapes-every-answer.ts';
import type { Memory, MemoryKind } from '#shared/memory/memory.ts';

const memory = (text: string, kind: MemoryKind = 'instruction') =>
  ({ kind, text, subject: null, pinned: false }) as unknown as Memory;

describe('an order about answers goes with every request', () => {
  it.each([
    ['en', 'Keep your answers under three sentences.'],
    ['de', 'Antworte immer auf Deutsch.'],
    ['sv', 'Svara kort och utan rubriker.'],
    ['uk', 'Відповідай мені коротко.'],
    ['tr', 'Bundan sonra kısa cevap ver.'],
    ['tr', 'Benimle hep Türkçe konuş.'],
    ['tr', 'Bana siz diye hitap et.'],
    ['hi', 'हमेशा संक्षेप में जवाब दो।'],
    ['hi', 'मुझसे हिंदी में बात करो।'],
    ['ar', 'أجب دائمًا باختصار.'],
    ['ar', 'تحدث معي بالعربية الفصحى.'],
    ['zh', '以后请用中文回答。'],
    ['zh', '说话简短一点。'],
    ['ja', 'これからは短く答えてください。'],
    ['ja', '敬語を使ってください。'],
    ['ko', '앞으로 짧게 대답해 줘.'],
    ['ko', '존댓말로 말해 줘.'],
  ])('%s: %s', (_, text) => {
    expect(shapesEveryAnswer(memory(text))).toBe(true);
  });
});

describe('an order about one topic, and a fact, do not', () => {
  it.each([
    ['tr', 'Tarifler için kısa cevap ver.'],
    ['hi', 'जब मैं खाने की बात करूँ तो जवाब छोटा रखो।'],
    ['ar', 'عندما أسأل عن السفر أجب باختصار.'],
    ['zh', '如果我问天气，请简短回答。'],
    ['ja', 'レシピについて聞いたら短く答えて。'],
    ['ko', '요리에 대해 물으면 짧게 대답해.'],
    ['tr', 'Her akşam köpeği gezdir.'],
    ['zh', '每天提醒我吃药。'],
    ['ja', '毎朝体重を記録して。'],
  ])('%s: %s', (_, text) => {
    expect(shapesEveryAnswer(memory(text))).toBe(false);
  });

  it.each(['我在一家中文学校工作。', 'Kısa boyluyum.', '英語の教師です。', '한국어를 가르칩니다.'])(
    '%s',
    (text) => {
      expect(shapesEveryAnswer(memory(text, 'fact'))).toBe(false);
      expect(shapesEveryAnswer(memory(text, 'preference'))).toBe(false);
    },
  );
});
