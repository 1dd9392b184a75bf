import { describe, expect, it } from 'vitest';
import { isLookAlike, lookAtRecipient, notesOn } from './recipient.ts';

const ANN = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const BOB = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const NOBODY = { accounts: [], contacts: [], sentTo: [] };
const targets = { coordinator: '0x00000000000000000000000000000000C0000001', token: '0x000000000000000000000000000000000000beef' };

describe('an address that is to be paid', () => {
  it('is taken with its checksum, or without any', () => {
    expect(lookAtRecipient(` ${ANN} `, NOBODY, targets)).toEqual({ ok: true, value: { address: ANN, notes: [{ kind: 'new-recipient', text: '' }] } });
    expect(lookAtRecipient(ANN.toLowerCase(), NOBODY, targets)).toMatchObject({ ok: true, value: { address: ANN, notes: [{ kind: 'new-recipient' }, { kind: 'no-checksum' }] } });
  });

  it.each([
    ['one capital changed', ANN.replace('Fd6', 'fd6'), 'BAD_CHECKSUM'],
    ['one digit changed', ANN.replace('9cff', '9dff'), 'BAD_CHECKSUM'],
    ['a digit missing', ANN.slice(0, -1), 'BAD_ADDRESS'],
    ['words', 'send it to Bob', 'BAD_ADDRESS'],
    ['the token itself', targets.token, 'RECIPIENT_KEEPS'],
    ['the coordinator', targets.coordinator.toLowerCase(), 'RECIPIENT_KEEPS'],
    ['nobody', `0x${'0'.repeat(40)}`, 'RECIPIENT_KEEPS'],
    ['a precompiled contract', `0x${'0'.repeat(39)}1`, 'RECIPIENT_KEEPS'],
  ])('is refused: %s', (_, text, code) => {
    expect(lookAtRecipient(text, NOBODY, targets)).toMatchObject({ ok: false, error: { code } });
  });

  it('is known by its name', () => {
    const people = { accounts: [{ address: ANN, name: 'mine' }], contacts: [{ address: BOB, name: 'Bob' }], sentTo: [] };
    expect(notesOn(ANN.toLowerCase(), people)).toEqual([{ kind: 'own-account', text: 'mine' }]);
    expect(notesOn(BOB, people)).toEqual([{ kind: 'contact', text: 'Bob' }]);
    expect(notesOn(BOB, { ...NOBODY, sentTo: [BOB] })).toEqual([{ kind: 'sent-before', text: '' }]);
  });

  it('that was made to look like a known one is pointed out', () => {
    const poison = `0x7099${'5'.repeat(32)}79C8`;
    const people = { ...NOBODY, contacts: [{ address: BOB, name: 'Bob' }] };
    expect(notesOn(poison, people)).toEqual([{ kind: 'look-alike', text: `Bob ${BOB}` }, { kind: 'new-recipient', text: '' }]);
    expect(notesOn(poison, { ...NOBODY, sentTo: [BOB] })[0]).toEqual({ kind: 'look-alike', text: BOB });
    expect(isLookAlike(BOB, BOB.toLowerCase())).toBe(false);
    expect(isLookAlike(BOB, BOB.replace('51812', '51821'))).toBe(true);
    expect(isLookAlike(BOB, ANN)).toBe(false);
  });
});
