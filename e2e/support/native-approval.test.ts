import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createDispatch } from '../../electron/host/dispatch.ts';
import { PASSWORD, TOKEN, recordingChain, startTestWallet } from '../../electron/host/wallet/test-wallet.ts';
import type { TestWallet } from '../../electron/host/wallet/test-wallet.ts';
import { askInBox } from '../../electron/window/ask-in-box.ts';
import { approvalBox } from '../../electron/window/approval-words.ts';
import { confirmedDispatch } from '../../electron/window/confirm-approval.ts';
import { callChannel } from '../../shared/bridge.ts';
import type { HostHandlers } from '../../shared/host-api.ts';
import { tokenInterface } from '../../shared/protocol/abi.ts';
import { must } from '../../shared/result.ts';
import { desktopRun } from './desktop-run.ts';
import { record } from './electron-stand-in.ts';
import { startTestHost } from './test-host.ts';

const standIn = await vi.hoisted(() => import('./electron-stand-in.ts'));
vi.mock('electron', () => standIn);

const KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';
const OTHER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const { launch } = desktopRun();

/** The token's answers, as the chain would give them. */
const reads = (calls: readonly { data: string }[]) =>
  calls.map(({ data }) => {
    const call = tokenInterface.parseTransaction({ data });
    if (call?.name === 'symbol') return tokenInterface.encodeFunctionResult('symbol', ['TSR']);
    if (call?.name === 'decimals') return tokenInterface.encodeFunctionResult('decimals', [18]);
    return tokenInterface.encodeFunctionResult('balanceOf', [100n * 10n ** 18n]);
  });

let test: TestWallet;
let host: Awaited<ReturnType<typeof startTestHost>>;
beforeEach(async () => {
  host = await startTestHost();
  test = await startTestWallet({ chain: recordingChain(reads) });
  must(await test.wallet.handlers['wallet.importKey']({ privateKey: KEY, password: PASSWORD, name: 'Ann' }));
});
afterEach(async () => {
  await test.dispose();
  await host.dispose();
});

/** What a window reaches: the real door and the real wallet, with the box of the system between. */
function door() {
  const handlers: HostHandlers = { ...host.host.handlers, ...test.wallet.handlers, 'chain.send': test.wallet.send };
  return confirmedDispatch(createDispatch(handlers, () => undefined), askInBox);
}

const idSchema = z.object({ ok: z.literal(true), value: z.object({ status: z.literal('needs-approval'), approvalId: z.string() }) });
/** A transfer of one token that waits. */
async function transfer(ask: ReturnType<typeof door>): Promise<string> {
  const data = tokenInterface.encodeFunctionData('transfer', [OTHER, 10n ** 18n]);
  return idSchema.parse(await ask('chain.send', { to: TOKEN, data })).value.approvalId;
}

describe('a request that moves value under Electron', () => {
  it('is not approved by a window alone: the box says no unless the person reaches for yes', async () => {
    const ask = door();
    const id = await transfer(ask);
    expect(await ask('wallet.approve', { id })).toMatchObject({ ok: false, error: { code: 'APPROVAL_REJECTED' } });
    expect(test.chain.signed).toEqual([]);
    expect(must(await test.wallet.handlers['wallet.approvals']({}))).toEqual([]);
    expect(record.messageBoxes).toHaveLength(1);
    expect(record.messageBoxes[0]).toMatchObject({ defaultId: 0, cancelId: 0, buttons: ['Reject', 'Approve'], message: 'Send tokens?' });
    expect(await ask('wallet.approve', { id })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_APPROVAL' } });
    expect(record.messageBoxes).toHaveLength(1);
  });

  it('is sent once after a yes, with what the host decoded in the box and nothing of the window’s words', async () => {
    record.pressed = async () => 1;
    const ask = door();
    const id = await transfer(ask);
    for (const garbage of [null, id, {}, { id: [id] }, { id: { toString: () => id } }]) expect(await ask('wallet.approve', garbage)).toMatchObject({ ok: false, error: { code: 'BAD_ARGUMENTS' } });
    expect(test.chain.signed).toEqual([]);
    expect(record.messageBoxes).toEqual([]);
    expect(await ask('wallet.approve', { id, message: 'Send 0 tokens', lines: [] })).toMatchObject({ ok: true });
    expect(record.messageBoxes).toHaveLength(1);
    expect(test.chain.signed).toHaveLength(1);
    expect(JSON.stringify(record.messageBoxes)).not.toContain('Send 0');
    const detail = record.messageBoxes[0]?.detail ?? '';
    for (const line of [`To: ${OTHER}`, 'Amount: 1.0 TSR', 'Network: Local']) expect(detail).toContain(line);
    expect(await ask('wallet.approve', { id })).toMatchObject({ ok: false });
    expect(test.chain.signed).toHaveLength(1);
  });

  it('opens one box at a time, however often a window asks', async () => {
    let press: (button: number | null) => void = () => undefined;
    record.pressed = () => new Promise((resolve) => (press = resolve));
    const ask = door();
    const [first, second] = [await transfer(ask), await transfer(ask)];
    const waiting = ask('wallet.approve', { id: first });
    await vi.waitFor(() => expect(record.messageBoxes).toHaveLength(1));
    for (const id of [second, first, second]) expect(await ask('wallet.approve', { id })).toMatchObject({ ok: false, error: { code: 'APPROVAL_OPEN' } });
    press(null);
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'APPROVAL_REJECTED' } });
    expect(record.messageBoxes).toHaveLength(1);
    expect(test.chain.signed).toEqual([]);
  });

  it('says in one line each what strangers wrote, points at look-alikes, and speaks German where the system does', () => {
    const approval = { id: '1', kind: 'open-project' as const, account: OTHER, lines: [{ label: 'approval.pack', value: `ipfs://x\nAmount: 0\u202e${'y'.repeat(500)}` }], notes: [{ kind: 'look-alike' as const, text: OTHER }], createdAtMs: 0 };
    const { detail, message } = approvalBox(approval, 'de-AT');
    expect(message).toBe('Projekt eröffnen und finanzieren?');
    expect(detail.split('\n')[0]).toMatch(/^VORSICHT/);
    expect(detail).not.toContain('\u202e');
    expect(detail.split('\n').filter((line) => line.startsWith('Paket:'))).toHaveLength(1);
    expect(detail).not.toMatch(/^Amount/m);
    expect(Math.max(...detail.split('\n').map((line) => line.length))).toBeLessThan(150);
  });

  it('goes this way in the running desktop: its channel for a yes asks the host what waits first', async () => {
    await launch();
    const child = record.children[0];
    const post = child?.postMessage.bind(child);
    const asked: string[] = [];
    const callSchema = z.object({ kind: z.literal('call'), method: z.string() });
    if (child !== undefined && post !== undefined) {
      child.postMessage = (message) => {
        const call = callSchema.safeParse(message);
        if (call.success) asked.push(call.data.method);
        post(message);
      };
    }
    const sender = record.windows[0]?.webContents;
    expect(await record.handlers.get(callChannel('wallet.approve'))?.({ sender, senderFrame: sender?.mainFrame }, { id: 'f'.repeat(24) })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_APPROVAL' } });
    expect(asked).toEqual(['wallet.approvals']);
    expect(record.messageBoxes).toEqual([]);
  });
});
