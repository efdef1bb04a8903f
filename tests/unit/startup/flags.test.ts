import { describe, expect, it } from 'vitest';
import { ownFlags, parseFlags } from '#main/startup/flags.ts';

const defaults = { help: false, web: false, port: 0, open: true, dataDir: null };

describe('flags', () => {
  it.each([
    [[], {}],
    [['--web'], { web: true }],
    [['--port', '0'], { port: 0 }],
    [['--port=65535'], { port: 65_535 }],
    [['--no-open', '--data-dir', 'some where'], { open: false, dataDir: 'some where' }],
    [['-h'], { help: true }],
  ])('%j', (args, expected) => {
    expect(parseFlags(args)).toEqual({ ...defaults, ...expected });
  });

  it.each([
    ['--port'],
    ['--port=-1'],
    ['--port=1e3'],
    ['--port= 1'],
    ['--data-dir='],
    ['--data-dir'],
    ['--web=yes'],
    ['--x'],
    ['x'],
  ])('%s is rejected', (...args) => {
    expect(() => parseFlags(args)).toThrow(expect.objectContaining({ code: 'bad_setting' }));
  });

  it('are extracted from Electron’s command line', () => {
    const line = [
      '/opt/tutee',
      '--no-sandbox',
      'main.js',
      '--data-dir',
      '/d',
      '--inspect=0',
      '--port=1',
      '-psn_0_1',
      '--web',
    ];
    expect(ownFlags(line)).toEqual(['--data-dir', '/d', '--port=1', '--web']);
  });
});
