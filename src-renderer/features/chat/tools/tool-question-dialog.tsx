/** A question of a server, while one of its tools runs. Closing it is no answer. */
import { Modal } from '@mantine/core';
import { answerQuestion, useToolQuestionsStore } from '../../../state/chat/tool-questions-store.ts';
import { lazyWithRetry } from '../../shell/frame/lazy-with-retry.tsx';
import { t } from '../../../language/translate.ts';

/** Needs more than the first view, which includes this dialog. */
const QuestionForm = lazyWithRetry(() => import('./question-form.tsx'));

export function ToolQuestionDialog() {
  const question = useToolQuestionsStore(({ questions }) => questions[0]);
  return (
    <Modal
      opened={question !== undefined}
      onClose={() => (question === undefined ? undefined : void answerQuestion(question.id, null))}
      title={question === undefined ? '' : t('{{server}} asks you', { server: question.server })}
      size={520}
    >
      {question === undefined ? null : <QuestionForm key={question.id} question={question} />}
    </Modal>
  );
}
