import { HDNodeWallet } from 'ethers/wallet';

/**
 * The words that every development chain uses. Public, so whatever they hold on any real network can be taken
 * by anybody: they are used on the local chain alone, where tokens are worth nothing.
 */
const PRACTICE_WORDS = 'test test test test test test test test test test test junk';

const ROLES = { deployer: 0, annotatorA: 1, annotatorB: 2, expert: 3, sampleLead: 4 } as const;
export type PracticeRole = keyof typeof ROLES;

const wallets = new Map<PracticeRole, HDNodeWallet>();

export function practiceWallet(role: PracticeRole): HDNodeWallet {
  const known = wallets.get(role);
  if (known !== undefined) return known;
  const wallet = HDNodeWallet.fromPhrase(PRACTICE_WORDS, '', `m/44'/60'/0'/0/${ROLES[role]}`);
  wallets.set(role, wallet);
  return wallet;
}
