import { describe, expect, it } from 'vitest';
import { coordinatorInterface, decodeCoordinatorCall, decodeCoordinatorLog, decodeCoordinatorResult, decodeRevert, encodeCoordinatorCall } from './abi.ts';

const annotator = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

describe('coordinator ABI', () => {
  it('decodes a log to a plain event with numbers where they fit', () => {
    const log = coordinatorInterface.encodeEventLog('ItemsSettled', [1n << 32n, 0, 2, 3n, [1n, 2n, 3n], '0x0000']);
    expect(decodeCoordinatorLog(log)).toEqual({
      name: 'ItemsSettled',
      args: { batchId: 1n << 32n, fromItem: 0, toItem: 2, resolvedMask: 3n, agreedMasks: [1n, 2n, 3n], consensus: '0x0000' },
    });
  });

  it('has nothing to say about a log of others', () => {
    expect(decodeCoordinatorLog({ topics: [`0x${'00'.repeat(32)}`], data: '0x' })).toBeNull();
    const log = coordinatorInterface.encodeEventLog('BatchVoided', [1n]);
    expect(decodeCoordinatorLog({ topics: log.topics.slice(0, 1), data: '0x' })).toBeNull();
    expect(decodeCoordinatorLog({ topics: [], data: '0x' })).toBeNull();
  });

  it('shows a call by its name and arguments', () => {
    expect(decodeCoordinatorCall(encodeCoordinatorCall('takeSeats', [7n, 3]))).toEqual({ name: 'takeSeats', args: { projectId: 7n, count: 3 } });
    expect(decodeCoordinatorCall('0x12345678')).toBeNull();
    expect(decodeCoordinatorCall('0x')).toBeNull();
  });

  it('decodes structs to objects', () => {
    const fragment = coordinatorInterface.getFunction('reputation')!;
    const data = coordinatorInterface.encodeFunctionResult(fragment, [[5000, 12, 0]]);
    expect(decodeCoordinatorResult('reputation', data)).toEqual({ scoreBps: 5000, items: 12, tier: 0 });
    expect(() => decodeCoordinatorResult('reputation', '0x1234')).toThrow();
  });

  it('names a revert', () => {
    expect(decodeRevert(coordinatorInterface.encodeErrorResult('NotExpert', [annotator]))).toEqual({ name: 'NotExpert', args: { account: annotator } });
    expect(decodeRevert('0x')).toBeNull();
  });
});
