import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactKey } from '#main/models/server/redact-key.ts';

describe('redactKey', () => {
  it('takes the key out in every spelling', () => {
    const key = 'ab"c/d+e';
    const echoes = `${key} ${encodeURIComponent(key)} ${JSON.stringify(key)}`;
    expect(redactKey(`Bad key ${echoes}.`, key)).toBe('Bad key [key] [key] "[key]".');
  });

  it('takes out what looks like a key, whole or in part', () => {
    expect(redactKey('Incorrect API key provided: sk-proj-ab**********yz12.', null)).not.toMatch(/ab\*|yz12/);
    expect(redactKey('authorization: Bearer abc.def', null)).toBe('authorization: Bearer [key]');
  });

  it('leaves other words alone', () => {
    const text = 'model "llama3.2" not found, try pulling it first';
    expect(redactKey(text, null)).toBe(text);
    expect(redactKey(text, '')).toBe(text);
  });

  it('never leaves the key in any text around it', () => {
    const key = fc.stringMatching(/^[!-~]{8,40}$/);
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (secret, before, after) => {
        expect(redactKey(before + secret + after, secret)).not.toContain(secret);
      }),
    );
  });
});
