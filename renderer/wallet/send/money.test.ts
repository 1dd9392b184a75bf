import { describe, expect, it } from 'vitest';
import { decodeTokenCall } from '../../../shared/protocol/abi.ts';
import { callOf, feeOf, mostOf } from './money.ts';

const TOKEN = '0x000000000000000000000000000000000000bEEF';
const TO = '0x00000000000000000000000000000000000000AA';

describe('what is asked of the host', () => {
  it('is a transfer of the token, or coins without a call', () => {
    const call = callOf('token', TO, 5n, TOKEN);
    expect(call).toMatchObject({ to: TOKEN });
    expect(call).not.toHaveProperty('valueWei');
    expect(Object.values(decodeTokenCall(call?.data ?? '')?.args ?? {})).toEqual([TO, 5n]);
    expect(callOf('native', TO, 7n, TOKEN)).toEqual({ to: TO, data: '0x', valueWei: '7' });
    expect(callOf('token', TO, 5n, null)).toBeNull();
  });
});

describe('the most', () => {
  it('leaves the fee and a tenth of it, and never goes below nothing', () => {
    const fee = feeOf(21_000n, 10n);
    expect(fee).toBe(352_000n);
    expect(mostOf('native', 1_000_000n, fee)).toBe(1_000_000n - 352_000n - 35_200n);
    expect(mostOf('native', 100n, fee)).toBe(0n);
    expect(mostOf('native', 100n, null)).toBeNull();
    expect(mostOf('token', 100n, fee)).toBe(100n);
  });
});
