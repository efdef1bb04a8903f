import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import type { RunController } from '../../engine/people/run-controller.ts';
import { withPendingAnswers } from '../people/pending-answers.ts';
import type { OpenRequests } from '../people/open-requests.ts';
import type { RunStore } from '../ports.ts';
import type { RunCalls } from './run-calls.ts';
import type { RunChat } from './run-chat.ts';
import type { Outcome } from './run-outcome.ts';
import { keepRecording } from '../recording/run-recording.ts';
import type { SegmentRecorder } from '../recording/run-recording.ts';

export interface RunPersistenceParts {
  readonly runId: string;
  readonly requests: OpenRequests;
  readonly controller: RunController;
  readonly calls: RunCalls;
  readonly chat: RunChat;
  readonly store: RunStore;
  readonly now: () => number;
  /** Called after a checkpoint was saved. */
  readonly onChange: () => void;
  /** Null: the run is not recorded. */
  readonly recorder: SegmentRecorder | null;
}

/** Saves checkpoints of a segment: its new messages, their chat messages, status and state, in one transaction. */
export class RunPersistence {
  readonly #parts: RunPersistenceParts;
  /** Messages that are not stored yet. */
  #unsaved: AgentMessage[] = [];
  /** The state of the run in the last checkpoint of this segment. */
  #saved: { readonly run: unknown; readonly outcome: Outcome; readonly takenOver: readonly string[] } | null =
    null;
  #discarded = false;

  constructor(parts: RunPersistenceParts) {
    this.#parts = parts;
  }

  /** True: nothing more is stored. */
  get discarded(): boolean {
    return this.#discarded;
  }

  /** Stored with the next checkpoint. */
  add(message: AgentMessage): void {
    this.#unsaved.push(message);
  }

  /** Drops unsaved messages and stores nothing more. */
  discard(): void {
    this.#discarded = true;
    this.dropUnsaved();
  }

  /** Drops unsaved messages. */
  dropUnsaved(): void {
    this.#unsaved = [];
  }

  /** Saves a checkpoint in the middle of a segment. */
  saveRunning(): void {
    this.save({ status: 'running', stopReason: null, requests: [...this.#parts.requests.open] });
  }

  /**
   * Saves the tool calls that the last checkpoint does not contain, and nothing else: the messages of a turn that has not ended would be stored
   * again when it is repeated.
   */
  saveCalls(): void {
    if (this.#discarded) return;
    if (this.#saved === null) {
      this.saveRunning();
      return;
    }
    const { runId, store, calls, requests, now } = this.#parts;
    const { run, outcome, takenOver } = this.#saved;
    const state = withPendingAnswers(run, requests.answers, calls.sinceSaved);
    store.add(runId, [], { ...outcome, state, takenOver, at: now() });
  }

  /** Saves a checkpoint. */
  save(outcome: Outcome): void {
    if (this.#discarded) return;
    const { runId, store, chat, controller, calls, requests, now, onChange } = this.#parts;
    const run = controller.saveState();
    const state = withPendingAnswers(run, requests.answers, calls.takeOpen());
    let announce: (() => void) | null = null;
    const { takenOver } = controller;
    this.#saved = { run, outcome, takenOver };
    store.add(runId, this.#unsaved, { ...outcome, state, takenOver, at: now() }, () => {
      announce = chat.write();
    });
    this.#unsaved = [];
    (announce as (() => void) | null)?.();
    onChange();
  }

  /** Appends the segment to the recording, if there is one. `intervened`: at an unknown moment, so it cannot be replayed. */
  record({ messages }: TaskResult, intervened: boolean): void {
    const { recorder, store, runId } = this.#parts;
    if (recorder !== null && !this.#discarded)
      keepRecording(store, runId, recorder.segment(messages, !intervened));
  }
}
