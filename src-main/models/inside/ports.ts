/** What the model inside needs from the shell it runs in. */
import type { FromModel, ToModel } from './protocol.ts';

/** A process that runs a model. */
export interface ModelProcess {
  readonly pid: number | undefined;
  send(message: ToModel): void;
  onMessage(listener: (message: FromModel) => void): void;
  /**
   * Called once.
   * @param reason how it ended, for diagnostics: a code or a signal
   */
  onExit(listener: (reason: string) => void): void;
  /** Ends it at once. */
  kill(): void;
}

export type StartModelProcess = () => ModelProcess;

/** A process that a shell started without knowing its messages. */
export interface UntypedProcess extends Omit<ModelProcess, 'send' | 'onMessage'> {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

export function modelProcess(process: UntypedProcess): ModelProcess {
  return {
    get pid() {
      return process.pid;
    },
    send: (message) => process.send(message),
    // Safe, because both ends are from one build.
    onMessage: (listener) => process.onMessage((message) => listener(message as FromModel)),
    onExit: (listener) => process.onExit(listener),
    kill: () => process.kill(),
  };
}
