import type { ModelEvent, ModelRequest } from '#shared/models/model.ts';
import type { StopReason } from '#shared/models/reasons.ts';
import type { RequestFeatures } from './request-features.ts';
import type { Watchdog } from './watchdog.ts';

/** The protocol of one model of one server. */
export interface Wire {
  /** Prepares a request without sending it. */
  ask(request: ModelRequest, features: RequestFeatures): WireAnswer;
}

/** A request and its answer. What `values` yields is only meant for `read`. */
export interface WireAnswer {
  /** True once the server gave a finish reason: the answer is complete, whatever happens to the connection. */
  readonly finished: boolean;
  /** True once anything looked like an answer. */
  readonly sawAnswer: boolean;
  /** True once the server marked the end of the stream. */
  readonly sawDone: boolean;
  /** What a gateway wrote in place of the answer's end; empty if the last value was cut off, null if nothing is known to be missing. */
  readonly torn: string | null;
  /** The beginning of the body, for an error message. */
  readonly beginning: string;
  /** Sends the request. Every byte resets the watchdog. Throws TuteeError, ServerFailure, or the errors of a library. */
  values(watchdog: Watchdog): AsyncGenerator;
  /** The events of one value. Throws ServerFailure if it reports an error. */
  read(value: unknown): ModelEvent[];
  /** The text still held back, for an answer that will not be completed. */
  rest(): ModelEvent[];
  /**
   * The events still held back, and the end event.
   * @param isClear whether the server said that the answer is complete
   */
  finish(isClear: boolean): ModelEvent[];
  /** The end event of an answer that Tutee cuts off. */
  endAs(stopReason: StopReason): ModelEvent[];
}
