/** What Tutee answers without a model, and the receipts of answers. */
import type { Message } from '#shared/conversation.ts';
import type { Remembered } from '#shared/memory/memory.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import { ownPart } from '#shared/pasted-text.ts';
import { passagesShown } from './file-passages.ts';
import type { FilePassage } from './ports/passages.ts';
import type { AnswerWriter } from './answer-writer.ts';
import type { CaptureSource } from './capture/turn-capture.ts';
import type { AnswerOutcome } from './ports/answering.ts';
import type { MemoryAnswer, Recalling } from './ports/recall.ts';

interface AnsweredTurn extends CaptureSource {
  readonly answer: Message;
}

/** A turn with what its message taught so far. */
interface MemoryTurn extends AnsweredTurn {
  readonly learned: readonly Remembered[];
  /** Whether the user asked that nothing is kept for the time being. */
  readonly offRecord: () => boolean;
}

interface ReceiptPorts {
  readonly recalling: Pick<Recalling, 'markUsed'>;
  readonly now: () => number;
}

export function answerFromMemory(
  turn: MemoryTurn,
  ports: ReceiptPorts & { readonly memoryAnswer: MemoryAnswer },
  report: RecallReport | null,
  passages: readonly FilePassage[],
  writer: AnswerWriter,
): AnswerOutcome {
  const own = ownPart(turn.user.text);
  const attached = turn.store.attachmentsOf(turn.user.id).length;
  const unread = attached === 0 ? '' : unreadNote(attached);
  const { text: said, shown } =
    attached > 0 && own === ''
      ? { text: '', shown: [] }
      : ports.memoryAnswer({
          message: own,
          remembered: turn.learned,
          report,
          offRecord: turn.offRecord(),
          now: ports.now(),
        });
  const files = passagesShown(passages);
  // That nothing is remembered about it would be a strange beginning.
  const found = files.shown.length > 0 && shown.length === 0 && turn.learned.length === 0;
  const text = [found ? '' : said, files.text, unread].filter((part) => part !== '').join('\n\n');
  if (files.shown.length > 0) turn.store.passages.save(turn.answer.id, files.shown);
  if (report !== null) saveReceipt(turn, ports, onlyShown(report, new Set(shown)));
  writer.write({ text, reasoning: '' });
  return { status: 'complete', usage: null, cut: null };
}

function unreadNote(attached: number): string {
  const what = attached === 1 ? 'the attached file' : `the ${attached} attached files`;
  return `I did not read ${what}: without a model I answer from memory alone. Connect one in Settings, under Models, and ask again.`;
}

/** In memory mode nothing is sent to a model: a memory counts as used when the answer shows it. */
function onlyShown(report: RecallReport, shown: ReadonlySet<string>): RecallReport {
  const candidates = report.candidates.map((candidate) =>
    candidate.outcome === 'used' && !shown.has(candidate.memoryId)
      ? { ...candidate, outcome: 'below_gate' as const }
      : candidate,
  );
  return { ...report, candidates };
}

export function saveReceipt(turn: AnsweredTurn, ports: ReceiptPorts, report: RecallReport): void {
  turn.store.saveReceipt(turn.answer.id, report);
  const used = report.candidates.filter((candidate) => candidate.outcome === 'used');
  if (used.length > 0)
    ports.recalling.markUsed(
      used.map((candidate) => candidate.memoryId),
      ports.now(),
    );
}
