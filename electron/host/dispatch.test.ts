import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHost } from '../../e2e/support/test-host.ts';
import type { TestHost } from '../../e2e/support/test-host.ts';
import { hostMethodNames } from '../../shared/bridge.ts';
import { hostErrorSchema } from '../../shared/host-api.ts';
import type { HostHandlers } from '../../shared/host-api.ts';
import { createDispatch } from './dispatch.ts';

let test: TestHost;
beforeAll(async () => (test = await startTestHost()));
afterAll(() => test.dispose());

const garbage = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true, withSparseArray: true, withNullPrototype: true }),
  fc.record(
    { address: fc.anything(), password: fc.anything(), id: fc.anything(), entries: fc.anything(), to: fc.anything(), data: fc.anything(), seatId: fc.anything(), chunk: fc.anything(), fromSeq: fc.anything() },
    { requiredKeys: [] },
  ),
);

describe('the one door', () => {
  it.each(hostMethodNames.filter((name) => name !== 'wallet.lock'))('%s answers garbage with a value and never throws', async (method) => {
    await fc.assert(
      fc.asyncProperty(garbage, async (params) => {
        const result = await test.host.dispatch(method, params);
        if (!result.ok) hostErrorSchema.parse(result.error);
        if (!result.ok) expect(result.error.code).not.toBe('INTERNAL');
      }),
      { numRuns: 60 },
    );
    expect(test.logged.filter((line) => line.includes('unexpectedly'))).toEqual([]);
  });

  it('refuses methods that are not in the contract', async () => {
    for (const method of ['wallet.exportKey', '__proto__', 'hasOwnProperty', 7, null, undefined, {}]) {
      expect(await test.host.dispatch(method, {})).toMatchObject({ ok: false, error: { code: 'UNKNOWN_METHOD' } });
    }
  });

  it('names the field that is wrong', async () => {
    expect(await test.host.dispatch('journal.read', { fromSeq: -1, limit: 5 })).toMatchObject({ ok: false, error: { code: 'BAD_ARGUMENTS', field: 'fromSeq' } });
    expect(await test.host.dispatch('wallet.lock', { extra: 1 })).toMatchObject({ ok: false, error: { code: 'BAD_ARGUMENTS' } });
  });

  it('turns a bug into a value, and logs its place without its message', async () => {
    const logged: string[] = [];
    const handlers: HostHandlers = {
      ...test.host.handlers,
      'wallet.unlock': ({ password }) => {
        throw new Error(`can't use ${password}`);
      },
    };
    const dispatch = createDispatch(handlers, (line) => logged.push(line));
    expect(await dispatch('wallet.unlock', { password: 'hunter2-hunter2' })).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(logged).toHaveLength(1);
    expect(logged.join()).toContain('wallet.unlock');
    expect(logged.join()).not.toContain('hunter2');
  });
});
