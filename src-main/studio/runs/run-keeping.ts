import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import type { RunController } from '../../engine/people/run-controller.ts';
import { withAnswers } from '../people/given-answers.ts';
import type { OpenRequests } from '../people/open-requests.ts';
import type { RunStore } from '../ports.ts';
import type { RunChat } from './run-chat.ts';
import type { Outcome } from './run-outcome.ts';
import { keepRecording } from '../recording/run-recording.ts';
import type { StretchRecorder } from '../recording/run-recording.ts';

export interface RunKeepingParts {
  readonly runId: string;
  readonly requests: OpenRequests;
  readonly controller: RunController;
  readonly chat: RunChat;
  readonly store: RunStore;
  readonly now: () => number;
  /** Told when how the run stands has changed. */
  readonly onChange: () => void;
  /** Null: nobody wants a recording. */
  readonly recorder: StretchRecorder | null;
}

/** What of a stretch of a run is on disk, and what is not yet. */
export class RunKeeping {
  readonly #parts: RunKeepingParts;
  /** Happened, and not written down yet. */
  #unsaved: AgentMessage[] = [];
  #discarded = false;

  constructor(parts: RunKeepingParts) {
    this.#parts = parts;
  }

  /** True: nothing more is written down. */
  get discarded(): boolean {
    return this.#discarded;
  }

  /** Written down with whatever is kept next. */
  add(message: AgentMessage): void {
    this.#unsaved.push(message);
  }

  /** Nothing more is written down; what was not is let go. */
  discard(): void {
    this.#discarded = true;
    this.forget();
  }

  /** Lets go of what was not written down. */
  forget(): void {
    this.#unsaved = [];
  }

  /** The run as it is in the middle of a stretch. */
  keepUnderWay(): void {
    this.keep({ status: 'running', stopReason: null, requests: [...this.#parts.requests.open] });
  }

  /** One transaction: what happened, what of it is said in the chat, how the run stands, and what it goes on from. */
  keep(standing: Outcome): void {
    if (this.#discarded) return;
    const { runId, store, chat, controller, requests, now, onChange } = this.#parts;
    const state = withAnswers(controller.saveState(), requests.answers);
    let announce: (() => void) | null = null;
    const { takenOver } = controller;
    store.add(runId, this.#unsaved, { ...standing, state, takenOver, at: now() }, () => {
      announce = chat.write();
    });
    this.#unsaved = [];
    (announce as (() => void) | null)?.();
    onChange();
  }

  /** Adds the stretch to the recording of the run, if it has one. `steppedIn`: at what moment somebody did is not known. */
  record({ messages }: TaskResult, steppedIn: boolean): void {
    const { recorder, store, runId } = this.#parts;
    if (recorder !== null && !this.#discarded)
      keepRecording(store, runId, recorder.stretch(messages, !steppedIn));
  }
}
