import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultDataFolder } from '#main/startup/data-folder.ts';
import { readEnvironment } from '#main/startup/environment.ts';
import { explainFailedStart, readStartOptions } from '#main/startup/start-options.ts';
import { parseFlags } from '#main/startup/flags.ts';
import { TuteeError } from '#shared/errors.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('the environment', () => {
  it('sets nothing when variables are unset or empty', () => {
    const nothing = { dataDir: null, fixed: {}, environmentKey: null, scriptedModel: null };
    expect(readEnvironment({})).toEqual(nothing);
    expect(readEnvironment({ OPENAI_API_KEY: ' ', TUTEE_MODEL: '', OPENAI_BASE_URL: '' })).toEqual(nothing);
  });

  it('ties a key to its server', () => {
    const read = readEnvironment({ OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: 'http://127.0.0.1:8000/v1/' });
    expect(read.environmentKey).toEqual({ origin: 'http://127.0.0.1:8000', key: 'sk-1' });
    expect(read.fixed).toEqual({ baseUrl: 'http://127.0.0.1:8000/v1' });
  });

  it('assumes OpenAI for a key without a base URL', () => {
    const read = readEnvironment({ OPENAI_API_KEY: 'sk-1', TUTEE_MODEL: 'gpt-x' });
    expect(read.environmentKey).toEqual({ origin: 'https://api.openai.com', key: 'sk-1' });
    expect(read.fixed).toEqual({ baseUrl: 'https://api.openai.com/v1', model: 'gpt-x' });
  });

  it('selects a scripted model by the path of its script', () => {
    const script = join(temporaryFolder(), 'script.json');
    writeFileSync(script, '[]');
    expect(readEnvironment({ TUTEE_MODEL: `scripted:${script}` })).toMatchObject({
      scriptedModel: script,
      fixed: {},
    });
  });

  it('takes a mirror of the model hub', () => {
    expect(readEnvironment({ HF_ENDPOINT: 'https://mirror.example/' })).toMatchObject({
      modelHub: 'https://mirror.example',
    });
  });

  it.each([
    { OPENAI_BASE_URL: 'example.org' },
    { OPENAI_BASE_URL: 'https://u:p@example.org' },
    { OPENAI_API_KEY: 'a\nb' },
    { OPENAI_API_KEY: 'k'.repeat(1_001) },
    { TUTEE_MODEL: 'm'.repeat(201) },
    { TUTEE_MODEL: 'scripted:' },
    { TUTEE_MODEL: 'scripted:/nowhere/script.json' },
    { HF_ENDPOINT: 'hf-mirror' },
  ])('with the invalid value %j is rejected', (environment) => {
    expect(() => readEnvironment(environment)).toThrow(expect.objectContaining({ code: 'bad_setting' }));
  });

  it('is overridden by flags', () => {
    const options = readStartOptions(parseFlags(['--data-dir', '/flag']), { TUTEE_DATA_DIR: '/variable' });
    expect(options.dataDir).toBe('/flag');
    expect(readStartOptions(parseFlags([]), { TUTEE_DATA_DIR: '/variable' }).dataDir).toBe('/variable');
  });
});

describe('the default data folder', () => {
  it.each([
    ['linux', {}, '/home/u/.local/share/tutee'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/tutee'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/u/.local/share/tutee'],
    ['darwin', {}, '/home/u/Library/Application Support/Tutee'],
    ['win32', { APPDATA: 'C:\\Users\\u\\AppData\\Roaming' }, 'C:\\Users\\u\\AppData\\Roaming\\Tutee'],
  ] as const)('on %s with %j', (platform, environment, expected) => {
    expect(defaultDataFolder(platform, environment, '/home/u')).toBe(expected);
  });
});

describe('a failed start', () => {
  it('comes with advice when the user can fix it', () => {
    const { message, exitCode } = explainFailedStart(
      new TuteeError('database_newer', 'Install the newer Tutee.'),
    );
    expect(exitCode).toBe(2);
    expect(message).toBe('Tutee did not start. Install the newer Tutee.');
  });

  it('is called a fault of Tutee otherwise', () => {
    expect(explainFailedStart(new TypeError('x is not a function')).exitCode).toBe(1);
  });
});
