import { getAddress } from 'ethers/address';
import type { ApprovalNote } from '../../../shared/approval-labels.ts';
import type { HostResult, Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import type { KnownTargets } from './policy.ts';

export type Recipient = HostResult<'wallet.recipient'>;

/** Whom the person knows: what a typed or pasted address is held against. */
export interface KnownPeople {
  readonly accounts: readonly { readonly address: string; readonly name: string }[];
  readonly contacts: readonly { readonly address: string; readonly name: string }[];
  /** Addresses that something was sent to before. */
  readonly sentTo: readonly string[];
}

/**
 * Looks at where something is to be sent. BAD_ADDRESS; BAD_CHECKSUM where capitals say that a digit is wrong;
 * RECIPIENT_KEEPS where it could never be had back: the token itself, the coordinator, nobody.
 */
export function lookAtRecipient(text: string, people: KnownPeople, targets: KnownTargets): Result<Recipient> {
  const typed = text.trim();
  if (!/^0x[0-9a-fA-F]{40}$/.test(typed)) return fail('BAD_ADDRESS', 'An address is 0x and 40 hex digits', { field: 'address', fix: 'Copy it whole.' });
  const digits = typed.slice(2);
  const hasChecksum = digits !== digits.toLowerCase() && digits !== digits.toUpperCase();
  let address: string;
  try {
    address = getAddress(hasChecksum ? typed : typed.toLowerCase());
  } catch {
    return fail('BAD_CHECKSUM', 'The capitals of this address do not fit its digits: one of them is wrong', { field: 'address', fix: 'Copy it again from where you have it.' });
  }
  if (keeps(address, targets)) return fail('RECIPIENT_KEEPS', `What is sent to ${address} can never be had back`, { field: 'address', fix: 'Give the address of an account.' });
  return { ok: true, value: { address, notes: notesOn(address, people, hasChecksum) } };
}

function keeps(address: string, { coordinator, token }: KnownTargets): boolean {
  return BigInt(address) < 0x10000n || [coordinator, token].some((target) => target?.toLowerCase() === address.toLowerCase());
}

/** What a person should know of an address before it is paid. */
export function notesOn(address: string, people: KnownPeople, hasChecksum = true): ApprovalNote[] {
  const isSame = (other: string): boolean => other.toLowerCase() === address.toLowerCase();
  const own = people.accounts.find((each) => isSame(each.address));
  if (own) return [{ kind: 'own-account', text: own.name }];
  const contact = people.contacts.find((each) => isSame(each.address));
  if (contact) return [{ kind: 'contact', text: contact.name }];
  const isKnown = people.sentTo.some(isSame);
  const named = [...people.accounts, ...people.contacts, ...people.sentTo.map((each) => ({ address: each, name: '' }))];
  const double = isKnown ? undefined : named.find((each) => isLookAlike(each.address, address));
  return [
    ...(double ? [{ kind: 'look-alike', text: `${double.name} ${double.address}`.trim() } as const] : []),
    { kind: isKnown ? 'sent-before' : 'new-recipient', text: '' },
    ...(hasChecksum ? [] : [{ kind: 'no-checksum', text: '' } as const]),
  ];
}

/** People compare the ends: an address with the same ends was perhaps made to be taken for the other; one or two digits off is a slip. */
export function isLookAlike(known: string, other: string): boolean {
  const [a, b] = [known.slice(2).toLowerCase(), other.slice(2).toLowerCase()];
  if (a === b) return false;
  const hasSameEnds = a.slice(0, 4) === b.slice(0, 4) && a.slice(-4) === b.slice(-4);
  return hasSameEnds || Array.from(a).filter((digit, at) => digit !== b[at]).length <= 2;
}
