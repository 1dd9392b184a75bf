import { describe, expect, it } from 'vitest';
import { t } from '../../app/strings/strings.ts';
import { approvalValue } from './approval-value.ts';

const german = { network: { isLocal: true, name: 'Local chain' }, locale: 'de', t };
const read = (label: string, value: string, reader: Parameters<typeof approvalValue>[1] = german) => approvalValue({ label, value }, reader);

describe('a line of a request', () => {
  it('has its amounts with the decimal sign of the language, and every digit that the host wrote', () => {
    expect(read('approval.amount', '1.234 TSR')).toBe('1,234 TSR');
    expect(read('approval.today', '12.5 TSR / 20.0 TSR')).toBe('12,5 TSR / 20,0 TSR');
    expect(read('approval.fee', '≤ 0.0000727771013144 ETH')).toBe('≤ 0,0000727771013144 ETH');
    expect(read('approval.amount', '1.234 TSR', { ...german, locale: 'en' })).toBe('1.234 TSR');
  });

  it('is left alone where it is no amount, and a token’s name too', () => {
    expect(read('approval.pack', 'https://127.0.0.1/1.5')).toBe('https://127.0.0.1/1.5');
    expect(read('approval.amount', '3.5 USD1.2X')).toBe('3,5 USD1.2X');
    expect(read('approval.amount', '3 v1.2')).toBe('3 v1.2');
  });

  it('has our name for the local chain, and the given one for any other', () => {
    expect(read('approval.network', 'Local chain')).toBe(t('app:status.localChain'));
    expect(read('approval.network', 'Sepolia', { ...german, network: { isLocal: false, name: 'Sepolia' } })).toBe('Sepolia');
    // It was asked on another network: what the host says stands.
    expect(read('approval.network', 'Sepolia')).toBe('Sepolia');
  });
});
