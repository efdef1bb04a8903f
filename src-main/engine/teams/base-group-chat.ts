import type { ChatMessage, HandoffMessage } from '#shared/agents/chat-messages.ts';
import { isChatMessage } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { TuteeError } from '#shared/errors.ts';
import { checkedTeamName } from '../agents/agent-name.ts';
import type { Participant, Turn } from '../agents/participant.ts';
import { isByPerson } from '../people/message-author.ts';
import { failureOf } from '../run/agent-failure.ts';
import { checkedList, checkedOptions, checkedPart } from '../run/checked-input.ts';
import { checkedState, markChecked } from '../run/checked-state.ts';
import { collectFaults } from '../run/collect-faults.ts';
import { abortable, throwIfAborted } from '../run/abortable.ts';
import { mergeStreams } from '../run/merge-streams.ts';
import { readState } from '../run/read-state.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import { collectRun, refuseWhileRunning, streamTask } from '../run/stream-task.ts';
import type { Run } from '../run/run-result.ts';
import type { RunOptions } from '../run/stream-task.ts';
import type { Task } from '../run/task.ts';
import type { TerminationCondition } from '../termination/termination-condition.ts';
import { traced } from '../tracing/traced.ts';
import { checkedParticipants } from './checked-participants.ts';
import { checkedConsecutiveTurns, ConsecutiveTurns } from './consecutive-turns.ts';
import { stateSchema } from './group-chat-state.ts';
import type { GroupChatManager, NextSpeakers } from './group-chat-manager.ts';
import { MessageThread } from './message-thread.ts';
import { standInTurn } from './stand-in-turn.ts';
import { TurnLimits } from './turn-limits.ts';

export interface GroupChatOptions {
  readonly participants: readonly Participant[];
  /** The team's name, used when it takes part in another team. */
  readonly name?: string;
  readonly description?: string;
  readonly terminationCondition?: TerminationCondition;
  /** Maximum number of turns in a run. */
  readonly maxTurns?: number;
  /**
   * Maximum number of turns of the same participant in a row. Then a participant that is a person speaks, or the team stops.
   * People are not limited. Default: no limit, except in kinds of teams that set one.
   */
  readonly maxConsecutiveTurns?: number;
  /** Whether each selection of speakers is streamed as a SelectSpeakerEvent. */
  readonly emitTeamEvents?: boolean;
  /**
   * True: before the first task the team tells all participants who they are, by name and description. AutoGen's `send_introductions`.
   */
  readonly introductions?: boolean;
}

/** The part of a team's journal for the choice of speakers; no agent can have this name. */
const CHOOSING = '';

type Stop = Extract<NextSpeakers, { type: 'stop' }>;
/** The selected speakers, and the handoff when the turn limit passed the turn to a person. */
type ChosenSpeakers = NextSpeakers & { readonly handoff?: HandoffMessage };
type Waiting = Extract<Turn, { type: 'waiting' }>;

function checkedCondition(condition: TerminationCondition | undefined): TerminationCondition | undefined {
  const expected = 'a termination condition, such as a MaxMessageTermination or a FunctionalTermination';
  return condition && checkedPart(condition, 'terminationCondition', ['check', 'reset'], expected);
}

/**
 * The base class of every team: it asks its manager who speaks, delivers to each speaker the messages it has not received, and
 * stops when a condition or the manager says so. However a run ends, the next one continues at the same turn.
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
  readonly #introductions: boolean;
  readonly #thread = new MessageThread();
  /** Selected speakers that have not finished; they speak first when the team continues. */
  #speaking: string[] = [];
  /** True from the selection of speakers until the limits have counted their turn. */
  #turnOpen = false;
  /** How many messages of the thread the limits have checked, and how many were reported to an outer team. */
  #checked = 0;
  #reported = 0;

  /** `type`: AutoGen's name of the kind of team, part of the type of its state. Throws `invalid_input` that names the invalid fields. */
  constructor(
    type: string,
    options: GroupChatOptions,
    managerOf: (
      names: readonly string[],
      participants: readonly Participant[],
      consecutive: ConsecutiveTurns,
    ) => GroupChatManager,
  ) {
    checkedOptions(options, `new ${type}({ participants: [writer, critic] })`);
    checkedList(options.participants, 'participants', 'an agent or a team');
    this.#type = type;
    this.name = options.name ?? type;
    this.description = options.description ?? 'A team of agents.';
    this.#emitTeamEvents = options.emitTeamEvents ?? false;
    this.#introductions = options.introductions ?? false;
    const { participants, maxConsecutiveTurns } = options;
    this.#consecutive = new ConsecutiveTurns(maxConsecutiveTurns);
    [, , this.#participants, this.#limits, this.#manager] = collectFaults(
      () => checkedTeamName(this.name),
      () => checkedConsecutiveTurns(maxConsecutiveTurns),
      () => checkedParticipants(participants, this.name),
      () => new TurnLimits(checkedCondition(options.terminationCondition), options.maxTurns),
      () =>
        managerOf(
          participants.map(({ name }) => name),
          participants,
          this.#consecutive,
        ),
    );
  }

  /** All messages and events since the last reset, without chunks. */
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
      const { name } = this;
      const attributes = { 'gen_ai.workflow.name': name };
      const start = () => ({ operation: 'invoke_workflow' as const, name, attributes });
      const turn = yield* traced(run, start, (inside) => this.#runTurns(messages, inside));
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
    const introduction = task.length > 0 ? this.#introduce(run) : null;
    for (const message of task) this.#thread.say(message, null);
    if (introduction !== null) yield introduction;
    for (;;) {
      const stop = await this.#reasonToStop(run);
      if (stop !== null) return { type: 'stop', reason: stop };
      yield* this.#takeInjectedMessages(run);
      const continues = this.#speaking.length > 0;
      if (!continues) {
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
        this.#thread.beginRound(this.#speaking.length);
        // After the selection was recorded: it must not be lost when the reader leaves at the event.
        if (this.#emitTeamEvents) yield* this.#announce(next.speakers, run);
      }
      const turns = yield* mergeStreams(this.#speaking.slice(), run, (name, group) =>
        this.#speak(name, { ...group, continues }),
      );
      const requests = turns.flatMap((turn) => (turn.type === 'waiting' ? turn.requests : []));
      if (requests.length > 0) return { type: 'waiting', requests };
    }
  }

  /** Null when there is none, or it was given before. */
  #introduce(run: RunContext): ChatMessage | null {
    if (!this.#introductions || this.#thread.messages.length > 0) return null;
    const members = [...this.#participants.values()].map((each) => `- ${each.name}: ${each.description}`);
    const content = `You work together on what follows. These take part:\n${members.join('\n')}`;
    const message = stamp(run, { type: 'TextMessage', source: this.name, content });
    this.#thread.say(message, this.name);
    return message;
  }

  /** Checks the limits with all new messages. Only between turns: a run resumed inside a turn finishes it first. */
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
      // Recorded as the team's own message, so that an outer team receives it too.
      this.#thread.say(message, this.name);
      yield message;
    }
  }

  /** Chat messages that the manager yields are delivered to all participants. */
  async *#chooseSpeakers(run: RunContext): AsyncGenerator<AgentMessage, NextSpeakers> {
    const journal = run.journal?.within(CHOOSING);
    const choosing = this.#manager.next(this.#thread.visible, { ...run, journal });
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
      if (chosen.type !== 'wait') journal?.settle();
      if (chosen.type === 'speak') this.#checkSpeakers(chosen.speakers);
      return chosen;
    }
  }

  /** After too many turns in a row a person speaks instead; without a person the team stops. */
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
    const journal = run.journal?.within(name);
    const inside = { ...run, journal };
    const standIn = run.control?.standIn?.(name) ?? null;
    // Recorded under another name, so that the participant later receives what was said in its name.
    const by = standIn === null ? name : `stand-in of ${name}`;
    const responding =
      standIn === null
        ? participant.respond(
            this.#thread.takeFor(name, { speaking: this.#speaking, team: this.name }),
            inside,
          )
        : standInTurn(name, standIn, inside);
    try {
      for (;;) {
        const step = await responding.next();
        const message = step.done === true ? answerOf(step.value) : step.value;
        if (message !== null) {
          this.#thread.add(message, by);
          happened.push(message);
        }
        // Before the answer is yielded, so that a snapshot taken by its reader includes the finished turn.
        if (step.done === true && step.value.type === 'responded') {
          this.#finish(name, step.value.spoken, happened);
          step.value.onKept?.();
          journal?.settle();
        }
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

  /** Throws `invalid_output` when an own part's state is not plain data. */
  saveState(): unknown {
    const participants = [...this.#participants].map(([name, participant]) => [
      name,
      checkedState(participant.saveState(), `“${name}”`),
    ]);
    const consecutive = this.#consecutive.saveState();
    return markChecked({
      type: `${this.#type}State`,
      version: 1,
      thread: this.#thread.saveState(),
      speaking: [...this.#speaking],
      turnOpen: this.#turnOpen,
      checked: this.#checked,
      reported: this.#reported,
      limits: checkedState(this.#limits.saveState(), `what ends “${this.name}”`),
      ...(consecutive !== undefined && { consecutive }),
      manager: checkedState(this.#manager.saveState(), `who chooses the speakers of “${this.name}”`),
      participants: Object.fromEntries(participants) as unknown,
    });
  }

  loadState(state: unknown): void {
    refuseWhileRunning(this, 'load its state');
    const before = this.saveState();
    try {
      this.#load(state);
    } catch (thrown) {
      // Restore: a part that cannot be read must not leave the team half changed.
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
