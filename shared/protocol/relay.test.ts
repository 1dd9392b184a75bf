import { describe, expect, it } from 'vitest';
import { parseAddress } from '../labels/ids.ts';
import { encodeCoordinatorCall } from './abi.ts';
import { callOfRequest, relayRequestSchema, relayUrlOf, relayedCall, requestOf } from './relay.ts';

const someone = parseAddress(`0x${'12'.repeat(20)}`);
const word = `0x${'ab'.repeat(32)}`;
const batch = (7n << 32n) | 3n;
const seat = (batch << 8n) | 2n;

describe('what a relay sends', () => {
  it('knows whose call it is and which projects or token it concerns', () => {
    expect(relayedCall(encodeCoordinatorCall('takeSeats', [7n, 2]))).toEqual({ name: 'takeSeats', as: 'signer', projects: ['7'], token: null, owner: null });
    expect(relayedCall(encodeCoordinatorCall('commit', [[seat, seat + 1n], [word, word]]))).toMatchObject({ as: 'signer', projects: ['7'] });
    expect(relayedCall(encodeCoordinatorCall('claim', [[batch, (9n << 32n) | 1n]]))).toMatchObject({ projects: ['7', '9'] });
    expect(relayedCall(encodeCoordinatorCall('reveal', [seat, word, '0x00', word, '0x', []]))).toMatchObject({ as: 'anybody', projects: ['7'] });
    expect(relayedCall(encodeCoordinatorCall('drawAudit', [batch]))).toMatchObject({ as: 'anybody', projects: ['7'] });
    expect(relayedCall(encodeCoordinatorCall('depositStake', [someone, 5n]))).toMatchObject({ as: 'signer', projects: [], token: someone });
    expect(relayedCall(encodeCoordinatorCall('permit', [someone, someone, 5n, 1n, 27, word, word]))).toMatchObject({ as: 'anybody', token: someone, owner: someone });
  });

  it('leaves out what moves the relay’s own value or is nobody’s business', () => {
    const asserted = encodeCoordinatorCall('closeProject', [7n]);
    for (const data of [asserted, encodeCoordinatorCall('setExpert', [7n, someone, true]), encodeCoordinatorCall('multicall', [[], false]), encodeCoordinatorCall('executeBySig', [[]]), '0x', '0x12345678']) {
      expect(relayedCall(data)).toBeNull();
    }
  });

  it('takes one encoding of a call', () => {
    expect(relayedCall(`${encodeCoordinatorCall('takeSeats', [7n, 2])}00`)).toBeNull();
    expect(relayedCall(encodeCoordinatorCall('takeSeats', [7n, 2]).slice(0, -2))).toBeNull();
  });

  it('carries a signed call both ways', () => {
    const call = { signer: someone, nonce: (1n << 256n) - 1n, deadlineSeconds: 1_800_000_000n, data: '0xabcd', signature: `0x${'cd'.repeat(65)}` } as const;
    const request = relayRequestSchema.parse(JSON.parse(JSON.stringify(requestOf(4242, someone, call))));
    expect(callOfRequest(request)).toEqual(call);
    expect(relayRequestSchema.safeParse({ ...request, operation: { ...request.operation, nonce: (1n << 256n).toString() } }).success).toBe(false);
    expect(relayRequestSchema.safeParse({ ...request, more: 1 }).success).toBe(false);
  });
});

it('takes addresses that carry nothing but the way', () => {
  expect(relayUrlOf('https://relay.example.org/tessera/')).toBe('https://relay.example.org/tessera');
  expect(relayUrlOf(' http://127.0.0.1:8747 ')).toBe('http://127.0.0.1:8747');
  for (const text of ['http://relay.example.org', 'https://me:secret@relay.example.org', 'https://relay.example.org?to=x', 'https://relay.example.org/#x', 'ftp://x', 'file:///etc/passwd', 'http://127.0.0.1.evil.example', 'https://', 'relay', `https://${'a'.repeat(400)}`]) {
    expect(relayUrlOf(text)).toBeNull();
  }
});
