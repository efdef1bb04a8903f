import type { ChatMessage, HandoffMessage } from '#shared/agents/chat-messages.ts';
import { isChatMessage } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { TuteeError } from '#shared/errors.ts';
import { checkedTeamName } from '../agents/agent-name.ts';
import type { Participant, Turn } from '../agents/participant.ts';
import { isByPerson } from '../people/message-author.ts';
import { failureOf } from '../run/agent-failure.ts';
import { collectFaults } from '../run/collect-faults.ts';
import { abortable, throwIfAborted } from '../run/abortable.ts';
import { mergeStreams } from '../run/merge-streams.ts';
import { readState } from '../run/read-state.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import { collectRun, refuseWhileRunning, streamTask } from '../run/stream-task.ts';
import type { Run, RunOptions } from '../run/stream-task.ts';
import type { Task } from '../run/task.ts';
import type { TerminationCondition } from '../termination/termination-condition.ts';
import { checkedParticipants } from './checked-participants.ts';
import { checkedConsecutiveTurns, ConsecutiveTurns } from './consecutive-turns.ts';
import { stateSchema } from './group-chat-state.ts';
import type { GroupChatManager, NextSpeakers } from './group-chat-manager.ts';
import { MessageThread } from './message-thread.ts';
import { standInTurn } from './stand-in-turn.ts';
import { TurnLimits } from './turn-limits.ts';

export interface GroupChatOptions {
  readonly participants: readonly Participant[];
  /** The team's name among others, when it takes part in another team. */
  readonly name?: string;
  readonly description?: string;
  readonly terminationCondition?: TerminationCondition;
  /** At most so many turns in a run. */
  readonly maxTurns?: number;
  /**
   * At most so many turns of the same participant in a row; then the word goes to a person: one who takes part, or else the
   * team stops. People themselves are not limited. No limit when not given, unless the kind of team says otherwise.
   */
  readonly maxConsecutiveTurns?: number;
  /** Whether each choice of a speaker is streamed as a SelectSpeakerEvent. */
  readonly emitTeamEvents?: boolean;
}

type Stop = Extract<NextSpeakers, { type: 'stop' }>;
/** A choice of speakers, and how the word came to one who was not chosen. */
type ChosenSpeakers = NextSpeakers & { readonly handoff?: HandoffMessage };
type Waiting = Extract<Turn, { type: 'waiting' }>;

/**
 * The base of every team: it asks its manager who speaks, gives each speaker what it has not heard, and stops when a
 * condition or the manager says so. A run that ends in any way is continued by the next at the very turn where it was.
 */
export abstract class BaseGroupChat implements Participant {
  readonly name: string;
  readonly description: string;
  readonly #type: string;
  readonly #participants: ReadonlyMap<string, Participant>;
  readonly #manager: GroupChatManager;
  readonly #limits: TurnLimits;
  readonly #consecutive: ConsecutiveTurns;
  readonly #emitTeamEvents: boolean;
  readonly #thread = new MessageThread();
  /** Chosen, and not finished: they speak first when the team goes on. */
  #speaking: string[] = [];
  /** True from the choice of speakers until the limits have counted their turn. */
  #turnOpen = false;
  /** How much of the thread the limits have seen, and how much an outer team was told. */
  #checked = 0;
  #reported = 0;

  /** `type` is the AutoGen name of the kind of team; it names its state. Throws `invalid_input` with the fields at fault. */
  constructor(
    type: string,
    options: GroupChatOptions,
    managerOf: (
      names: readonly string[],
      participants: readonly Participant[],
      consecutive: ConsecutiveTurns,
    ) => GroupChatManager,
  ) {
    this.#type = type;
    this.name = options.name ?? type;
    this.description = options.description ?? 'A team of agents.';
    this.#emitTeamEvents = options.emitTeamEvents ?? false;
    const { participants, maxConsecutiveTurns } = options;
    this.#consecutive = new ConsecutiveTurns(maxConsecutiveTurns);
    [, , this.#participants, this.#limits, this.#manager] = collectFaults(
      () => checkedTeamName(this.name),
      () => checkedConsecutiveTurns(maxConsecutiveTurns),
      () => checkedParticipants(participants, this.name),
      () => new TurnLimits(options.terminationCondition, options.maxTurns),
      () =>
        managerOf(
          participants.map(({ name }) => name),
          participants,
          this.#consecutive,
        ),
    );
  }

  /** Everything said and done since the last reset, chunks apart. */
  get messages(): readonly AgentMessage[] {
    return this.#thread.messages;
  }

  run(task?: Task, options?: RunOptions): Promise<TaskResult> {
    return collectRun(this.runStream(task, options));
  }

  runStream(task?: Task, options?: RunOptions): Run {
    return streamTask(this, task, options);
  }

  async *respond(messages: readonly ChatMessage[], run: RunContext): AsyncGenerator<AgentMessage, Turn> {
    try {
      const turn = yield* this.#runTurns(messages, run);
      if (turn.type === 'waiting') return turn;
      const spoken = this.#thread.spokenSince(this.#reported);
      this.#reported = this.#thread.messages.length;
      return { type: 'responded', answer: null, spoken, stopReason: turn.reason };
    } catch (thrown) {
      throw failureOf(this.name, thrown);
    }
  }

  async *#runTurns(
    task: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Stop | Waiting> {
    this.#manager.checkStart?.(task, this.#thread.visibleSince(0));
    if (task.length > 0) this.#consecutive.reset();
    for (const message of task) this.#thread.say(message, null);
    for (;;) {
      const stop = await this.#reasonToStop(run);
      if (stop !== null) return { type: 'stop', reason: stop };
      yield* this.#takeInjectedMessages(run);
      if (this.#speaking.length === 0) {
        const next = this.#limitConsecutive(yield* this.#chooseSpeakers(run), run);
        if (next.type === 'wait') return { type: 'waiting', requests: next.requests };
        if (next.type === 'stop') {
          this.#limits.reset();
          this.#consecutive.reset();
          return next;
        }
        if (next.forgetBefore !== undefined) this.#resetParticipants(next.forgetBefore);
        this.#speaking = [...next.speakers];
        this.#turnOpen = true;
        if (next.handoff !== undefined) {
          this.#thread.say(next.handoff, this.name);
          yield next.handoff;
        }
        // After the choice was noted: a reader who leaves at the event must not take it along.
        if (this.#emitTeamEvents) yield* this.#announce(next.speakers, run);
      }
      const turns = yield* mergeStreams(this.#speaking.slice(), run, (name, group) =>
        this.#speak(name, group),
      );
      const requests = turns.flatMap((turn) => (turn.type === 'waiting' ? turn.requests : []));
      if (requests.length > 0) return { type: 'waiting', requests };
    }
  }

  /** Asked with everything said since it was last asked, and only between turns: a run that goes on in one finishes it. */
  async #reasonToStop(run: RunContext): Promise<string | null> {
    if (this.#speaking.length > 0) return null;
    const reason = await this.#limits.check(this.#thread.visibleSince(this.#checked), this.#turnOpen, run);
    this.#checked = this.#thread.messages.length;
    this.#turnOpen = false;
    return reason;
  }

  async *#takeInjectedMessages(run: RunContext): AsyncGenerator<AgentMessage, void> {
    throwIfAborted(run.signal);
    if (run.control === undefined) return;
    await abortable(run.control.beforeTurn(run.signal), run.signal);
    for (const message of run.control.takeMessages()) {
      this.#consecutive.reset();
      // As if the team had said it: a team around this one hears it too.
      this.#thread.say(message, this.name);
      yield message;
    }
  }

  /** What the manager says on the way is said to everybody. */
  async *#chooseSpeakers(run: RunContext): AsyncGenerator<AgentMessage, NextSpeakers> {
    const choosing = this.#manager.next(this.#thread.visible, run);
    for (;;) {
      const step = await choosing.next();
      if (step.done !== true) {
        if (isChatMessage(step.value)) this.#thread.say(step.value, this.name);
        else this.#thread.add(step.value, this.name);
        this.#thread.updateVisible();
        this.#manager.onKept?.(step.value);
        yield step.value;
        continue;
      }
      const chosen = step.value;
      if (chosen.type === 'speak') this.#checkSpeakers(chosen.speakers);
      return chosen;
    }
  }

  /** Whoever has had enough turns in a row gives the word to a person, and the team stops where nobody is one. */
  #limitConsecutive(next: NextSpeakers, run: RunContext): ChosenSpeakers {
    const [speaker, ...others] = next.type === 'speak' ? next.speakers : [];
    if (speaker === undefined || others.length > 0 || !this.#consecutive.isOver(speaker)) return next;
    const people = [...this.#participants.values()].filter(({ isPerson }) => isPerson === true);
    const person = people[0]?.name;
    if (people.some(({ name }) => name === speaker)) return next;
    if (person === undefined) return { type: 'stop', reason: this.#consecutive.reason };
    const handoff = stamp(run, {
      type: 'HandoffMessage',
      source: speaker,
      target: person,
      content: `Over to ${person}.`,
      context: [],
    });
    return { type: 'speak', speakers: [person], handoff };
  }

  #resetParticipants(messageId: string): void {
    for (const participant of this.#participants.values()) participant.reset();
    this.#thread.forgetBefore(messageId, this.#participants.keys());
  }

  #checkSpeakers(speakers: readonly string[]): void {
    const stranger = speakers.find((name) => !this.#participants.has(name));
    if (speakers.length > 0 && stranger === undefined) return;
    const names = [...this.#participants.keys()].join(', ');
    const problem =
      stranger === undefined
        ? `Nobody was chosen to speak next in “${this.name}”`
        : `“${stranger}” cannot speak next in “${this.name}”`;
    throw new TuteeError('invalid_output', `${problem}: it has ${names}.`);
  }

  *#announce(speakers: readonly string[], run: RunContext): Generator<AgentMessage> {
    const event = stamp(run, { type: 'SelectSpeakerEvent', source: this.name, content: [...speakers] });
    this.#thread.add(event, this.name);
    yield event;
  }

  async *#speak(name: string, run: RunContext): AsyncGenerator<AgentMessage, Turn> {
    const participant = this.#participants.get(name);
    if (participant === undefined) throw new TuteeError('internal', `“${name}” is not in “${this.name}”.`);
    throwIfAborted(run.signal);
    const happened: AgentMessage[] = [];
    const standIn = run.control?.standIn?.(name) ?? null;
    // By another name in the thread, so that the participant hears later what was said for it.
    const by = standIn === null ? name : `stand-in of ${name}`;
    const responding =
      standIn === null
        ? participant.respond(this.#thread.takeFor(name, this.#speaking), run)
        : standInTurn(name, standIn, run);
    try {
      for (;;) {
        const step = await responding.next();
        const message = step.done === true ? answerOf(step.value) : step.value;
        if (message !== null) {
          this.#thread.add(message, by);
          happened.push(message);
        }
        // Before the answer is yielded: whoever reads it sees the turn behind it.
        if (step.done === true && step.value.type === 'responded')
          this.#finish(name, step.value.spoken, happened);
        if (message !== null) yield message;
        if (step.done === true) return step.value;
      }
    } finally {
      await responding.return(undefined as never);
    }
  }

  #finish(name: string, spoken: readonly ChatMessage[], happened: readonly AgentMessage[]): void {
    this.#thread.markSpoken(spoken, name);
    this.#speaking = this.#speaking.filter((speaker) => speaker !== name);
    if (spoken.some(isByPerson)) this.#consecutive.reset();
    else this.#consecutive.count(name);
    this.#manager.onTurnEnd?.(name, happened, spoken);
  }

  reset(): void {
    refuseWhileRunning(this, 'reset it');
    this.#thread.clear();
    this.#speaking = [];
    this.#turnOpen = false;
    this.#checked = 0;
    this.#reported = 0;
    this.#limits.reset();
    this.#consecutive.reset();
    this.#manager.reset();
    for (const participant of this.#participants.values()) participant.reset();
  }

  saveState(): unknown {
    const participants = [...this.#participants].map(([name, participant]) => [
      name,
      participant.saveState(),
    ]);
    const consecutive = this.#consecutive.saveState();
    return {
      type: `${this.#type}State`,
      version: 1,
      thread: this.#thread.saveState(),
      speaking: [...this.#speaking],
      turnOpen: this.#turnOpen,
      checked: this.#checked,
      reported: this.#reported,
      limits: this.#limits.saveState(),
      ...(consecutive !== undefined && { consecutive }),
      manager: this.#manager.saveState(),
      participants: Object.fromEntries(participants) as unknown,
    };
  }

  loadState(state: unknown): void {
    refuseWhileRunning(this, 'load its state');
    const before = this.saveState();
    try {
      this.#load(state);
    } catch (thrown) {
      // A part that cannot be read must not leave the team half changed.
      this.#load(before);
      throw thrown;
    }
  }

  #load(state: unknown): void {
    const names = [...this.#participants.keys()];
    const read = readState(stateSchema(`${this.#type}State`, names), state, `the team “${this.name}”`);
    for (const [name, participant] of this.#participants) participant.loadState(read.participants[name]);
    this.#manager.loadState(read.manager);
    this.#limits.loadState(read.limits);
    this.#consecutive.loadState(read.consecutive);
    this.#thread.loadState(read.thread);
    this.#speaking = read.speaking;
    this.#turnOpen = read.turnOpen;
    this.#checked = read.checked;
    this.#reported = read.reported;
  }
}

function answerOf(turn: Turn): ChatMessage | null {
  return turn.type === 'responded' ? turn.answer : null;
}
