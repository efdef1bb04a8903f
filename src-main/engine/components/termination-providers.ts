import * as z from 'zod';
import { ExternalTermination } from '../termination/external-termination.ts';
import { FunctionCallTermination } from '../termination/function-call-termination.ts';
import { HandoffTermination } from '../termination/handoff-termination.ts';
import { MaxMessageTermination } from '../termination/max-message-termination.ts';
import { SourceMatchTermination } from '../termination/source-match-termination.ts';
import { StopMessageTermination } from '../termination/stop-message-termination.ts';
import { AndTerminationCondition, OrTerminationCondition } from '../termination/termination-condition.ts';
import type { TerminationCondition } from '../termination/termination-condition.ts';
import { TextMentionTermination } from '../termination/text-mention-termination.ts';
import { TextMessageTermination } from '../termination/text-message-termination.ts';
import { TimeoutTermination } from '../termination/timeout-termination.ts';
import { TokenUsageTermination } from '../termination/token-usage-termination.ts';
import { componentSchema } from './component.ts';
import type { ComponentParts, ComponentProvider } from './component-kinds.ts';
import type { ComponentRegistry } from './component-registry.ts';

/** Providers for every termination except FunctionalTermination: a function is not data. */
export function addTerminations(registry: ComponentRegistry): ComponentRegistry {
  return registry
    .add(
      termination(
        'MaxMessageTermination',
        { maxMessages: z.number(), includeAgentEvent: z.boolean().exactOptional() },
        ({ maxMessages, ...rest }) => new MaxMessageTermination(maxMessages, rest),
      ),
    )
    .add(
      termination(
        'TextMentionTermination',
        { text: z.string().min(1), sources: z.array(z.string()).exactOptional() },
        ({ text, sources }) => new TextMentionTermination(text, sources),
      ),
    )
    .add(
      termination(
        'TokenUsageTermination',
        {
          maxTotalToken: z.number().exactOptional(),
          maxPromptToken: z.number().exactOptional(),
          maxCompletionToken: z.number().exactOptional(),
        },
        (limits) => new TokenUsageTermination(limits),
      ),
    )
    .add(
      termination(
        'TimeoutTermination',
        { timeoutSeconds: z.number().positive() },
        ({ timeoutSeconds }) => new TimeoutTermination(timeoutSeconds),
      ),
    )
    .add(
      termination(
        'HandoffTermination',
        { target: z.string().min(1) },
        ({ target }) => new HandoffTermination(target),
      ),
    )
    .add(
      termination(
        'SourceMatchTermination',
        { sources: z.array(z.string()).min(1) },
        ({ sources }) => new SourceMatchTermination(sources),
      ),
    )
    .add(
      termination(
        'FunctionCallTermination',
        { functionName: z.string().min(1) },
        ({ functionName }) => new FunctionCallTermination(functionName),
      ),
    )
    .add(
      termination(
        'TextMessageTermination',
        { source: z.string().exactOptional() },
        ({ source }) => new TextMessageTermination(source),
      ),
    )
    .add(termination('StopMessageTermination', {}, () => new StopMessageTermination()))
    .add(termination('ExternalTermination', {}, () => new ExternalTermination()))
    .add(
      termination(
        'AndTerminationCondition',
        several,
        (config, parts) => new AndTerminationCondition(conditions(config, parts)),
      ),
    )
    .add(
      termination(
        'OrTerminationCondition',
        several,
        (config, parts) => new OrTerminationCondition(conditions(config, parts)),
      ),
    );
}

const several = { conditions: z.array(componentSchema) };

function conditions(
  config: z.infer<z.ZodObject<typeof several>>,
  parts: ComponentParts,
): readonly TerminationCondition[] {
  return config.conditions.map((given, index) => parts.build('termination', given, 'conditions', index));
}

function termination<Shape extends z.ZodRawShape>(
  provider: string,
  shape: Shape,
  build: ComponentProvider<'termination', z.ZodObject<Shape, z.core.$strict>>['build'],
): ComponentProvider<'termination', z.ZodObject<Shape, z.core.$strict>> {
  return { kind: 'termination', provider, version: 1, config: z.strictObject(shape), build };
}
