import type { HostMethod } from '../../../shared/host-api.ts';

const DEFAULT_MS = 30_000;

/** Calls that a person, a network or a big folder may take longer over. */
const LONGER_MS: Partial<Record<HostMethod, number>> = {
  'wallet.create': 120_000,
  'wallet.importPhrase': 120_000,
  'wallet.importKey': 120_000,
  'wallet.importKeystore': 120_000,
  'wallet.unlock': 120_000,
  'wallet.changePassword': 120_000,
  'wallet.reveal': 120_000,
  'wallet.exportKeystore': 120_000,
  'wallet.deriveAccount': 120_000,
  'wallet.remember': 120_000,
  'wallet.unlockRemembered': 120_000,
  'wallet.setLimit': 120_000,
  'chain.transfers': 120_000,
  // As long as a request lives, and its transaction: under Electron a box of the system's may be open for it.
  'wallet.approve': 1_020_000,
  'chain.send': 120_000,
  'chain.addNetwork': 60_000,
  'chain.useNetwork': 60_000,
  'chain.logs': 60_000,
  'updates.check': 300_000,
  'updates.download': 3_600_000,
  'updates.install': 120_000,
  'packs.stage': 120_000,
  'packs.ingest': 3_600_000,
  'files.export': 3_600_000,
  'backup.upload': 120_000,
  'backup.make': 3_600_000,
  'backup.restore': 3_600_000,
};

export function timeoutMsOf(method: HostMethod): number {
  return LONGER_MS[method] ?? DEFAULT_MS;
}
