/**
 * The public API of the engine: agents, teams, runs, terminations, tools and model clients. Other folders of the app may import
 * deeper; programs that use `tutee/engine` see this file only. What the engine may know is in ports.ts.
 */
export type {
  ChatMessage,
  HandoffMessage,
  MultiModalMessage,
  StopMessage,
  StructuredMessage,
  TextMessage,
  ToolCallSummaryMessage,
} from '#shared/agents/chat-messages.ts';
export { chatMessageSchema } from '#shared/agents/chat-messages.ts';
export type { AgentEvent, UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
export type {
  ContentPart,
  FunctionCall,
  FunctionExecutionResult,
  Image,
  MemoryContent,
} from '#shared/agents/content.ts';
export type { RequestUsage } from '#shared/agents/message-base.ts';
export { agentMessageSchema, isChatMessage, messageText } from '#shared/agents/messages.ts';
export type { AgentMessage, Draft, MessageOf } from '#shared/agents/messages.ts';
export { newRunBudget } from '#shared/agents/run-budget.ts';
export type { Budget, BudgetLimits, RunBudget } from '#shared/agents/run-budget.ts';
export type { BudgetDue } from '#shared/agents/budget-use.ts';
export { taskResultSchema } from '#shared/agents/task-result.ts';
export type { AgentError, RunOutcome, TaskResult } from '#shared/agents/task-result.ts';
export { TuteeError } from '#shared/errors.ts';
export type { ErrorCode, ErrorData, ErrorExtras } from '#shared/errors.ts';
export type { ComponentFault } from '#shared/agents/saved-team.ts';
export type { TokenUsage } from '#shared/conversation.ts';
export type { ModelMessage } from '#shared/models/model-message.ts';
export type { RequestParameters } from '#shared/models/request-parameters.ts';
export type { NativeProtocol, Protocol, ProviderKind, Proxy } from '#shared/models/provider.ts';
export type { Effort } from '#shared/models/parameters.ts';
export type { CutReason, StopReason, WaitReason } from '#shared/models/reasons.ts';
export type { AgUiEvent, AgUiInterrupt, AgUiTokenUsage } from './ag-ui/ag-ui-event.ts';
export { agUiEvents, agUiServerSentEvents } from './ag-ui/to-ag-ui.ts';
export type { AgUiOptions } from './ag-ui/to-ag-ui.ts';
export { AssistantAgent } from './agents/assistant-agent.ts';
export type { AssistantAgentOptions } from './agents/assistant-agent-options.ts';
export { askModel } from './agents/ask-model.ts';
export { createCompletion } from './agents/create-completion.ts';
export type { CompletionOptions } from './agents/create-completion.ts';
export type { AskModelOptions, ModelAnswer } from './agents/ask-model.ts';
export { BaseChatAgent } from './agents/base-chat-agent.ts';
export type { Response } from './agents/response.ts';
export { CodeExecutorAgent } from './agents/code-executor-agent.ts';
export type { CodeExecutorAgentOptions } from './agents/code-executor-agent.ts';
export { Handoff } from './agents/handoff.ts';
export type { HandoffOptions } from './agents/handoff.ts';
export type { AgentMiddleware, MiddlewareContext } from './agents/middleware.ts';
export { MessageFilterAgent } from './agents/message-filter-agent.ts';
export type { MessageFilterAgentOptions } from './agents/message-filter-agent.ts';
export type { MessageFilterConfig, PerSourceFilter } from './agents/message-filter.ts';
export { outputFormat } from './agents/output-format.ts';
export type { OutputFormat } from './agents/output-format.ts';
export type { Participant, Turn } from './agents/participant.ts';
export type { ToolCallSummaryFormatter } from './agents/tool-call-summary.ts';
export { SocietyOfMindAgent } from './agents/society-of-mind-agent.ts';
export type { SocietyOfMindAgentOptions } from './agents/society-of-mind-agent.ts';
export type { TeachableParticipant, Teaching } from './capabilities/teachable-participant.ts';
export { Teachability } from './capabilities/teachability.ts';
export type { TeachabilityOptions } from './capabilities/teachability.ts';
export { withCarryover } from './chats/chat-sequence.ts';
export type { ChatResult, ChatSpec } from './chats/chat-spec.ts';
export { NestedChatAgent } from './chats/nested-chat-agent.ts';
export type { NestedChat, NestedChatAgentOptions } from './chats/nested-chat-agent.ts';
export { initiateChat, initiateChats, SequentialChats } from './chats/sequential-chats.ts';
export type { ChatsResult } from './chats/sequential-chats.ts';
export { TwoAgentChat } from './chats/two-agent-chat.ts';
export type { TwoAgentChatOptions } from './chats/two-agent-chat.ts';
export type { SummaryMethod } from './chats/summarise-chat.ts';
export { componentSchema } from './components/component.ts';
export type { ComponentModel, ComponentPath, ModelSpec } from './components/component.ts';
export type {
  BuiltComponents,
  ComponentKind,
  ComponentParts,
  ComponentProvider,
  ComponentResources,
} from './components/component-kinds.ts';
export { ComponentRegistry } from './components/component-registry.ts';
export { fromAutoGen } from './components/from-autogen.ts';
export type { ImportedComponent } from './components/from-autogen.ts';
export { namedModels } from './components/named-models.ts';
export { standardComponents } from './components/standard-components.ts';
export { teamProvider } from './components/team-provider.ts';
export { BufferedChatCompletionContext } from './context/buffered-chat-completion-context.ts';
export type { ChatCompletionContext } from './context/chat-completion-context.ts';
export { dropOrphans } from './context/drop-orphans.ts';
export { HeadAndTailChatCompletionContext } from './context/head-and-tail-chat-completion-context.ts';
export { SummarizingChatCompletionContext } from './context/summarizing-chat-completion-context.ts';
export type { SummarizingOptions } from './context/summarizing-chat-completion-context.ts';
export { toModelMessages } from './context/to-model-messages.ts';
export { TokenLimitedChatCompletionContext } from './context/token-limited-chat-completion-context.ts';
export { UnboundedChatCompletionContext } from './context/unbounded-chat-completion-context.ts';
export { DurableRun } from './durability/durable-run.ts';
export type { DurableParticipant, DurableRunOptions } from './durability/durable-run.ts';
export { InMemoryRunLogStore } from './durability/in-memory-run-log-store.ts';
export { forkRun, runCheckpoints } from './durability/read-log.ts';
export type { RunCheckpoint } from './durability/read-log.ts';
export type { Checkpoint } from './durability/run-log.ts';
export type { EvalBudget } from './evals/eval-budget.ts';
export { evalDatasetSchema } from './evals/eval-dataset.ts';
export type {
  EvalCheck,
  EvalCheckData,
  EvalDataset,
  EvalTask,
  EvalVerdict,
  EvaluatedRun,
  OwnEvalCheck,
} from './evals/eval-dataset.ts';
export { compareEvals, comparisonReport, evalReport } from './evals/eval-report.ts';
export type { ComparedTask, EvalComparison } from './evals/eval-report.ts';
export { evalResultSchema } from './evals/eval-result.ts';
export type { EvalCheckResult, EvalResult, EvalTaskResult, EvalUsage } from './evals/eval-result.ts';
export { runEval } from './evals/run-eval.ts';
export type { EvalOptions } from './evals/run-eval.ts';
export { tune } from './evals/tune.ts';
export type { TuneOptions, TuneResult, TuneTrial } from './evals/tune.ts';
export { tuneReport } from './evals/tune-report.ts';
export type { TuneConfiguration, TuneSpace, TuneValue } from './evals/tune-space.ts';
export type { Vote } from './evals/run-task.ts';
export { ListMemory } from './memory/list-memory.ts';
export { BudgetedChatModel } from './model-clients/budgeted-chat-model.ts';
export { ModelBudget } from './model-clients/model-budget.ts';
export type { ModelBudgetOptions, Spending } from './model-clients/model-budget.ts';
export { ChatCompletionCache } from './model-clients/chat-completion-cache.ts';
export type { ChatCompletionCacheOptions } from './model-clients/chat-completion-cache.ts';
export { acceptsAnswer } from './model-clients/answer-rules.ts';
export type { AnswerRule } from './model-clients/answer-rules.ts';
export { FallbackChatModel } from './model-clients/fallback-chat-model.ts';
export type { Candidate, FallbackOptions } from './model-clients/fallback-chat-model.ts';
export { RateLimit, RateLimitedChatModel } from './model-clients/rate-limited-chat-model.ts';
export type { RateLimitOptions } from './model-clients/rate-limited-chat-model.ts';
export { RateLimits } from './model-clients/rate-limits.ts';
export type { LimitedModels, RequestsPerTime } from './model-clients/rate-limits.ts';
export { RetryingChatModel } from './model-clients/retrying-chat-model.ts';
export type { RetryOptions } from './model-clients/retrying-chat-model.ts';
export { withParameters } from './model-clients/with-parameters.ts';
export { ApprovalPolicy } from './people/approval-policy.ts';
export type { ApprovalPolicyOptions, ApprovalRule } from './people/approval-policy.ts';
export { InputRequests } from './people/input-requests.ts';
export type { Answer, InputRequestsOptions } from './people/input-requests.ts';
export type { HumanInputMode, ReplyRuleOptions } from './people/reply-rules.ts';
export { RunController } from './people/run-controller.ts';
export type { ControlledRunOptions, RunControllerOptions } from './people/run-controller.ts';
export { UserProxyAgent } from './people/user-proxy-agent.ts';
export type { UserProxyAgentOptions } from './people/user-proxy-agent.ts';
export type {
  ApprovalDecision,
  CacheStore,
  CodeBlock,
  CodeExecutor,
  CodeResult,
  EditableMemory,
  Memory,
  MemoryQuery,
  NewMemory,
  RunControl,
  RunJournal,
  RunLogStore,
  RunSpan,
  RunTracer,
  SpanAttributes,
  SpanStart,
  StandIn,
  StepKind,
  TaughtWords,
  TeachableMemory,
  TeachingRecall,
  TeachingScope,
  ToolCallApprover,
  UnfinishedCall,
  UnfinishedCallDecision,
  UserInput,
  UserReply,
} from './ports.ts';
export {
  handoffMessage,
  multiModalMessage,
  stopMessage,
  structuredMessage,
  textMessage,
  toolCallSummaryMessage,
} from './run/messages.ts';
export { abortable, abortableStream } from './run/abortable.ts';
export type { Delay } from './run/delay.ts';
export { mergeStreams } from './run/merge-streams.ts';
export { readState } from './run/read-state.ts';
export { recordEnvironment, replayEnvironment } from './run/recorded-environment.ts';
export type { EnvironmentRecording } from './run/recorded-environment.ts';
export { stamp, systemEnvironment } from './run/run-context.ts';
export type { OnUnfinishedCall } from './run/run-context.ts';
export type { Environment, RunContext } from './run/run-context.ts';
export { collectRun, streamTask, takeTurn } from './run/stream-task.ts';
export type { RunOptions } from './run/stream-task.ts';
export type { Run, RunStream, TaskResultItem } from './run/run-result.ts';
export type { RunnableParticipant } from './run/runnable.ts';
export type { GivenMessage, Task } from './run/task.ts';
export { BaseGroupChat } from './teams/base-group-chat.ts';
export type { GroupChatOptions } from './teams/base-group-chat.ts';
export type { ConsecutiveTurns } from './teams/consecutive-turns.ts';
export { DiGraphBuilder } from './teams/graph/di-graph-builder.ts';
export type { Activation, DiGraph, DiGraphEdge, DiGraphNode } from './teams/graph/di-graph.ts';
export {
  graphHasCycle,
  graphLeaves,
  graphParents,
  graphStarts,
  validateGraph,
} from './teams/graph/graph-queries.ts';
export { GraphFlow } from './teams/graph/graph-flow.ts';
export type { GraphFlowOptions } from './teams/graph/graph-flow.ts';
export type { GroupChatManager, NextSpeakers } from './teams/group-chat-manager.ts';
export { MagenticOneGroupChat } from './teams/magentic/magentic-one-group-chat.ts';
export type { MagenticOneOptions } from './teams/magentic/magentic-one-group-chat.ts';
export { RoundRobinGroupChat } from './teams/round-robin-group-chat.ts';
export { randomSpeaker } from './teams/selector/random-speaker.ts';
export type { RandomSpeakerOptions } from './teams/selector/random-speaker.ts';
export type { CandidateFunc, SelectorFunc, SpeakerChoice } from './teams/selector/selector-manager.ts';
export { bySpeakerRules, bySpeakerTransitions } from './teams/selector/speaker-rules.ts';
export type { SpeakerRule, SpeakerTransitions } from './teams/selector/speaker-rules.ts';
export { SelectorGroupChat } from './teams/selector/selector-group-chat.ts';
export type { SelectorGroupChatOptions } from './teams/selector/selector-group-chat.ts';
export { Swarm } from './teams/swarm.ts';
export { ExternalTermination } from './termination/external-termination.ts';
export { FunctionCallTermination } from './termination/function-call-termination.ts';
export { FunctionalTermination } from './termination/functional-termination.ts';
export { HandoffTermination } from './termination/handoff-termination.ts';
export { MaxMessageTermination } from './termination/max-message-termination.ts';
export { SimpleTermination } from './termination/simple-termination.ts';
export { SourceMatchTermination } from './termination/source-match-termination.ts';
export { StopMessageTermination } from './termination/stop-message-termination.ts';
export {
  AndTerminationCondition,
  OrTerminationCondition,
  TerminationCondition,
} from './termination/termination-condition.ts';
export { TextMentionTermination } from './termination/text-mention-termination.ts';
export { TextMessageTermination } from './termination/text-message-termination.ts';
export { TimeoutTermination } from './termination/timeout-termination.ts';
export { TokenUsageTermination } from './termination/token-usage-termination.ts';
export type { TokenLimits } from './termination/token-usage-termination.ts';
export { crashAfter, SimulatedCrash } from './testing/crash-after.ts';
export { fixedEnvironment } from './testing/fixed-environment.ts';
export type { FixedEnvironmentOptions } from './testing/fixed-environment.ts';
export { openTelemetry } from './tracing/open-telemetry.ts';
export type { OpenTelemetryApi, OpenTelemetryOptions } from './tracing/open-telemetry.ts';
export { AgentTool } from './tools/agent-tool.ts';
export { FunctionTool } from './tools/function-tool.ts';
export type { FunctionToolOptions } from './tools/function-tool.ts';
export type { TaskRunnerToolOptions } from './tools/task-runner-tool.ts';
export { TeamTool } from './tools/team-tool.ts';
export type { JsonObject, Tool, ToolCallContext, ToolOutcome } from './tools/tool.ts';
export { StaticWorkbench } from './tools/workbench.ts';
export type { Workbench } from './tools/workbench.ts';
export { KNOWN_PRICES } from './usage/known-prices.ts';
export { ModelPrices } from './usage/model-prices.ts';
export type { KnownPrice, Used } from './usage/model-prices.ts';
export type { ModelPrice } from '#shared/models/model-price.ts';
export { sumUsage, usageByAgent, usageOfRun } from './usage/sum-usage.ts';
export type { UsageSum } from './usage/sum-usage.ts';
