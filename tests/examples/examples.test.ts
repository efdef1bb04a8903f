import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { main as agUi } from './ag-ui.ts';
import { main as codeExecutor } from './code-executor.ts';
import * as library from 'tutee/engine';
import { main as components } from './components.ts';
import { main as customParts } from './custom-parts.ts';
import { main as evals } from './evals.ts';
import { main as durableRun } from './durable-run.ts';
import { main as graphWithALoop } from './graph-with-a-loop.ts';
import { main as helloAgent } from './hello-agent.ts';
import { main as humanInTheLoop } from './human-in-the-loop.ts';
import { main as magenticOne } from './magentic-one.ts';
import { main as fallbackModels } from './fallback-models.ts';
import { main as modelOptions } from './model-options.ts';
import { main as nestedChat } from './nested-chat.ts';
import { main as fileTools } from './file-tools.ts';
import { main as sandboxedCode } from './sandboxed-code.ts';
import { main as selectorTeam } from './selector-team.ts';
import { main as sequentialChats } from './sequential-chats.ts';
import { main as stopAndResume } from './stop-and-resume.ts';
import { main as structuredOutput } from './structured-output.ts';
import { main as swarmSupportDesk } from './swarm-support-desk.ts';
import { main as teachableAgent } from './teachable-agent.ts';
import { main as teamInATeam } from './team-in-a-team.ts';
import { main as teachableAcrossRuns } from './teachable-across-runs.ts';
import { main as tools } from './tools.ts';
import { main as tuning } from './tune.ts';
import { main as writerCritic } from './writer-critic.ts';

/** Each example with lines that it must print, in this order. */
const examples: Readonly<Record<string, readonly [() => Promise<string[]>, readonly string[]]>> = {
  'hello-agent': [
    helloAgent,
    [
      'assistant (ModelClientStreamingChunkEvent): Hello! What shal',
      'assistant (TextMessage): Hello! What shall we work on?',
      '- complete',
    ],
  ],
  tools: [tools, ['assistant (TextMessage): It is 21 degrees in Ulm; of Atlantis I know nothing.']],
  'structured-output': [
    structuredOutput,
    ['triage (StructuredMessage): {"title":"Printer on fire","urgency":"high"}', 'urgency: high'],
  ],
  'human-in-the-loop': [
    humanInTheLoop,
    [
      'clerk wants to run transfer.',
      'clerk (ToolCallApprovalEvent): {"euros":50,"to":"Ann"}',
      'clerk (ToolCallSummaryMessage): 50 € were transferred to Ann.',
    ],
  ],
  'custom-parts': [
    customParts,
    [
      'ann (TextMessage): tea',
      'tally (TextMessage): tea: 1',
      'tally (TextMessage): tea: 1, coffee: 1',
      'ann (TextMessage): tea',
      '- complete: Ann has voted 3 times.',
    ],
  ],
  'durable-run': [
    durableRun,
    ['failed', 'interrupted', 'clerk (TextMessage): The parcel is on its way.', 'parcels: Ann', 'cancelled'],
  ],
  evals: [
    evals,
    [
      'small on capitals: 1 of 3 passed (33 %); 4 requests, $0',
      'large against small: 2 better, 0 worse, 1 the same',
    ],
  ],
  'ag-ui': [
    agUi,
    ['RUN_STARTED', 'TOOL_CALL_START clock', 'TEXT_MESSAGE_CONTENT It is noon.', 'RUN_FINISHED'],
  ],
  tune: [tuning, ['best: {"model":"large","prompt":"careful","samples":1}']],
  'file-tools': [
    fileTools,
    [
      'assistant (TextMessage): Oat milk it is; the other file is out of reach.',
      '- bread\n- oat milk\n',
      '- bread\n- milk\n',
    ],
  ],
  'sandboxed-code': [sandboxedCode, ['analyst (TextMessage): It is in sum.txt.', '42']],
  'teachable-agent': [
    teachableAgent,
    [
      'guide (TextMessage): It is 26 miles away.',
      'guide (TextMessage): I will.',
      'guide (TextMessage): It is 42 km away.',
    ],
  ],
  'fallback-models': [
    fallbackModels,
    ['poet (TextMessage): Leaves fall. I stay.', 'poet: 2 requests counted, $0.08'],
  ],
  'writer-critic': [
    writerCritic,
    [
      'critic (TextMessage): Shorter.',
      'writer (TextMessage): Leaves fall. I stay.',
      '- complete: “APPROVE” was said.',
    ],
  ],
  'sequential-chats': [
    sequentialChats,
    [
      '= Bees dance to show where flowers are.',
      'editor: Write a line from what was found.\n\nContext:\nBees dance to show where flowers are.',
      '= Watch the bee: her dance is a map.',
    ],
  ],
  'nested-chat': [
    nestedChat,
    ['critic (TextMessage): Our tea cures everything!', 'critic (TextMessage): Do not promise a cure.'],
  ],
  'team-in-a-team': [
    teamInATeam,
    [
      'cook (TextMessage): cook has done it.',
      'baker (TextMessage): baker has done it.',
      'waiter (TextMessage): waiter has done it.',
    ],
  ],
  'graph-with-a-loop': [
    graphWithALoop,
    [
      'writer (TextMessage): Bees dance.',
      'critic (TextMessage): REVISE: say why.',
      'writer (TextMessage): Bees dance in the dark to show the way.',
      'printer (TextMessage): It is printed.',
      '- complete: The graph has come to its end.',
    ],
  ],
  'magentic-one': [
    magenticOne,
    [
      'lead (TextMessage): Look up the hours on its page.',
      'web (TextMessage): The page cannot be found.',
      'lead (SelectorEvent): Its page is gone. It has a telephone.',
      'lead (TextMessage): Call the museum and ask for the hours.',
      'phone (TextMessage): They say: ten to five.',
      'lead (TextMessage): It is open from ten to five.',
    ],
  ],
  'selector-team': [
    selectorTeam,
    [
      'team (SelectorEvent): planner',
      'planner (TextMessage): 1. Find the numbers. 2. Add them.',
      'team (SelectorEvent): researcher or calculator',
      'team (SelectorEvent): researcher',
      'researcher (TextMessage): Ulm has 126,000 inhabitants, Neu-Ulm 61,000.',
      'team (SelectorEvent): calculator',
      'calculator (TextMessage): Together 187,000. DONE',
    ],
  ],
  'swarm-support-desk': [
    swarmSupportDesk,
    [
      'desk (HandoffMessage): Transferred to refunds, adopting the role of refunds immediately.',
      'refunds (HandoffMessage): The order is 40 days old. May I refund it?',
      '- waiting: Waiting for a person.',
      'ann (HandoffMessage): Yes, she is a good customer.',
      'refunds (TextMessage): Your money is on its way. GOODBYE',
    ],
  ],
  'stop-and-resume': [
    stopAndResume,
    ['cancelled', 'builder (TextMessage): I begin with the roof.', '- complete: It ends after 2 turns.'],
  ],
  'teachable-across-runs': [
    teachableAcrossRuns,
    [
      'I do not know.',
      'I will.',
      'I will.',
      'I will.',
      'I will.',
      'I will.',
      'I know: Porto.',
      'I know: bullet points.',
      'I know: dawn.',
      'I know: tides.',
      'I know: subtract the deposit.',
    ],
  ],
  'model-options': [
    modelOptions,
    [
      'pilot (ToolCallSummaryMessage): High tide at Vik.',
      'Paris.',
      'Agreed.',
      'gpt-4o: sees pictures true, reads 128000 tokens',
    ],
  ],
  components: [
    components,
    [
      'pro (TextMessage): Cats.',
      'contra (TextMessage): Dogs.',
      'judge (TextMessage): Both.',
      'config.participants.0.config.model: There is no model “stern”. There are: eager.',
      'writer (TextMessage): Dogs.',
    ],
  ],
  'code-executor': [codeExecutor, ['terminal (TextMessage): 42', 'coder (TextMessage): It is 42. TERMINATE']],
};

describe('the example', () => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue();
  });

  it.each(Object.entries(examples))(
    '%s does what it shows',
    { timeout: 180_000 },
    async (_name, [main, wanted]) => {
      const lines = await main();
      const found = lines.filter((line) => wanted.includes(line));
      expect(found).toEqual(wanted);
    },
  );

  it('runs every example file', () => {
    const files = readdirSync(import.meta.dirname)
      .filter((name) => !name.endsWith('.test.ts') && name !== 'print-run.ts')
      .map((name) => name.replace('.ts', ''));
    expect(Object.keys(examples).toSorted()).toEqual(files.toSorted());
  });
});

describe('the guide to the engine', () => {
  const docs = join(import.meta.dirname, '../../docs');
  const pages = ['engine.md', ...readdirSync(join(docs, 'engine')).map((name) => join('engine', name))];
  const guide = pages.map((page) => readFileSync(join(docs, page), 'utf8')).join('\n');
  const code = [...guide.matchAll(/```ts\n([^]*?)```/g)].map(([, text = '']) => text).join('\n');

  it('names every example', () => {
    expect(Object.keys(examples).filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  it('shows only what the library exports', () => {
    const made = [...code.matchAll(/\bnew ([A-Z]\w+)/g)].map(([, name = '']) => name);
    const bold = [...guide.matchAll(/\*\*`([A-Z]\w+)`\*\*/g)].map(([, name = '']) => name);
    const imported = [...code.matchAll(/import \{([^}]+)\} from 'tutee\/engine'/g)].flatMap(
      ([, names = '']) => names.split(',').map((name) => name.trim()),
    );
    const shown = new Set([...made, ...bold, ...imported]);
    const own = ['AbortController', 'Debate'];
    expect(shown.size).toBeGreaterThan(20);
    expect([...shown].filter((name) => !(name in library) && !own.includes(name))).toEqual([]);
  });
});
