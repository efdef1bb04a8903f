import type { ModelEvent, ModelRequest } from '#shared/models/model.ts';
import type { StopReason } from '#shared/models/reasons.ts';
import type { RequestFeatures } from './request-features.ts';
import type { Watchdog } from './watchdog.ts';

/** One protocol as one model of one server speaks it. */
export interface Wire {
  /** One request, not sent yet. */
  ask(request: ModelRequest, features: RequestFeatures): WireAnswer;
}

/** A request and the answer to it. What `values` yields is for `read` alone. */
export interface WireAnswer {
  /** True once the server said why the answer ended: it is complete, whatever happens to the connection. */
  readonly finished: boolean;
  /** True once anything had the form of an answer. */
  readonly sawAnswer: boolean;
  /** True once the server said that the stream is over. */
  readonly sawDone: boolean;
  /** True when the last thing that came was torn. */
  readonly isTorn: boolean;
  /** The beginning of what came, for an error message. */
  readonly beginning: string;
  /** Sends the request. Every byte resets the watchdog. Throws TuteeError, ServerFailure, or what a library throws. */
  values(watchdog: Watchdog): AsyncGenerator;
  /** The events of one value. Throws ServerFailure for an error in it. */
  read(value: unknown): ModelEvent[];
  /** The text still held back, for an answer that is not going to be finished. */
  rest(): ModelEvent[];
  /** The events still held back, and the end event. `isClear`: the server said that the answer is whole. */
  finish(isClear: boolean): ModelEvent[];
  /** The end of an answer that Tutee ends itself. */
  endAs(stopReason: StopReason): ModelEvent[];
}
