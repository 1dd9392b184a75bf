import { readFileSync } from 'node:fs';
import { Wallet } from 'ethers';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../labels/ids.ts';
import { emptyIndex, extendIndex, readLogs } from '../protocol/chain-index.ts';
import type { ChainIndex, ReputationRecord } from '../protocol/chain-records.ts';
import { reputationKey } from '../protocol/chain-records.ts';
import { historySchema } from '../test-support/history/history.ts';
import { checkPassportText, contentFaults } from './check.ts';
import { digestsOf, passportHash, passportHashByEthers } from './hashes.ts';
import { passportOf, signedPassportSchema } from './passport.ts';
import type { Passport, SignedPassport } from './passport.ts';

const history = historySchema.parse(JSON.parse(readFileSync(new URL('../test-support/history/two-projects.json', import.meta.url), 'utf8')));
const index = extendIndex(emptyIndex, readLogs(history.logs, history.coordinator));
const wallet = new Wallet(`0x${'42'.repeat(32)}`);
const block = { number: index.head?.blockNumber ?? 0, hash: `0x${'ab'.repeat(32)}` };

/** The real events of an account with several moves, under an account whose key the test has. */
function withOwn(): { index: ChainIndex; account: string } {
  const longest = [...index.reputations.values()].reduce((most, record) => (record.moves.length > most.moves.length ? record : most));
  const account = parseAddress(wallet.address);
  const record: ReputationRecord = { ...longest, account };
  return { index: { ...index, reputations: new Map([[reputationKey(record.scope, account), record]]) }, account };
}

function signed(passport: Passport): SignedPassport {
  return { ...passport, digests: digestsOf(passport), signature: wallet.signingKey.sign(passportHash(passport)).serialized };
}

const own = withOwn();
const passport = passportOf(own.index, { chainId: 31_337, coordinator: history.coordinator, account: own.account, block, issuedAtSeconds: 1_700_000_000 });
const good = signed(passport);
/** The text with one thing in it changed. */
const tampered = (change: (copy: SignedPassport) => void): string => {
  const copy = structuredClone(good);
  change(copy);
  return JSON.stringify(copy);
};

describe('a passport', () => {
  it('is left where entry after entry is wrong', () => {
    expect(signedPassportSchema.safeParse({ ...good, scopes: Array<object>(900).fill({}), digests: Array<object>(900).fill({}) }).error?.issues.length).toBeLessThanOrEqual(50);
  });

  it('rests on every event of the account, and its scores follow from them by the contract’s arithmetic', () => {
    expect(passport.scopes[0]?.moves.length).toBeGreaterThan(2);
    for (const record of index.reputations.values()) {
      const other = passportOf(index, { chainId: 31_337, coordinator: history.coordinator, account: record.account, block, issuedAtSeconds: 0 });
      expect(contentFaults(other)).toEqual([]);
    }
  });

  it('is signed as typed data that any wallet knows', () => {
    expect(passportHash(passport)).toBe(passportHashByEthers(passport));
    expect(checkPassportText(JSON.stringify(good))).toMatchObject({ faults: [] });
  });

  it.each<[string, (copy: SignedPassport) => void, string]>([
    ['a transaction of its evidence', (copy) => (copy.scopes[0]!.moves[1]!.transactionHash = `0x${'11'.repeat(32)}`), 'scopes.0.moves.1'],
    ['what an event moved', (copy) => (copy.scopes[0]!.moves[1]!.delta = '90000'), 'scopes.0.moves.1'],
    ['the score', (copy) => (copy.scopes[0]!.scoreBps += 100), 'scopes.0.scoreBps'],
    ['an event taken out', (copy) => copy.scopes[0]!.moves.splice(1, 1), 'scopes.0.moves'],
    ['the block', (copy) => (copy.blockHash = `0x${'22'.repeat(32)}`), 'signature'],
    ['the account', (copy) => (copy.account = `0x${'33'.repeat(20)}`), 'signature'],
    ['the network', (copy) => (copy.chainId = 1), 'signature'],
    ['a tier that was never reached', (copy) => copy.scopes[0]!.tiers.push({ projectId: '1', tier: 3, minScoreBps: 9999, minItems: 1000 }), 'scopes.0.tiers'],
  ])('names %s where it was changed', (_, change, field) => {
    expect(checkPassportText(tampered(change)).faults.map((fault) => fault.field)).toContain(field);
  });

  it('finds a score that its own holder made up, though it is signed', () => {
    const better = structuredClone(passport);
    for (const move of better.scopes[0]!.moves) move.scoreBps = 9900;
    better.scopes[0]!.scoreBps = 9900;
    const { faults } = checkPassportText(JSON.stringify(signed(better)));
    expect(faults[0]).toMatchObject({ field: 'scopes.0.moves.0.scoreBps' });
  });

  it('says what a file is not, by its field', () => {
    expect(checkPassportText('nothing').faults[0]?.field).toBe('(file)');
    expect(checkPassportText('{"kind":"tessera-passport"}').faults.map(({ field }) => field)).toContain('account');
    expect(checkPassportText(tampered((copy) => Object.assign(copy, { extra: 1 }))).passport).toBeNull();
    expect(checkPassportText(tampered((copy) => (copy.scopes[0]!.moves[0]!.delta = 'NaN'))).faults[0]?.field).toBe('scopes.0.moves.0.delta');
  });
});
