/** Skills: installed from folders and archives, used by models when they fit, their scripts run after asking; taught ones written out and read back. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readSkillFile, skillName, writeSkillFile } from '#main/skills/skill-file.ts';
import type { MessageView } from '#shared/conversation.ts';
import type { CallDecision } from '#shared/tools/tool-call.ts';
import { TestApp } from '../../support/app.ts';
import { answers, calls, OpenAIServer } from '../../support/openai-server.ts';

const head = (
  name: string,
  description = 'Writes minutes of meetings. Use it when the user has notes of a meeting.',
) => `---\nname: ${name}\ndescription: ${description}\n---\n\nBegin with who was there.\n`;

function folder(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'tutee-skill-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

async function start() {
  const model = await OpenAIServer.start();
  const app = await TestApp.start({ fixed: { baseUrl: model.baseUrl, model: 'test-model' } });
  onTestFinished(async () => {
    await app.stop();
    await model.stop();
  });
  await app.call('settings.update', { changes: { learning: 'told' } });
  return { app, model };
}

async function upload(app: TestApp, name: string, bytes: Uint8Array): Promise<string> {
  const { uploadId } = await app.call('attachments.begin', { name, bytes: bytes.length });
  await app.call('attachments.part', { uploadId, offset: 0, data: Buffer.from(bytes).toString('base64') });
  return uploadId;
}

async function addZip(app: TestApp, files: Zippable, name = 'skill.zip') {
  const uploadId = await upload(app, name, zipSync(files));
  return await app.call('skills.addFile', { uploadId });
}

const toolsOf = (model: OpenAIServer) =>
  model.requests.at(-1)?.body?.['tools'] as { function: { name: string; description: string } }[] | undefined;
const statuses = (message: MessageView) => message.calls?.map(({ tool, status }) => `${tool} ${status}`);

async function decide(app: TestApp, message: MessageView, decision: CallDecision): Promise<MessageView> {
  const waiting = message.calls?.find(({ status }) => status === 'waiting');
  app.events.length = 0;
  await app.call('chat.decideCall', { callId: waiting?.id ?? '', decision });
  const end = await app.event(
    ({ name, payload }) => name === 'message-end' && payload.message.id === message.id,
  );
  if (end.name !== 'message-end') throw new Error('Unreachable: filtered by name.');
  return end.payload.message;
}

describe('a skill', () => {
  it('is installed switched off, told by its name and description, loaded when the model asks, and removed', async () => {
    const { app, model } = await start();
    const path = folder({
      'SKILL.md': head('Meeting Minutes'),
      'references/form.md': 'The form of minutes.',
      '.git/config': 'secret',
      '.DS_Store': 'x',
    });
    const { skills } = await app.call('skills.addPath', { path });
    expect(skills).toMatchObject([
      {
        name: 'meeting-minutes',
        enabled: false,
        hasScripts: false,
        files: [{ path: 'references/form.md', bytes: 20 }],
      },
    ]);
    const id = skills[0]?.id ?? '';
    await app.say('Hello');
    expect(toolsOf(model)).toBeUndefined();
    await app.call('skills.update', { id, enabled: true });
    await app.event(({ name }) => name === 'skills-changed');
    model.next(
      'chat',
      calls(
        ['use_skill', '{"name": "meeting-minutes"}'],
        ['read_skill_file', '{"name": "meeting-minutes", "path": "references/form.md"}'],
      ),
      answers('Ada and Bo were there.'),
    );
    const { answer } = await app.say('Here are my notes of the meeting: Ada, Bo.');
    expect(toolsOf(model)?.map(({ function: { name } }) => name)).toEqual(['use_skill', 'read_skill_file']);
    expect(toolsOf(model)?.[0]?.function.description).toContain(
      '- meeting-minutes: Writes minutes of meetings.',
    );
    expect(answer.calls?.map(({ status, result }) => [status, result])).toEqual([
      ['done', 'Begin with who was there.\n\nFiles of this skill:\n- references/form.md'],
      ['done', 'The form of minutes.'],
    ]);
    expect(JSON.stringify(model.requests.at(-1)?.body?.['messages'])).toContain(
      'a way of working that the user has chosen',
    );
    expect((await app.call('skills.text', { id })).text).toContain('name: Meeting Minutes');
    expect((await app.call('skills.text', { id, path: 'references/form.md' })).text).toBe(
      'The form of minutes.',
    );
    await app.call('skills.permit', { tool: 'read_skill_file', permission: 'never' });
    await expect(app.call('skills.permit', { tool: 'none', permission: 'never' })).rejects.toThrow(
      'no such tool',
    );
    await app.say('Hello');
    expect(toolsOf(model)?.map(({ function: { name } }) => name)).toEqual(['use_skill']);
    await app.restart();
    expect((await app.call('skills.list', {})).skills).toHaveLength(1);
    await app.call('skills.remove', { id });
    expect((await app.call('skills.list', {})).skills).toEqual([]);
    await expect(app.call('skills.remove', { id })).rejects.toThrow('not there any more');
  });

  it('that says something else than before is off again', async () => {
    const { app } = await start();
    const path = folder({ 'SKILL.md': head('minutes') });
    const { skills } = await app.call('skills.addPath', { path });
    await app.call('skills.update', { id: skills[0]?.id ?? '', enabled: true });
    writeFileSync(join(path, 'SKILL.md'), head('minutes', 'Sends everything elsewhere.'));
    await app.call('skills.addPath', { path: join(path, 'SKILL.md') });
    const list = await app.call('skills.list', {});
    expect(list.skills.map(({ enabled, description }) => [enabled, description])).toEqual([
      [false, 'Sends everything elsewhere.'],
    ]);
  });

  it('comes in archives, several at once, and is packed again', async () => {
    const { app } = await start();
    const { skills } = await addZip(app, {
      'skills-main/a/SKILL.md': strToU8(head('one')),
      'skills-main/a/scripts/count.py': strToU8('print(1)'),
      'skills-main/b/skill.md': strToU8(head('two')),
      'skills-main/README.md': strToU8('Read me.'),
      '__MACOSX/a/SKILL.md': strToU8('junk'),
    });
    expect(skills.map(({ name, hasScripts }) => [name, hasScripts])).toEqual([
      ['one', true],
      ['two', false],
    ]);
    const packed = await app.call('skills.export', { id: skills[0]?.id ?? '' });
    expect(packed.name).toBe('one.zip');
    const uploadId = await upload(app, packed.name, readFileSync(app.outgoingPath(packed.fileId)));
    const again = await app.call('skills.addFile', { uploadId });
    expect(again.skills.map(({ name, files }) => [name, files])).toEqual([
      ['one', [{ path: 'scripts/count.py', bytes: 8 }]],
    ]);
    expect((await app.call('skills.export', { id: skills[1]?.id ?? '' })).name).toBe('SKILL.md');
  });
});

describe('what is no skill, or a hostile one', () => {
  it('is refused with the reason, and nothing of it is kept', async () => {
    const { app } = await start();
    const outside = folder({ 'secret.txt': 'secret' });
    const linked = folder({ 'SKILL.md': head('linked') });
    symlinkSync(join(outside, 'secret.txt'), join(linked, 'notes.md'));
    const good = await app.call('skills.addPath', { path: linked });
    expect(good.skills[0]?.files).toEqual([]);
    await app.call('skills.remove', { id: good.skills[0]?.id ?? '' });
    const paths: readonly (readonly [string, string])[] = [
      [folder({ 'readme.md': 'x' }), 'There is no SKILL.md'],
      [folder({ 'SKILL.md': 'Do this.' }), 'must begin with a head'],
      [folder({ 'SKILL.md': '---\nname: x\n---\n' }), 'no description'],
      [folder({ 'SKILL.md': '---\ndescription: x\nname: "!!!"\n---\n' }), 'no name'],
      [folder({ 'SKILL.md': '---\n- a\n- b\n---\n' }), 'not YAML'],
      [folder({ 'SKILL.md': '---\nname: [\n---\n' }), 'not YAML'],
      [folder({ 'SKILL.md': '---\na: &a [x]\nname: *a\ndescription: x\n---\n' }), 'not YAML'],
      [
        folder({ 'SKILL.md': '---\na: &a [x, x]\nb: &b [*a, *a]\nname: x\ndescription: *b\n---\n' }),
        'not YAML',
      ],
      [folder({ 'SKILL.md': `---\nname: ${'x'.repeat(30_000)}\n---\n` }), 'longer than 20,000'],
      [folder({ 'SKILL.md': head('x') + 'x'.repeat(210_000) }), 'more than 200 kB'],
      [folder({ 'SKILL.md': head('x'), 'big.txt': 'x'.repeat(6 * 2 ** 20) }), 'more than 5 MB'],
      [
        folder({
          'SKILL.md': head('x'),
          ...Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`${n}.md`, 'x'])),
        }),
        'more than 200 files',
      ],
      [folder({ 'SKILL.md': head('x'), 'con.txt': 'x' }), 'not a name that every system takes'],
      [folder({ 'a/SKILL.md': head('x'), 'b/SKILL.md': head('X') }), 'same name'],
      [join(outside, 'secret.txt'), 'That is no skill'],
    ];
    for (const [path, why] of paths) await expect(app.call('skills.addPath', { path })).rejects.toThrow(why);
    const zips: readonly (readonly [Zippable, string])[] = [
      [{ 'SKILL.md': strToU8(head('x')), '../../out.txt': strToU8('x') }, 'damaged'],
      [{ 'SKILL.md': strToU8(head('x')), '/etc/out.txt': strToU8('x') }, 'damaged'],
      [{ 'SKILL.md': strToU8(head('x')), 'C:/out.txt': strToU8('x') }, 'damaged'],
      [{ 'SKILL.md': strToU8(head('x')), 'a/b/c/d/e/f/g/h/i.txt': strToU8('x') }, 'not a path within'],
      [{ 'SKILL.md': strToU8(head('x')), 'A.md': strToU8('x'), 'a.md': strToU8('x') }, 'differ only in case'],
      [
        { 'SKILL.md': strToU8(head('x')), 'bomb.txt': [new Uint8Array(60 * 2 ** 20), { level: 9 }] },
        'far more than skills do',
      ],
    ];
    for (const [files, why] of zips) await expect(addZip(app, files)).rejects.toThrow(why);
    const broken = await upload(app, 'x.zip', strToU8('PK and nothing'));
    await expect(app.call('skills.addFile', { uploadId: broken })).rejects.toThrow('damaged');
    const link = zipSync({
      'SKILL.md': strToU8(head('with link')),
      'notes.md': [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }],
    });
    const { skills } = await app.call('skills.addFile', { uploadId: await upload(app, 'x.zip', link) });
    expect(skills.map(({ files }) => files)).toEqual([[]]);
    expect((await app.call('skills.list', {})).skills).toHaveLength(1);
  });
});

describe('a script of a skill', { timeout: 120_000 }, () => {
  it('runs in the sandbox after asking, with its neighbours, arguments and input; what it writes comes back', async () => {
    const { app, model } = await start();
    const { skills } = await addZip(app, {
      'SKILL.md': strToU8(head('counter')),
      'data/words.txt': strToU8('one two three'),
      'scripts/helper.py': strToU8('def count(text):\n    return len(text.split())\n'),
      'scripts/count.py': strToU8(
        'from __future__ import annotations\nimport sys\nfrom helper import count\nprint(sys.argv[1:], count(open("data/words.txt").read()), open("input.txt").read())\nopen("out.txt", "w").write("written")\n',
      ),
      'scripts/add.js': strToU8('console.log(scriptArgs.join("+"))'),
      'scripts/out.py': strToU8('import socket\nsocket.create_connection(("127.0.0.1", 80))'),
      'scripts/run.sh': strToU8('echo hi'),
    });
    await app.call('skills.update', { id: skills[0]?.id ?? '', enabled: true });
    const run = (script: string, more = {}) =>
      ['run_skill_script', JSON.stringify({ name: 'counter', script, ...more })] as const;
    model.next('chat', calls([...run('scripts/count.py', { args: ["it's", '"2"'], input: 'hello' })]));
    const { answer } = await app.say('Count.');
    expect(statuses(answer)).toEqual(['run_skill_script waiting']);
    model.next(
      'chat',
      calls(
        [...run('./scripts/add.js', { args: ['1', '2'] })],
        [...run('scripts/out.py')],
        [...run('scripts/run.sh')],
        [...run('../../etc/passwd')],
      ),
      answers('Counted.'),
    );
    const ended = await decide(app, answer, { type: 'approve', holds: 'chat' });
    expect(ended.text).toContain('Counted.');
    const [count, add, out, shell, away] =
      ended.calls?.map(({ result, status }) => `${status}: ${result}`) ?? [];
    expect(count).toBe(`done: ["it's", '"2"'] 3 hello\n\nIt wrote:\n[out.txt, 7 bytes]\nwritten`);
    expect(add).toBe('done: 1+2\n');
    expect(out).toMatch(/^failed: It ended with exit code 1/);
    expect(shell).toContain('only Python and JavaScript can');
    expect(away).toContain('There is no file');
    expect(existsSync('/workspace')).toBe(false);
  });
});

describe('a skill that was taught', () => {
  it('is written out as SKILL.md, used as one, and taught again', async () => {
    const { app } = await start();
    const { memory } = await app.call('memories.teach', {
      text: 'For release notes, list the changes by who notices them: users first, then builders. Never name tickets.',
      kind: 'skill',
      cues: [{ kind: 'task', text: 'write release notes' }],
    });
    const { skill } = await app.call('skills.addMemory', { memoryId: memory.id });
    expect([skill.name, skill.description, skill.enabled]).toEqual([
      'write-release-notes',
      'write release notes',
      false,
    ]);
    const { fileId, name } = await app.call('skills.export', { id: skill.id });
    const text = readFileSync(app.outgoingPath(fileId), 'utf8');
    expect([name, text]).toEqual([
      'SKILL.md',
      `---\nname: write-release-notes\ndescription: write release notes\n---\n\n${memory.text}\n`,
    ]);
    await app.call('memories.purge', { target: { ids: [memory.id] } });
    const preview = await app.call('skills.list', {});
    expect(preview.skills).toHaveLength(1);
    const { memoryId } = await app.call('skills.teach', { id: skill.id });
    const { memory: again } = await app.call('memories.get', { id: memoryId });
    expect([again.text, again.kind, again.cues]).toEqual([memory.text, 'skill', memory.cues]);
    // It says what is forgotten, and only the user removes it.
    const remains = await app.call('memories.purgePreview', { target: { ids: [memoryId] } });
    expect(remains.otherTexts).toEqual([{ type: 'skill', name: 'write-release-notes' }]);
  });

  it('is not written out when it is private or no skill, nor taught when it is too long', async () => {
    const { app } = await start();
    const { memory } = await app.call('memories.teach', { text: 'I live in Bergen.', kind: 'fact' });
    await expect(app.call('skills.addMemory', { memoryId: memory.id })).rejects.toThrow(
      'how to do something',
    );
    await app.call('memories.update', { target: { ids: [memory.id] }, changes: { private: true } });
    await expect(app.call('skills.addMemory', { memoryId: memory.id })).rejects.toThrow('is private');
    await expect(app.call('skills.addMemory', { memoryId: crypto.randomUUID() })).rejects.toThrow(
      'not_found',
    );
    const { skills } = await app.call('skills.addPath', {
      path: folder({ 'SKILL.md': head('long') + 'x '.repeat(3_000) }),
    });
    await expect(app.call('skills.teach', { id: skills[0]?.id ?? '' })).rejects.toThrow('at most 4,000');
  });
});

describe('SKILL.md', () => {
  it('is read and written in any words', async () => {
    for (const [given, name] of [
      ['Meeting Minutes', 'meeting-minutes'],
      ['PDF_tools v2', 'pdf-tools-v2'],
      ['--x--', 'x'],
      ['議事録', '議事録'],
      ['Übung', 'übung'],
    ] as const)
      expect(skillName(given)).toBe(name);
    const odd = {
      name: 'odd',
      description: 'Says: "yes" & \'no\' # 1, {a: b} – 日本語',
      body: '---\n\nname: not this',
    };
    expect(await readSkillFile(await writeSkillFile(odd))).toEqual(odd);
    const windows =
      '\uFEFF---\r\nname: w\r\ndescription: >\r\n  two\r\n  lines\r\nmetadata:\r\n  a: b\r\n---\r\nBody\r\n';
    expect(await readSkillFile(windows)).toEqual({ name: 'w', description: 'two lines', body: 'Body' });
  });
});
