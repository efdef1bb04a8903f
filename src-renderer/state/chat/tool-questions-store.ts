/** What servers of tools ask the user now. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { QuestionAnswer, ToolQuestion } from '../../../shared/tools/tool-question.ts';

export const useToolQuestionsStore = create<{ readonly questions: readonly ToolQuestion[] }>(() => ({
  questions: [],
}));

export function receiveToolQuestions({ questions }: { readonly questions: readonly ToolQuestion[] }): void {
  useToolQuestionsStore.setState({ questions });
}

/** When the page is opened, or its connection was lost. */
export async function loadToolQuestions(): Promise<void> {
  const result = await client.call('tools.questions', {});
  if (result.ok) receiveToolQuestions(result.value);
}

/** @param content null: the user does not want to say. @returns why it was not taken; null: it was */
export async function answerQuestion(id: string, content: QuestionAnswer | null): Promise<ErrorData | null> {
  const result = await client.call('tools.answer', { id, content });
  return result.ok ? null : result.error;
}
