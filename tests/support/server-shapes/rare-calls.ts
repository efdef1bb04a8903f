/** Tool calls in the marks of many model families, and in pieces that fit together badly. */
import { answers, fails, sends } from '../openai-server.ts';
import { withTools } from './shape.ts';
import type { ServerShape } from './shape.ts';

function called(
  name: string,
  body: string,
  type: string,
  text = '',
  ports: readonly string[] = ['Oslo'],
): ServerShape {
  return {
    name: `rare-call-${name}`,
    asks: withTools,
    answers: [sends(body, type)],
    gets: { text, ...outcome(ports) },
  };
}

function wrote(name: string, whole: string, text = ''): ServerShape {
  return {
    name: `rare-call-written-${name}`,
    asks: withTools,
    answers: [answers(whole.match(/[\s\S]{1,9}/g) ?? [])],
    gets: { text, ...outcome(['Oslo']) },
  };
}

function outcome(ports: readonly string[]): Pick<ServerShape['gets'], 'calls' | 'ends'> {
  return {
    calls: ports.map((port) => ({ name: 'tide_table', arguments: JSON.stringify({ port }) })),
    ends: 'tool-calls',
  };
}

const thought = 'A table will tell. <tool_call>{"name":"tide_table","arguments":{"port":"Oslo"}}</tool_call>';
const inThoughts: ServerShape = {
  name: 'rare-call-at-the-end-of-thoughts',
  asks: withTools,
  answers: [
    sends(
      JSON.stringify({
        choices: [{ message: { content: null, reasoning_content: thought }, finish_reason: 'stop' }],
      }),
    ),
  ],
  gets: { thoughts: thought, ...outcome(['Oslo']) },
};

const failedGeneration: ServerShape = {
  name: 'rare-call-in-failed-generation',
  asks: withTools,
  answers: [
    fails(
      400,
      JSON.stringify({
        error: {
          message: "Failed to call a function. See 'failed_generation' for more details.",
          code: 'tool_use_failed',
          failed_generation: '<function=tide_table{"port": "Oslo"}</function>',
        },
      }),
      { 'content-type': 'application/json' },
    ),
  ],
  gets: { ...outcome(['Oslo']), requests: 1 },
};

export const rareCalls: readonly ServerShape[] = [
  called(
    'tgi-object',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"0","type":"function","function":{"name":"tide_table","arguments":{"port":"Oslo"}}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'null-then-real',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"tide_table","arguments":null}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"port\\":"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\\"Oslo\\"}"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'braces-then-real',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"tide_table","arguments":"{}"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"port\\":"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\\"Oslo\\"}"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'trailing-null',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"tide_table","arguments":"{\\"port\\":\\"Oslo\\"}"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"","type":"function","function":{"name":null,"arguments":null}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'own-index-each',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_9","type":"function","function":{"name":"tide_table","arguments":""}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"cc06","type":"function","function":{"name":"","arguments":"{"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":2,"id":"9276","type":"function","function":{"name":"","arguments":"\\"port\\":"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":3,"id":"9dad","type":"function","function":{"name":"","arguments":"\\"Oslo\\"}"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'no-index',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"id":"c1","type":"function","function":{"name":"tide_table","arguments":"{\\"port\\""}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"function":{"arguments":":\\"Oslo\\"}"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'message-in-stream',
    'data: {"choices":[{"index":0,"message":{"role":"assistant","content":"","tool_calls":[{"id":"c","type":"function","function":{"name":"tide_table","arguments":"{\\"port\\":\\"Oslo\\"}"}}]},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'legacy-function-call',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"function_call":{"name":"tide_table","arguments":""}},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"function_call":{"arguments":"{\\"port\\":\\"Oslo\\"}"}},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"function_call"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'finish-stop',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"tide_table","arguments":"{\\"port\\":\\"Oslo\\"}"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'no-id',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"type":"function","function":{"name":"tide_table","arguments":"{\\"port\\":\\"Oslo\\"}"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'flat',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"id":"c","type":"FUNCTION","name":"tide_table","arguments":"{\\"port\\":\\"Oslo\\"}"}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'tool-calls-object',
    '{"choices":[{"message":{"role":"assistant","content":null,"tool_calls":{"id":"c","type":"function","function":{"name":"tide_table","arguments":"{\\"port\\":\\"Oslo\\"}"}}},"finish_reason":"tool_calls"}]}',
    'application/json',
  ),
  called(
    'double-encoded-args',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"tide_table","arguments":"\\"{\\\\\\"port\\\\\\":\\\\\\"Oslo\\\\\\"}\\""}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'python-dict-args',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"tide_table","arguments":"{\'port\':\'Oslo\'}"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'prefix-functions',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"functions.tide_table:0","type":"function","function":{"name":"functions.tide_table","arguments":"{\\"port\\":\\"Oslo\\"}"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'suffix-channel',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"tide_table<|channel|>commentary","arguments":"{\\"port\\":\\"Oslo\\"}"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
  ),
  called(
    'two-on-one-index',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"tide_table","arguments":"{\\"port\\":\\"Oslo\\"}"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"b","type":"function","function":{"name":"tide_table","arguments":"{\\"port\\":\\"Rome\\"}"}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    'text/event-stream',
    '',
    ['Oslo', 'Rome'],
  ),
  called(
    'tool-use-block',
    '{"choices":[{"message":{"role":"assistant","content":[{"type":"tool_use","id":"tu","name":"tide_table","input":{"port":"Oslo"}}]},"finish_reason":"tool_use"}]}',
    'application/json',
  ),
  called(
    'ollama-native',
    '{"model":"m","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"tide_table","arguments":{"port":"Oslo"}}}]},"done":false}\n{"model":"m","message":{"role":"assistant","content":""},"done":true}\n',
    'application/x-ndjson',
  ),
  wrote('hermes', '<tool_call>\n{"name": "tide_table", "arguments": {"port":"Oslo"}}\n</tool_call>'),
  wrote(
    'qwen-coder',
    '<tool_call>\n<function=tide_table>\n<parameter=port>\nOslo\n</parameter>\n</function>\n</tool_call>',
  ),
  wrote(
    'qwen-coder-bare',
    '<function=tide_table>\n<parameter=port>\nOslo\n</parameter>\n</function>\n</tool_call>',
  ),
  wrote('glm', '<tool_call>tide_table\n<arg_key>port</arg_key>\n<arg_value>Oslo</arg_value>\n</tool_call>'),
  wrote(
    'kimi',
    '<|tool_calls_section_begin|><|tool_call_begin|>functions.tide_table:0<|tool_call_argument_begin|>{"port":"Oslo"}<|tool_call_end|><|tool_calls_section_end|>',
  ),
  wrote(
    'deepseek-r1',
    '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>tide_table\n```json\n{"port":"Oslo"}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
  ),
  wrote(
    'deepseek-v31',
    '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>tide_table<｜tool▁sep｜>{"port":"Oslo"}<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
  ),
  wrote(
    'dsml',
    '<｜DSML｜function_calls>\n<｜DSML｜invoke name="tide_table">\n<｜DSML｜parameter name="port" string="true">Oslo</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜function_calls>',
  ),
  wrote('mistral', '[TOOL_CALLS][{"name": "tide_table", "arguments": {"port":"Oslo"}}]'),
  wrote('mistral-args', '[TOOL_CALLS]tide_table[ARGS]{"port":"Oslo"}'),
  wrote('python-tag', '<|python_tag|>{"name": "tide_table", "parameters": {"port":"Oslo"}}'),
  wrote('llama-function', '<function=tide_table>{"port":"Oslo"}</function>'),
  wrote('pythonic', '[tide_table(port="Oslo")]'),
  wrote('gemma', '```tool_code\ntide_table(port="Oslo")\n```'),
  wrote(
    'invoke',
    '<function_calls>\n<invoke name="tide_table">\n<parameter name="port">Oslo</parameter>\n</invoke>\n</function_calls>',
  ),
  wrote(
    'minimax',
    '<minimax:tool_call>\n<invoke name="tide_table">\n<parameter name="port">Oslo</parameter>\n</invoke>\n</minimax:tool_call>',
  ),
  wrote(
    'command-r',
    'Action: ```json\n[\n    {\n        "tool_name": "tide_table",\n        "parameters": {\n            "port":"Oslo"\n        }\n    }\n]```',
  ),
  wrote(
    'prose-first',
    'I will check the weather for you.\n<tool_call>\n{"name": "tide_table", "arguments": {"port":"Oslo"}}\n</tool_call>',
    'I will check the weather for you.',
  ),
  inThoughts,
  failedGeneration,
];
