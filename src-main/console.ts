import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { FunctionCall } from '#shared/agents/content.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import type { ApprovalDecision, ToolCallApprover, UserInput, UserReply } from './engine/ports.ts';
import type { RunStream } from './engine/run/run-result.ts';

export interface ConsoleOptions {
  /** Writes text as it is, without a line end of its own. Default: to standard output. */
  readonly write?: (text: string) => void;
  /** Shows the prompt and resolves to a person's line. Default: asks on the terminal. */
  readonly readLine?: (prompt: string, signal: AbortSignal) => Promise<string>;
  /** Tools whose calls a person approves; default: all that ask. */
  readonly asksFor?: (toolName: string, call: FunctionCall) => boolean;
}

/** Runs on a terminal: prints what happens, asks people for answers, and asks before tools run. AutoGen's `Console`. */
export class Console implements UserInput, ToolCallApprover {
  readonly #write: (text: string) => void;
  readonly #readLine: (prompt: string, signal: AbortSignal) => Promise<string>;
  readonly #asksFor: (toolName: string, call: FunctionCall) => boolean;
  /** Who is speaking in chunks, so that the whole message is not printed again. */
  #streaming: string | null = null;

  constructor({ write = writeToTerminal, readLine = readFromTerminal, asksFor }: ConsoleOptions = {}) {
    this.#write = write;
    this.#readLine = readLine;
    this.#asksFor = asksFor ?? (() => true);
  }

  /** Reads a run to its end, prints it, and resolves to its result. */
  async print(run: RunStream): Promise<TaskResult> {
    for (;;) {
      const step = await run.next();
      if (step.done !== true) {
        if (step.value.type !== 'TaskResult') this.#printMessage(step.value);
        continue;
      }
      const { outcome, stopReason } = step.value;
      this.#endLine();
      this.#write(`---------- ${outcome.status}${stopReason === null ? '' : `: ${stopReason}`}\n`);
      return step.value;
    }
  }

  async ask(request: UserInputRequestedEvent, signal: AbortSignal): Promise<UserReply> {
    this.#endLine();
    const text = await this.#readLine(`${request.prompt} `, signal);
    return { type: 'message', text };
  }

  asksFor(toolName: string, call: FunctionCall): boolean {
    return this.#asksFor(toolName, call);
  }

  /** A line that begins with "y" approves; any other is the reason to refuse. */
  async decide(
    request: UserInputRequestedEvent,
    call: FunctionCall,
    signal: AbortSignal,
  ): Promise<ApprovalDecision> {
    this.#endLine();
    const prompt = `${request.prompt}\n${call.name}(${call.arguments})\nAllow it? [y/N or a reason] `;
    const line = (await this.#readLine(prompt, signal)).trim();
    return /^y(?:es)?$/i.test(line)
      ? { type: 'approve' }
      : { type: 'reject', reason: line === '' ? 'The person said no.' : line };
  }

  #printMessage(message: AgentMessage): void {
    if (message.type === 'ModelClientStreamingChunkEvent') {
      if (this.#streaming !== message.source) this.#head(message);
      this.#streaming = message.source;
      this.#write(message.content);
      return;
    }
    const isStreamed = this.#streaming === message.source && isChatMessage(message);
    this.#endLine();
    if (isStreamed) return;
    this.#head(message);
    this.#write(`${textOf(message)}\n`);
  }

  #head({ source, type }: AgentMessage): void {
    this.#endLine();
    const shown = type === 'ModelClientStreamingChunkEvent' ? 'TextMessage' : type;
    this.#write(`---------- ${shown} (${source}) ----------\n`);
  }

  #endLine(): void {
    if (this.#streaming !== null) this.#write('\n');
    this.#streaming = null;
  }
}

/** What a person reads of a message. */
function textOf(message: AgentMessage): string {
  if (isChatMessage(message)) return messageText(message);
  if (message.type === 'ErrorEvent') return message.error.message;
  if (message.type === 'UserInputRequestedEvent') return message.prompt;
  const content: unknown = 'content' in message ? message.content : '';
  return typeof content === 'string' ? content : JSON.stringify(content);
}

function writeToTerminal(text: string): void {
  process.stdout.write(text);
}

/** Node's readline is loaded here, because a program without a terminal uses the rest. */
async function readFromTerminal(prompt: string, signal: AbortSignal): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await lines.question(prompt, { signal });
  } finally {
    lines.close();
  }
}
