import type { HostEvent, HostMethod } from './host-api.ts';

/*
 * What the preload script puts into the window under Electron: one function a method and one a event, by name. Names
 * alone are here, without the schemas, so that the preload stays small; both ends parse for themselves.
 */

export type HostBridge = Readonly<{
  calls: Readonly<Record<HostMethod, (params: unknown) => Promise<unknown>>>;
  events: Readonly<Record<HostEvent, (listener: (data: unknown) => void) => () => void>>;
}>;

/** The property of the window that holds the bridge. */
export const BRIDGE_NAME = 'tessera';

export const callChannel = (method: HostMethod): string => `tessera:call:${method}`;
export const eventChannel = (event: HostEvent): string => `tessera:event:${event}`;

export const hostMethodNames = [
  'app.info',
  'app.menu',
  'app.notify',
  'app.space',
  'app.claim',
  'crash.add',
  'crash.list',
  'crash.remove',
  'wallet.status',
  'wallet.newPhrase',
  'wallet.create',
  'wallet.importPhrase',
  'wallet.importKey',
  'wallet.importKeystore',
  'wallet.unlock',
  'wallet.lock',
  'wallet.setActive',
  'wallet.rename',
  'wallet.changePassword',
  'wallet.reveal',
  'wallet.exportKeystore',
  'wallet.deriveAccount',
  'wallet.setAutoLock',
  'wallet.keychain',
  'wallet.remember',
  'wallet.forget',
  'wallet.unlockRemembered',
  'wallet.limits',
  'wallet.setLimit',
  'wallet.contacts',
  'wallet.putContact',
  'wallet.removeContact',
  'wallet.recipient',
  'wallet.spent',
  'wallet.touch',
  'wallet.approvals',
  'wallet.approve',
  'wallet.reject',
  'wallet.seatSalt',
  'wallet.signPassport',
  'chain.status',
  'chain.networks',
  'chain.addNetwork',
  'chain.book',
  'chain.importBook',
  'chain.useNetwork',
  'chain.setRelay',
  'chain.read',
  'chain.block',
  'chain.logs',
  'chain.send',
  'chain.estimate',
  'chain.receipt',
  'chain.underWay',
  'chain.balances',
  'chain.transfers',
  'chain.faucet',
  'gold.batch',
  'gold.commit',
  'journal.append',
  'journal.read',
  'journal.status',
  'journal.renew',
  'backup.upload',
  'backup.make',
  'backup.restore',
  'backup.pending',
  'backup.rows',
  'backup.taken',
  'backup.conflicts',
  'backup.conflictsSeen',
  'packs.list',
  'packs.sample',
  'packs.manifest',
  'packs.stage',
  'packs.staged',
  'packs.describe',
  'packs.ingest',
  'packs.stopIngest',
  'packs.fetch',
  'packs.openFile',
  'packs.fetches',
  'packs.pause',
  'packs.resume',
  'packs.cancel',
  'packs.remove',
  'packs.usage',
  'packs.setLimits',
  'files.export',
  'files.verify',
  'practice.status',
  'practice.set',
] as const satisfies readonly HostMethod[];

export const hostEventNames = ['app.command', 'app.claimed', 'wallet.changed', 'wallet.approvals', 'chain.status', 'packs.fetching', 'packs.progress'] as const satisfies readonly HostEvent[];
