import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { digestsOf, passportHash } from '../../shared/passport/hashes.ts';
import type { Passport, SignedPassport } from '../../shared/passport/passport.ts';
import { runProgram } from './program.ts';

const wallet = new Wallet(`0x${'51'.repeat(32)}`);
const hash = (byte: string) => `0x${byte.repeat(32)}`;
/** Ten items agreed on at 90 %: (20 x 5000 + 99000) / 120. */
const passport: Passport = {
  ...{ kind: 'tessera-passport', version: 1, chainId: 7357, coordinator: `0x${'c0'.repeat(20)}`, account: wallet.address, blockNumber: 40, blockHash: hash('ab'), issuedAtSeconds: 1_700_000_000 },
  scopes: [{ scope: `0x${'1e'.repeat(20)}`, scoreBps: 6633, items: 10, tiers: [], moves: [{ batchId: '4294967296', delta: '99000', weight: '10', scoreBps: 6633, items: 10, blockNumber: 31, blockHash: hash('cd'), transactionHash: hash('ef'), logIndex: 2 }] }],
};
const signed: SignedPassport = { ...passport, digests: digestsOf(passport), signature: wallet.signingKey.sign(passportHash(passport)).serialized };

describe('tessera passport check', () => {
  let dir: string;
  const printed: string[] = [];
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tessera-passport-'));
    printed.length = 0;
    for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(dir, { recursive: true });
  });
  const check = (content: string, ...args: string[]): Promise<number> => {
    const file = join(dir, 'passport.json');
    writeFileSync(file, content);
    return runProgram(['passport', 'check', file, ...args]);
  };

  it('says what a good one says, and that the chain was not asked', async () => {
    expect(await check(JSON.stringify(signed))).toBe(0);
    const said = printed.join('');
    expect(said).toContain('The passport holds');
    expect(said).toContain('66.33 %');
    expect(said).toContain('is not looked at here');
    expect(await check(JSON.stringify(signed), '--json')).toBe(0);
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({ holds: true, account: wallet.address, blockNumber: 40, scopes: [{ scoreBps: 6633, events: 1 }], faults: [] });
  });

  it('names the place that was changed, and ends with 1', async () => {
    const [scope] = signed.scopes;
    const changed = { ...signed, scopes: [{ ...scope, moves: scope?.moves.map((move) => ({ ...move, transactionHash: hash('00') })) }] };
    expect(await check(JSON.stringify(changed))).toBe(1);
    expect(printed.join('')).toContain('[scopes.0.moves.0]');
    expect(await check(JSON.stringify({ ...signed, account: `0x${'99'.repeat(20)}` }), '--json')).toBe(1);
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({ holds: false, faults: [{ field: 'signature' }] });
  });

  it('tells a file that is none from one that is not there', async () => {
    expect(await check('{}')).toBe(1);
    expect(printed.join('')).toContain('[account]');
    expect(await runProgram(['passport', 'check', join(dir, 'nowhere.json')])).toBe(3);
  });
});
