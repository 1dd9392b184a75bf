// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { decodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { emptyIndex } from '../../../shared/protocol/chain-index.ts';
import type { BatchRecord, ChainIndex, ProjectRecord, SeatRecord } from '../../../shared/protocol/chain-records.ts';
import { batchIdFrom, parseAddress, parseBytes32, parseProjectId, seatIdFrom } from '../../../shared/labels/ids.ts';
import { ScriptedHost, failure } from '../../store/test-support/scripted-host.ts';
import { GoldJob } from './gold-job.ts';

const account = (byte: string) => parseAddress(`0x${byte.repeat(20)}`);
const word = (byte: string) => parseBytes32(`0x${byte.repeat(32)}`);
const [lead, other, coordinator] = [account('1e'), account('2f'), account('c0')];
const [root, salt, consensusRoot, hash] = [word('aa'), word('bb'), word('cc'), word('dd')];
const projectId = parseProjectId('7');
const answers = { items: [0, 3], truths: ['0x010164', '0x010264'], salt, proof: [hash] };

/** A lead's project with gold: batch 0 settled until 1000, batch 1 still open. */
function indexWith(change: Partial<BatchRecord> = {}): ChainIndex {
  const project = { id: projectId, lead, goldRoot: root, itemCount: 8, params: { seats: 2, batchSize: 4, goldPerBatch: 2 } } as unknown as ProjectRecord;
  const batch = (index: number, more: object) => ({ id: batchIdFrom(projectId, index), projectId, index, itemCount: 4, phase: 'open', rulings: [], auditEndSeconds: 0, consensusRoot: null, ...more }) as unknown as BatchRecord;
  const settled = batch(0, { phase: 'settled', auditEndSeconds: 1000, consensusRoot, ...change });
  const open = batch(1, {});
  const seat = { id: seatIdFrom(settled.id, 1), batchId: settled.id, index: 1, reveal: { labels: '0x010164010164010164010164' } } as unknown as SeatRecord;
  return { ...emptyIndex, projects: new Map([[projectId, project]]), batches: new Map([[settled.id, settled], [open.id, open]]), seats: new Map([[seat.id, seat]]) };
}

function setUp(active = lead) {
  let nowMs = 0;
  const sent: string[] = [];
  const host = new ScriptedHost({
    'gold.batch': () => ({ ok: true, value: answers }),
    'chain.send': ({ data }) => {
      sent.push(data);
      return { ok: true, value: { status: 'sent', transactionHash: hash } };
    },
  });
  return { host, sent, job: new GoldJob({ host, coordinator, account: active, nowMs: () => nowMs }), pass: (ms: number) => (nowMs += ms) };
}

describe('revealing a lead’s known answers', () => {
  it('sends a settled batch’s answers with what it was settled with, once while it is on its way', async () => {
    const { job, sent, pass, host } = setUp();
    expect(await job.pass(indexWith(), 500)).toBe(1);
    expect(host.calls[0]).toMatchObject({ method: 'gold.batch', params: { goldRoot: root, index: 0 } });
    expect(decodeCoordinatorCall(sent[0]!)).toMatchObject({
      name: 'revealGold',
      args: { batchId: BigInt(batchIdFrom(projectId, 0)), items: [0, 3], truths: answers.truths, salt, proof: [hash], consensusRoot, labels: ['0x', '0x010164010164010164010164'] },
    });
    expect(await job.pass(indexWith(), 500)).toBe(0);
    // It was dropped: nothing of it has been read a minute later.
    pass(61_000);
    expect(await job.pass(indexWith(), 560)).toBe(1);
  });

  it('sends nothing once they are revealed, after the window, or for somebody else’s project', async () => {
    const revealed = indexWith({ rulings: [{ source: 'gold' } as BatchRecord['rulings'][number]] });
    for (const [index, seconds, active] of [[revealed, 500, lead], [indexWith(), 1000, lead], [indexWith(), 500, other]] as const) {
      const { job, sent } = setUp(active);
      expect(await job.pass(index, seconds)).toBe(0);
      expect(sent).toEqual([]);
    }
  });

  it('waits for an unlocked wallet without losing time, and says what else stands in the way', async () => {
    const { job, host, sent } = setUp();
    const works = host.script['chain.send']!;
    host.script['chain.send'] = () => failure('WALLET_LOCKED');
    expect(await job.pass(indexWith(), 500)).toBe(0);
    expect([...job.trouble.values()].map(({ error }) => error.code)).toEqual(['WALLET_LOCKED']);
    host.script['chain.send'] = works;
    expect(await job.pass(indexWith(), 500)).toBe(1);
    expect(job.trouble.size).toBe(0);
    const second = setUp();
    second.host.script['gold.batch'] = () => failure('GOLD_MISSING');
    expect(await second.job.pass(indexWith(), 500)).toBe(0);
    expect([...second.job.trouble.values()].map(({ error }) => error.code)).toEqual(['GOLD_MISSING']);
    expect([sent.length, second.sent.length]).toEqual([1, 0]);
  });
});
