/**
 * Spans of runs by OpenTelemetry's semantic conventions for generative AI
 * (https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-agent-spans/).
 */
import { toErrorData } from '#shared/errors.ts';
import type { RunSpan, RunTracer, SpanAttributes, SpanStart } from '../ports.ts';

type AttributeValue = string | number | boolean | string[];

interface OtelSpan {
  setAttributes(attributes: Record<string, AttributeValue>): unknown;
  setStatus(status: { code: number; message?: string }): unknown;
  recordException(thrown: Error | string): void;
  end(): void;
}

/** What is used of the module `@opentelemetry/api`; pass that module. `Context` is opaque here. */
export interface OpenTelemetryApi<Context = unknown> {
  readonly trace: {
    getTracer(
      name: string,
      version?: string,
    ): {
      startSpan(
        name: string,
        options: { kind: number; attributes: Record<string, AttributeValue> },
        context: Context,
      ): OtelSpan;
    };
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the span type of the module
    setSpan(context: Context, span: any): Context;
  };
  readonly context: { active(): Context };
}

/** SpanKind and SpanStatusCode of the API. */
const INTERNAL = 0;
const CLIENT = 2;
const ERROR = 2;

export interface OpenTelemetryOptions {
  /** True: spans contain the messages, arguments and results, which may be private. Default false. */
  readonly captureContent?: boolean;
}

/**
 * A tracer for the option `tracer` of a run: `invoke_workflow` for teams, `invoke_agent`, `chat`, `execute_tool` and `retrieval`. They are children of
 * the span that is active when the run begins.
 * @param api `import * as api from '@opentelemetry/api'`; with no SDK registered it does nothing.
 */
export function openTelemetry<Context>(
  api: OpenTelemetryApi<Context>,
  { captureContent = false }: OpenTelemetryOptions = {},
): RunTracer {
  const tracer = api.trace.getTracer('tutee');
  const kept = (attributes: SpanAttributes): Record<string, AttributeValue> =>
    Object.fromEntries(
      Object.entries(attributes).flatMap(([name, value]) =>
        value === undefined || (!captureContent && isContent(name))
          ? []
          : [[name, typeof value === 'object' ? [...value] : value]],
      ),
    );
  const within = (parent: () => Context): RunTracer => ({
    start({ operation, name, attributes }: SpanStart): RunSpan {
      const kind = operation === 'chat' ? CLIENT : INTERNAL;
      const own = { 'gen_ai.operation.name': operation, ...kept(attributes) };
      const context = parent();
      const span = tracer.startSpan(`${operation} ${name}`, { kind, attributes: own }, context);
      return {
        inside: within(() => api.trace.setSpan(context, span)),
        end(result, thrown) {
          span.setAttributes(kept(result));
          if (thrown !== undefined) {
            const { code, message } = toErrorData(thrown);
            span.setAttributes({ 'error.type': code });
            span.setStatus({ code: ERROR, message });
            span.recordException(thrown instanceof Error ? thrown : message);
          } else if (result['error.type'] !== undefined) span.setStatus({ code: ERROR });
          span.end();
        },
      };
    },
  });
  return within(() => api.context.active());
}

/** Attributes that the conventions call opt-in, because they can contain what people said. */
function isContent(name: string): boolean {
  return /^gen_ai\.(?:input\.messages|output\.messages|system_instructions|tool\.call\.(?:arguments|result))$/u.test(
    name,
  );
}
