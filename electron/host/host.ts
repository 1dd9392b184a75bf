import type { HostHandlers, HostResult, Result } from '../../shared/host-api.ts';
import type { WindowMenu } from '../../shared/menu.ts';
import { absentChain, absentFiles, absentPacks, absentPractice } from './absent.ts';
import { finishRestore } from './backup/apply.ts';
import { createBackupService } from './backup/service.ts';
import type { BackupService } from './backup/service.ts';
import type { ChainService, PracticeService } from './chain/port.ts';
import { fail } from './context.ts';
import type { HostContext } from './context.ts';
import { createGoldService } from './gold/service.ts';
import type { GoldService } from './gold/service.ts';
import { crashPartsOf } from '../../shared/crash/crash-report.ts';
import { CrashFiles } from './crash/crash-files.ts';
import { createDispatch } from './dispatch.ts';
import type { Dispatch } from './dispatch.ts';
import { spaceOf } from './disk-space.ts';
import { createEvents } from './events.ts';
import type { HostEvents } from './events.ts';
import type { FilesService } from './files/port.ts';
import { prepareFolders } from './folders.ts';
import { openJournalSlot } from './journal/slot.ts';
import type { JournalSlot } from './journal/slot.ts';
import type { PacksService } from './packs/port.ts';
import { lockProfile } from './profile-lock.ts';
import type { ProfileLock } from './profile-lock.ts';
import { openSettings } from './settings.ts';
import type { SettingsFile } from './settings.ts';
import { createStoreClaim } from './store-claim.ts';
import { countTasks } from './updates/running-tasks.ts';
import { createUpdateService } from './updates/service.ts';
import type { UpdateService, UpdateSetup } from './updates/service.ts';
import type { Keychain } from './wallet/keychain.ts';
import { openBooks } from './wallet/books.ts';
import { createWallet } from './wallet/wallet.ts';
import type { WalletService } from './wallet/wallet.ts';

type AppInfo = HostResult<'app.info'>;

/** How the services that depend on the network or on big files are made; one that fails leaves the others working. */
export interface ServiceMakers {
  /** `account` is the wallet's active account, asked for at each call: the wallet is made after the chain. */
  chain?(context: HostContext, account: () => string | null): Promise<Result<ChainService>>;
  practice?(context: HostContext, chain: ChainService): Promise<Result<PracticeService>>;
  packs?(context: HostContext): Promise<Result<PacksService>>;
  files?(context: HostContext, parts: { chain: ChainService; packs: PacksService }): Promise<Result<FilesService>>;
}

export interface HostConfig {
  readonly homeDir: string;
  readonly profile: string;
  readonly shell: AppInfo['shell'];
  readonly version: string;
  readonly services: ServiceMakers;
  readonly log: (line: string) => void;
  readonly nowMs?: () => number;
  /** scrypt's N for new keystore files; cheaper in tests. */
  readonly scryptN?: number;
  /** The operating system's, where the shell has one. */
  readonly keychain?: Keychain;
  /** The window told what its commands are: where there is an application menu, it shows them. */
  readonly onMenu?: (menu: WindowMenu) => void;
  /** Where new versions come from; left out where the app does not look for any. */
  readonly updates?: UpdateSetup;
  /** Something to be told on the desktop. */
  readonly onNotify?: (notice: { title: string; body: string }) => void;
}

/** The services of one profile, behind one door. */
export interface Host {
  readonly handlers: HostHandlers;
  /** Any method, any arguments, parsed: what the shells call. */
  readonly dispatch: Dispatch;
  readonly events: HostEvents;
  readonly packs: PacksService;
  readonly files: FilesService;
  readonly backup: Pick<BackupService, 'made'>;
  readonly settings: SettingsFile;
  /** Reports of faults, which stay on this machine. */
  readonly crashes: CrashFiles;
  readonly updates: Pick<UpdateService, 'order' | 'look'>;
  readonly profileDir: string;
  readonly log: (line: string) => void;
  /** The screen was locked, or the machine goes to sleep: the keys are wiped at once. */
  lockWallet(): void;
  /** Waits for what is being written, locks the wallet, lets the profile go. */
  close(): Promise<void>;
}

/** Builds every service of a profile. PROFILE_IN_USE, BAD_PROFILE_NAME, HOME_NOT_WRITABLE. */
export async function createHost(config: HostConfig): Promise<Result<Host>> {
  const folders = await prepareFolders(config.homeDir, config.profile);
  if (!folders.ok) return folders;
  const lock = await lockProfile(folders.value.profileDir);
  if (!lock.ok) return lock;
  try {
    const { homeDir, profileDir } = folders.value;
    const context: HostContext = { homeDir, profileDir, nowMs: config.nowMs ?? (() => Date.now()), log: config.log };
    return { ok: true, value: await compose(config, context, folders.value.journalDir, folders.value.keystoreDir, lock.value) };
  } catch (error) {
    await lock.value.release();
    throw error;
  }
}

async function compose(
  config: HostConfig,
  context: HostContext,
  journalDir: string,
  keystoreDir: string,
  lock: ProfileLock,
): Promise<Host> {
  const { nowMs, log } = context;
  const events = createEvents();
  const settings = await openSettings(context.profileDir, log);
  const books = await openBooks({ profileDir: context.profileDir, keystoreDir, nowMs, log });
  // A restore that a crash cut short, before anything reads what it puts in place.
  await finishRestore(context.profileDir, settings, books, nowMs());
  const journal = await openJournalSlot(journalDir, { nowMs, log });
  const made: { wallet?: WalletService; approvals: number } = { approvals: 0 };
  const services = await makeServices(config.services, context, () => made.wallet?.activeAccount() ?? null);
  const wallet = await createWallet({
    keystoreDir,
    profileDir: context.profileDir,
    settings,
    books,
    chain: services.chain,
    nowMs,
    log,
    onChanged: (status) => events.emit('wallet.changed', status),
    onApprovals: (pending) => {
      made.approvals = pending.length;
      events.emit('wallet.approvals', pending);
    },
    ...(config.scryptN === undefined ? {} : { scryptN: config.scryptN }),
    ...(config.keychain === undefined ? {} : { keychain: config.keychain }),
  });
  made.wallet = wallet;
  const stops = [
    services.chain.onStatus((status) => events.emit('chain.status', status)),
    services.packs.onFetching((fetching) => events.emit('packs.fetching', fetching)),
    services.packs.onProgress((progress) => events.emit('packs.progress', progress)),
  ];
  const gold = createGoldService({ profileDir: context.profileDir, packs: services.packs, journal, secretFor: (root) => wallet.goldSecret(root) });
  const backup = createBackupService({
    ...{ homeDir: config.homeDir, profileDir: context.profileDir, profile: config.profile, appVersion: config.version, journal, settings, books, nowMs },
    reloadKeys: () => wallet.reload(),
    ...(config.scryptN === undefined ? {} : { scryptN: config.scryptN }),
  });
  const crashes = new CrashFiles({ profileDir: context.profileDir, version: config.version, nowMs });
  const updates = await createUpdateService({
    ...{ profileDir: context.profileDir, version: config.version, settings, nowMs, log, setup: config.updates ?? null },
    approvals: () => made.approvals,
    onChanged: (status) => events.emit('updates.changed', status),
  });
  const claim = createStoreClaim(nowMs, (storeId) => events.emit('app.claimed', { storeId }));
  const handlers = handlersOf({ config, profileDir: context.profileDir, wallet, journal, backup, gold, claim, crashes, updates }, services);
  return {
    handlers,
    dispatch: countTasks(createDispatch(handlers, log, (error) => crashes.add('host', crashPartsOf(error))), (running) => updates.tasks(running)),
    crashes,
    updates,
    events,
    packs: services.packs,
    files: services.files,
    backup,
    settings,
    profileDir: context.profileDir,
    log,
    lockWallet: () => wallet.lock(),
    close: async () => {
      for (const stop of stops) stop();
      await updates.close();
      wallet.close();
      await journal.close();
      await Promise.allSettled([services.files.close(), services.packs.close(), services.practice.close()]);
      await services.chain.close();
      await lock.release();
    },
  };
}

interface Services {
  readonly chain: ChainService;
  readonly practice: PracticeService;
  readonly packs: PacksService;
  readonly files: FilesService;
}

async function makeServices(makers: ServiceMakers, context: HostContext, account: () => string | null): Promise<Services> {
  const [chain, packs] = await Promise.all([
    attempt('chain', context, () => makers.chain?.(context, account), absentChain),
    attempt('packs', context, () => makers.packs?.(context), absentPacks),
  ]);
  const [practice, files] = await Promise.all([
    attempt('practice', context, () => makers.practice?.(context, chain), absentPractice),
    attempt('files', context, () => makers.files?.(context, { chain, packs }), absentFiles),
  ]);
  return { chain, practice, packs, files };
}

async function attempt<S>(
  name: string,
  context: HostContext,
  make: () => Promise<Result<S>> | undefined,
  absent: (reason: Result<never>) => S,
): Promise<S> {
  const notThere = fail('SERVICE_UNAVAILABLE', `The ${name} service is not part of this host`);
  const made = await (make() ?? Promise.resolve(notThere)).catch((error: unknown): Result<never> => {
    const reason = error instanceof Error ? error.message : String(error);
    return fail('SERVICE_UNAVAILABLE', `The ${name} service did not start: ${reason}`, { fix: 'Close Tessera and start it again.' });
  });
  if (made.ok) return made.value;
  context.log(made.error.message);
  return absent(made);
}

interface Own {
  readonly config: HostConfig;
  readonly profileDir: string;
  readonly wallet: WalletService;
  readonly journal: JournalSlot;
  readonly backup: BackupService;
  readonly gold: GoldService;
  readonly claim: HostHandlers['app.claim'];
  readonly crashes: CrashFiles;
  readonly updates: UpdateService;
}

function handlersOf({ config, profileDir, wallet, journal, backup, gold, claim, crashes, updates }: Own, services: Services): HostHandlers {
  const { chain, packs, files, practice } = services;
  const info: AppInfo = {
    version: config.version,
    shell: config.shell,
    platform: process.platform,
    profile: config.profile,
    assetBase: config.shell === 'electron' ? 'app://tessera/asset' : '/asset',
    areAssetsAlwaysReachable: config.shell === 'electron',
  };
  return {
    ...wallet.handlers,
    ...backup.handlers,
    ...updates.handlers,
    'app.menu': async (menu) => {
      config.onMenu?.(menu);
      return { ok: true, value: {} };
    },
    'app.notify': async (notice) => {
      config.onNotify?.(notice);
      return { ok: true, value: {} };
    },
    'app.info': async () => ({ ok: true, value: info }),
    'app.claim': claim,
    'crash.add': async (parts) => {
      crashes.add('window', parts);
      return { ok: true, value: {} };
    },
    'crash.list': async () => ({ ok: true, value: crashes.list().map((report) => ({ report, path: crashes.pathOf(report.id) })) }),
    'crash.remove': async ({ id }) => {
      crashes.remove(id);
      return { ok: true, value: {} };
    },
    'app.space': async () => ({ ok: true, value: await spaceOf(profileDir) }),
    'chain.status': (args) => chain.status(args),
    'chain.networks': (args) => chain.networks(args),
    'chain.addNetwork': (args) => chain.addNetwork(args),
    'chain.book': (args) => chain.book(args),
    'chain.importBook': (args) => chain.importBook(args),
    'chain.setRelay': (args) => chain.setRelay(args),
    'chain.useNetwork': (args) => chain.useNetwork(args),
    'chain.read': (args) => chain.read(args),
    'chain.block': (args) => chain.block(args),
    'chain.logs': (args) => chain.logs(args),
    'chain.send': wallet.send,
    'chain.estimate': (args) => chain.estimate(args),
    'chain.receipt': wallet.receipt,
    'chain.underWay': (args) => chain.underWay(args),
    'chain.balances': (args) => chain.balances(args),
    'chain.transfers': (args) => chain.transfers(args),
    'chain.faucet': (args) => chain.faucet(args),
    'journal.append': (args) => journal.append(args),
    'journal.read': (args) => journal.read(args),
    'journal.status': (args) => journal.status(args),
    'journal.renew': () => journal.renew(),
    'packs.list': (args) => packs.list(args),
    'packs.sample': (args) => packs.sample(args),
    'packs.manifest': (args) => packs.manifest(args),
    'packs.stage': (args) => packs.stage(args),
    'packs.staged': (args) => packs.staged(args),
    'packs.describe': (args) => packs.describe(args),
    'packs.ingest': (args) => packs.ingest(args),
    'packs.stopIngest': (args) => packs.stopIngest(args),
    'packs.fetch': (args) => packs.fetch(args),
    'packs.openFile': (args) => packs.openFile(args),
    'packs.fetches': (args) => packs.fetches(args),
    'packs.pause': (args) => packs.pause(args),
    'packs.resume': (args) => packs.resume(args),
    'packs.cancel': (args) => packs.cancel(args),
    'packs.remove': (args) => packs.remove(args),
    'packs.usage': (args) => packs.usage(args),
    'packs.setLimits': (args) => packs.setLimits(args),
    'gold.commit': (args) => gold.commit(args),
    'gold.batch': (args) => gold.batch(args),
    'files.export': (args) => files.export(args),
    'files.verify': (args) => files.verify(args),
    'practice.status': (args) => practice.status(args),
    'practice.set': (args) => practice.set(args),
  };
}
