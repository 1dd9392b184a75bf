import { describe, expect, it } from 'vitest';
import { approvalLabels } from '../../../shared/approval-labels.ts';
import { hostEvents } from '../../../shared/host-api.ts';
import { sayKey } from '../../app/strings/strings.ts';

describe('words of an approval', () => {
  it('has one for every label that the host may send', () => {
    for (const label of approvalLabels) expect(sayKey(`wallet:${label}`)).not.toBe(`wallet:${label}`);
  });

  it('has one for every kind of request', () => {
    const kinds = hostEvents['wallet.approvals'].element.shape.kind.options;
    for (const kind of kinds) expect(sayKey(`wallet:approval.kind.${kind}`)).not.toBe(`wallet:approval.kind.${kind}`);
  });
});
