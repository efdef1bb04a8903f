/** How families of models mark thoughts and calls in their text, and how programs wrap chunks. */
import { answers, sends } from '../openai-server.ts';
import { withTools } from './shape.ts';
import type { Outcome, ServerShape } from './shape.ts';

const inBergen: Outcome = { calls: [{ name: 'tide_table', arguments: '{"port":"Bergen"}' }] };

/** The text comes in pieces that end anywhere. */
function said(name: string, text: string, gets: Outcome, asks?: ServerShape['asks']): ServerShape {
  const pieces = text.match(/[\s\S]{1,9}/g) ?? [];
  return { name: `families-${name}`, answers: [answers(pieces)], gets, ...(asks !== undefined && { asks }) };
}

function called(name: string, text: string): ServerShape {
  return said(name, text, inBergen, withTools);
}

function came(
  name: string,
  type: string,
  body: string,
  gets: Outcome,
  asks?: ServerShape['asks'],
): ServerShape {
  return {
    name: `families-${name}`,
    answers: [sends(body, type)],
    gets,
    ...(asks !== undefined && { asks }),
  };
}

export const familyShapes: readonly ServerShape[] = [
  said('fireworks-closing-only', 'plan the answer\n</think>\n\nOslo.', {
    text: 'Oslo.',
    thoughts: 'plan the answer\n',
  }),
  called('hermes', '<tool_call>\n{"name": "tide_table", "arguments": {"port":"Bergen"}}\n</tool_call>'),
  called('llama31', '{"type": "function", "name": "tide_table", "parameters": {"port":"Bergen"}}'),
  called('llama-python-tag', '<|python_tag|>{"name": "tide_table", "parameters": {"port":"Bergen"}}'),
  called('llama-python-call', '<|python_tag|>tide_table.call(port="Bergen")'),
  called('mistral-args', '[TOOL_CALLS]tide_table[ARGS]{"port":"Bergen"}'),
  called(
    'mistral-list',
    '[TOOL_CALLS] [{"name": "tide_table", "arguments": {"port":"Bergen"}, "id": "VvvODy9mT"}]',
  ),
  called(
    'kimi-k2',
    '<|tool_calls_section_begin|><|tool_call_begin|>functions.tide_table:0<|tool_call_argument_begin|>{"port":"Bergen"}<|tool_call_end|><|tool_calls_section_end|>',
  ),
  called(
    'glm45',
    '<tool_call>tide_table\n<arg_key>port</arg_key>\n<arg_value>Bergen</arg_value>\n</tool_call>',
  ),
  called(
    'deepseek-v3',
    '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>tide_table\n```json\n{"port":"Bergen"}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
  ),
  called(
    'deepseek-v31',
    '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>tide_table<｜tool▁sep｜>{"port":"Bergen"}<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
  ),
  called(
    'qwen3-coder',
    '<tool_call>\n<function=tide_table>\n<parameter=port>\nBergen\n</parameter>\n</function>\n</tool_call>',
  ),
  said(
    'harmony',
    '<|channel|>analysis<|message|>plan<|end|><|start|>assistant<|channel|>final<|message|>Oslo.<|return|>',
    { text: 'Oslo.', thoughts: 'plan' },
  ),
  called(
    'harmony-call',
    '<|channel|>commentary to=functions.tide_table <|constrain|>json<|message|>{"port":"Bergen"}<|call|>',
  ),
  called(
    'minimax-m2',
    '<minimax:tool_call>\n<invoke name="tide_table">\n<parameter name="port">Bergen</parameter>\n</invoke>\n</minimax:tool_call>',
  ),
  called('granite', '<|tool_call|>[{"name": "tide_table", "arguments": {"port":"Bergen"}}]'),
  called(
    'phi4-mini',
    '<|tool_call|>[{"type":"function","function":{"name":"tide_table","arguments":{"port":"Bergen"}}}]<|/tool_call|>',
  ),
  called('nemotron', '<TOOLCALL>[{"name": "tide_table", "arguments": {"port":"Bergen"}}]</TOOLCALL>'),
  called('lfm2', '<|tool_call_start|>[tide_table(port="Bergen")]<|tool_call_end|>'),
  called('functionary-v3', '>>>tide_table\n{"port":"Bergen"}'),
  called('llama-function-tag', '<function=tide_table>{"port":"Bergen"}</function>'),
  called(
    'deepseek-dsml',
    '<｜DSML｜function_calls>\n<｜DSML｜invoke name="tide_table">\n<｜DSML｜parameter name="port" string="true">Bergen</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜function_calls>',
  ),
  said('hunyuan', '<think>\nplan\n</think>\n<answer>\nOslo.\n</answer>', {
    text: 'Oslo.\n',
    thoughts: '\nplan\n',
  }),
  said('seed-oss', '<seed:think>plan</seed:think>Oslo.', { text: 'Oslo.', thoughts: 'plan' }),
  said('exaone', '<thought>\nplan\n</thought>\n\nOslo.', { text: 'Oslo.', thoughts: '\nplan\n' }),
  said('kimi-think', '◁think▷plan◁/think▷Oslo.', { text: 'Oslo.', thoughts: 'plan' }),
  said('granite-think', '<think>plan</think><response>Oslo.</response>', { text: 'Oslo.', thoughts: 'plan' }),
  came(
    'openrouter-mid-error',
    'text/event-stream',
    ': OPENROUTER PROCESSING\n\ndata: {"id":"gen-1","provider":"Together","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"error"}],"error":{"code":502,"message":"Provider returned error"}}\n\ndata: [DONE]\n\n',
    { code: 'server_failed' },
  ),
  came(
    'magistral-parts',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"plan"}]}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":[{"type":"text","text":"Oslo."}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    { text: 'Oslo.', thoughts: 'plan' },
  ),
  came(
    'gemini-thought',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"<thought>plan","extra_content":{"google":{"thought":true}}},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"</thought>Oslo."},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    { text: 'Oslo.', thoughts: 'plan' },
  ),
  came(
    'vllm-reasoning',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"plan"},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Oslo."},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    { text: 'Oslo.', thoughts: 'plan' },
  ),
  came(
    'openrouter-details',
    'text/event-stream',
    ': OPENROUTER PROCESSING\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"plan","reasoning_details":[{"type":"reasoning.text","text":"plan","format":"unknown","index":0}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Oslo.","reasoning":null,"reasoning_details":[]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop","native_finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    { text: 'Oslo.', thoughts: 'plan' },
  ),
  came(
    'ollama-ndjson',
    'application/x-ndjson',
    '{"model":"x","created_at":"t","message":{"role":"assistant","content":"","thinking":"plan"},"done":false}\n{"model":"x","message":{"role":"assistant","content":"Oslo."},"done":false}\n{"model":"x","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":5,"eval_count":2}\n',
    { text: 'Oslo.', thoughts: 'plan', usage: { promptTokens: 5, completionTokens: 2 } },
  ),
  came(
    'azure-filters',
    'text/event-stream',
    'data: {"id":"","object":"","created":0,"model":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}],"choices":[]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Oslo."},"finish_reason":null,"content_filter_results":{}}]}\n\ndata: {"id":"","choices":[{"index":0,"finish_reason":null,"content_filter_offsets":{"check_offset":10},"content_filter_results":{}}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    { text: 'Oslo.' },
  ),
  came(
    'groq-usage',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"x_groq":{"id":"req_1"}}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Oslo."},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"req_1","usage":{"queue_time":0.1,"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}}\n\ndata: [DONE]\n\n',
    { text: 'Oslo.', usage: { promptTokens: 5, completionTokens: 2 } },
  ),
  came(
    'workers-ai',
    'text/event-stream',
    'data: {"response":"Os","p":"abcd"}\n\ndata: {"response":"lo.","p":"ab"}\n\ndata: {"response":"","usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}\n\ndata: [DONE]\n\n',
    { text: 'Oslo.' },
  ),
  came(
    'workers-ai-whole',
    'application/json',
    '{"result":{"response":"Oslo.","usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}},"success":true,"errors":[],"messages":[]}',
    { text: 'Oslo.' },
  ),
  came(
    'cohere-v2',
    'text/event-stream',
    'event: message-start\ndata: {"id":"a","type":"message-start","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}\n\nevent: content-start\ndata: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":""}}}}\n\nevent: content-delta\ndata: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Oslo."}}}}\n\nevent: content-end\ndata: {"type":"content-end","index":0}\n\nevent: message-end\ndata: {"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"tokens":{"input_tokens":5,"output_tokens":2}}}}\n\n',
    { text: 'Oslo.' },
  ),
  came(
    'kobold-length',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Oslo is"},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":""},"finish_reason":"length"}]}\n\ndata: [DONE]\n\n',
    { text: 'Oslo is', ends: 'length' },
  ),
  came(
    'textgen-role-each',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Os"},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"lo."},"finish_reason":null}]}\n\ndata: {"id":"c","object":"chat.completions.chunk","choices":[{"index":0,"finish_reason":"stop","delta":{"role":"assistant","content":""}}],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}\n\n',
    { text: 'Oslo.' },
  ),
  came(
    'lmstudio-event-error',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Os"},"finish_reason":null}]}\n\nevent: error\ndata: {"error":{"message":"The model has crashed without additional information. (Exit code: 6)"},"message":"The model has crashed without additional information. (Exit code: 6)"}\n\n',
    { text: 'Os', code: 'server_failed' },
  ),
  came(
    'deepseek-keepalive-json',
    'application/json',
    '\n\n\n\n{"id":"a","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Oslo.","reasoning_content":"plan"},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}',
    { text: 'Oslo.', thoughts: 'plan' },
  ),
  came(
    'copilot-two-choices',
    'application/json',
    '{"id":"a","model":"claude","choices":[{"finish_reason":"tool_calls","message":{"role":"assistant","content":"Let me look."}},{"finish_reason":"tool_calls","message":{"role":"assistant","tool_calls":[{"id":"t1","type":"function","function":{"name":"tide_table","arguments":"{\\"port\\":\\"Bergen\\"}"}}]}}]}',
    { text: 'Let me look.', calls: [{ name: 'tide_table', arguments: '{"port":"Bergen"}' }] },
    withTools,
  ),
  came(
    'sambanova-object-args',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"tide_table","arguments":{"port":"Bergen"}}}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n',
    { calls: [{ name: 'tide_table', arguments: '{"port":"Bergen"}' }] },
    withTools,
  ),
  came(
    'no-space',
    'text/event-stream',
    'data:{"choices":[{"index":0,"delta":{"content":"Oslo."}}]}\n\ndata:{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata:[DONE]\n\n',
    { text: 'Oslo.' },
  ),
  came(
    'gemini-tool',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"extra_content":{"google":{"thought_signature":"c2ln"}},"function":{"name":"tide_table","arguments":"{\\"port\\":\\"Bergen\\"}"},"id":"","type":"function"}]},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    { calls: [{ name: 'tide_table', arguments: '{"port":"Bergen"}' }] },
    withTools,
  ),
  came(
    'litellm-thinking-blocks',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning_content":"plan","thinking_blocks":[{"type":"thinking","thinking":"plan","signature":""}],"provider_specific_fields":{"thinking_blocks":[{"type":"thinking","thinking":"plan"}]}},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Oslo."},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    { text: 'Oslo.', thoughts: 'plan' },
  ),
  came(
    'azure-filtered-answer',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}\n\ndata: [DONE]\n\n',
    { ends: 'filtered' },
  ),
  came(
    'openai-refusal',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","refusal":"I can’t help "},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"refusal":"with that."},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    { text: 'I can’t help with that.' },
  ),
  came(
    'databricks-parts',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":[{"type":"reasoning","summary":[{"type":"summary_text","text":"plan"}]}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":[{"type":"text","text":"Oslo."}]},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    { text: 'Oslo.', thoughts: 'plan' },
  ),
  came(
    'tgi-tokens',
    'text/event-stream',
    'data:{"index":1,"token":{"id":1,"text":"Os","logprob":-0.1,"special":false},"generated_text":null,"details":null}\n\ndata:{"index":2,"token":{"id":2,"text":"lo.","logprob":-0.1,"special":false},"generated_text":"Oslo.","details":{"finish_reason":"eos_token","generated_tokens":2}}\n\n',
    { text: 'Oslo.' },
  ),
  came(
    'usage-each',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Os"},"finish_reason":null}],"usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6}}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"lo."},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}\n\ndata: [DONE]\n\n',
    { text: 'Oslo.', usage: { promptTokens: 5, completionTokens: 2 } },
  ),
  came(
    'bedrock-nova-tags',
    'text/event-stream',
    'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"<thinking>plan</thinking>\\n"},"finish_reason":null}]}\n\ndata: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Oslo."},"finish_reason":"end_turn"}]}\n\ndata: [DONE]\n\n',
    { text: 'Oslo.', thoughts: 'plan' },
  ),
  came(
    'gateway-200-error',
    'application/json',
    '{"error":{"message":"upstream connect error or disconnect/reset before headers. reset reason: connection termination","type":"upstream_error"}}',
    { code: 'server_failed' },
  ),
];
