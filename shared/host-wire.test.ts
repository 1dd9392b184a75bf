import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRequest, encodeRequest } from './host-wire.ts';

describe('the wire between window and host', () => {
  it('carries any arguments, with bytes and without', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/), fc.oneof(fc.jsonValue(), fc.uint8Array()), { noNullPrototype: true }), (params) => {
        const request = { id: 7, method: 'packs.stage', params };
        const plain = JSON.parse(JSON.stringify(params, (_, value: unknown) => (Object.is(value, -0) ? 0 : value))) as Record<string, unknown>;
        const expected = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, value instanceof Uint8Array ? value : plain[key]]));
        expect(decodeRequest(encodeRequest(request))).toEqual({ ...request, params: expected });
      }),
    );
  });

  it('answers garbage with null and never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => decodeRequest(bytes) === null));
    fc.assert(
      fc.property(fc.string(), (text) => {
        decodeRequest(text);
      }),
    );
  });

  it('refuses a frame that is cut short or longer than it says', () => {
    const frame = encodeRequest({ id: 1, method: 'packs.stage', params: { chunk: new Uint8Array([1, 2, 3]), offset: 0 } });
    if (typeof frame === 'string') throw new Error('bytes travel in a binary frame');
    expect(decodeRequest(frame)).not.toBeNull();
    expect(decodeRequest(frame.subarray(0, frame.length - 1))).toBeNull();
    const longer = new Uint8Array(frame.length + 1);
    longer.set(frame);
    expect(decodeRequest(longer)).toBeNull();
  });

  it('does not let a blob name a prototype', () => {
    const header = new TextEncoder().encode(JSON.stringify({ id: 1, method: 'x', params: {}, blobs: [{ field: '__proto__', bytes: 1 }] }));
    const frame = new Uint8Array(4 + header.length + 1);
    new DataView(frame.buffer).setUint32(0, header.length, true);
    frame.set(header, 4);
    expect(decodeRequest(frame)).toBeNull();
  });
});
