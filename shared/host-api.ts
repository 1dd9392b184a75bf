import { z } from 'zod';
import { crashPartsSchema, crashReportSchema } from './crash/crash-report.ts';
import { labelUses } from './formats/label-uses.ts';
import { formatNames } from './formats/names.ts';
import { approvalNoteKinds } from './approval-labels.ts';
import { bookEntrySchema } from './protocol/address-book.ts';
import { windowMenuSchema } from './menu.ts';
import { updateChoices, updateStatusSchema, workSchema } from './updates/update-status.ts';
import { passportSchema, signedPassportSchema } from './passport/passport.ts';

/**
 * The one contract between the window and the host: every method with its arguments and its result,
 * and every event. Both shells (ipc under Electron, loopback in a browser tab) carry exactly this,
 * and the host parses every argument with these schemas before a handler sees it.
 *
 * Conventions: amounts and ids that exceed 2^53 travel as decimal strings; bytes as 0x-hex, except
 * `Uint8Array` where a schema says `bytes`; times are unix milliseconds unless named `...Seconds`.
 */

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, 'an address: 0x and 40 hex digits');
const hash32 = z.string().regex(/^0x[0-9a-f]{64}$/, 'a 32-byte hash: 0x and 64 lower-case hex digits');
const hex = z.string().regex(/^0x([0-9a-f]{2})*$/i, 'bytes as 0x and an even number of hex digits');
const amount = z.string().regex(/^\d{1,78}$/, 'a whole amount in the smallest unit, as a decimal string');
const id = z.string().regex(/^\d{1,78}$/, 'an id, as a decimal string');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256: 64 lower-case hex digits');
const bytes = z.instanceof(Uint8Array);
const uploadId = z.string().regex(/^[a-z0-9-]{8,40}$/);
const block = z.number().int().nonnegative();
const nothing = z.object({}).strict();
const done = z.object({}).strict();

/** A failure that was foreseen. `code` is stable; the window maps it to a sentence and an action. */
export const hostErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  /** The argument, file or field at fault. */
  field: z.string().optional(),
  /** What to do about it, in words. */
  fix: z.string().optional(),
});
export type HostError = z.infer<typeof hostErrorSchema>;
export type Result<T> = { ok: true; value: T } | { ok: false; error: HostError };

const accountName = z.string().min(1).max(60);
const password = z.string().max(256);
const newPassword = z.string().min(8, 'at least 8 characters').max(256);
const account = z.object({
  address,
  name: z.string(),
  createdAtMs: z.number(),
  /** It came from a seed phrase, which can be shown again and has further accounts. */
  hasPhrase: z.boolean(),
});
const walletStatus = z.object({
  accounts: z.array(account),
  active: address.nullable(),
  isUnlocked: z.boolean(),
  /** When the wallet locks by itself, or null while it is locked. */
  locksAtMs: z.number().nullable(),
  /** After so long without anybody at work. */
  autoLockMinutes: z.number(),
});

/** What a person should know of an address before it is paid; `text` is a name or another address. */
const note = z.object({ kind: z.enum(approvalNoteKinds), text: z.string() });

const keychain = z.object({
  /** `plain-text`: the system would keep the password so that anybody could read it, and is not given it. */
  kind: z.enum(['ready', 'plain-text', 'none']),
  /** As the system calls it. */
  name: z.string(),
  /** Accounts whose password it remembers. */
  remembered: z.array(address),
});

/** Of the last 24 hours; `limit` is null where there is none. */
const dailyLimit = z.object({ limit: amount.nullable(), spent: amount });
const limits = z.object({ token: dailyLimit.nullable(), native: dailyLimit });

const contact = z.object({ address, name: z.string(), addedAtMs: z.number() });

/** What a restored backup and this wallet had differently. Amounts in the smallest unit of the asset, `native` or a token's address. */
const walletConflict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('limit'), account: address, chainId: z.number().int(), asset: z.string(), here: amount, backup: amount, kept: z.enum(['here', 'backup']) }),
  /** The name that was given here stays. */
  z.object({ kind: z.literal('contact-name'), address, here: z.string(), backup: z.string() }),
  /** Two addresses under one name: the backup's is called `now`. */
  z.object({ kind: z.literal('same-name'), name: z.string(), here: address, backup: address, now: z.string() }),
  z.object({ kind: z.literal('book-full'), left: z.number().int() }),
  z.object({ kind: z.literal('auto-lock'), here: z.number().int(), backup: z.number().int() }),
]);

/** A request that moves value, decoded by the host from its own data, waiting for a person. */
const approval = z.object({
  id: z.string(),
  kind: z.enum(['deposit-stake', 'withdraw-stake', 'open-project', 'approve-token', 'send-token', 'send-native', 'close-project', 'set-expert', 'admit-to-scope', 'message']),
  account: address,
  /** Label and value pairs in reading order; `label` is a key of the strings catalogue, `value` is shown as it is. */
  lines: z.array(z.object({ label: z.string(), value: z.string() })),
  notes: z.array(note),
  createdAtMs: z.number(),
});

const network = z.object({
  id: z.string(),
  name: z.string(),
  chainId: z.number().int(),
  isLocal: z.boolean(),
  currency: z.string(),
  coordinator: address.nullable(),
  token: address.nullable(),
  /** Block of the coordinator's deployment: where an index begins. */
  deployedAtBlock: block,
  rpcUrl: z.string(),
  /**
   * What is known of the coordinator's code. `this-version`: byte for byte this app's, libraries too. `book`: as the
   * address book has it. `unknown`: the person wanted it all the same. Left out on the local chain, which is ours.
   */
  code: z.enum(['this-version', 'book', 'unknown']).optional(),
  /** keccak-256 of the coordinator's code when the network was added. */
  codeHash: hash32.optional(),
  /** Who pays for gas, as the person chose: an address, null for nobody; left out, whom the lead or the address book names. */
  relay: z.string().max(300).nullable().optional(),
  /** The relay that the address book names. */
  bookRelay: z.string().max(300).optional(),
});

const addressBook = z.object({
  /** The file. */
  path: z.string(),
  /** Of this app's contracts. */
  contractsVersion: z.string(),
  /** Where CREATE2 puts them: the same on every network that has its proxy. */
  standardCoordinator: address,
  deployments: z.array(bookEntrySchema),
});

const chainStatus = z.object({
  network,
  /** Observed: the RPC answered the last time it was asked. */
  isOnline: z.boolean(),
  head: z.object({ number: block, hash: hash32, timestampSeconds: z.number() }).nullable(),
  error: hostErrorSchema.nullable(),
});

const log = z.object({
  address,
  topics: z.array(hash32),
  data: hex,
  blockNumber: block,
  blockHash: hash32,
  transactionHash: hash32,
  transactionIndex: z.number().int(),
  logIndex: z.number().int(),
});

const receipt = z.discriminatedUnion('status', [
  z.object({ status: z.literal('unknown') }),
  z.object({ status: z.literal('pending') }),
  /** Another transaction has its nonce: it can never be mined. */
  z.object({ status: z.literal('replaced') }),
  z.object({
    status: z.literal('mined'),
    isSuccess: z.boolean(),
    blockNumber: block,
    blockHash: hash32,
    gasUsed: amount,
    confirmations: z.number().int(),
    /** The revert's error as `Name(args)` where the ABI knows it. */
    revert: z.string().nullable(),
  }),
]);

const problem = z.object({ file: z.string(), field: z.string().optional(), reason: z.string(), fix: z.string() });

const packSummary = z.object({
  /** The manifest's Merkle root: the pack's name everywhere. */
  root: hash32,
  name: z.string(),
  kind: z.enum(['class', 'boxes', 'spans']),
  itemCount: z.number().int(),
  bytes: z.number(),
});

/** A pack on its way to this disk. */
const packFetch = z.object({
  root: hash32,
  /** Once its manifest is here. */
  name: z.string().nullable(),
  /** For people: an address without its query, or a path. */
  from: z.string(),
  /** `waiting`: tried again by itself at `retryAtMs`. `stopped`: a person has to look. */
  state: z.enum(['running', 'waiting', 'paused', 'stopped', 'done']),
  doneBytes: z.number(),
  totalBytes: z.number().nullable(),
  doneItems: z.number().int(),
  totalItems: z.number().int().nullable(),
  error: hostErrorSchema.nullable(),
  retryAtMs: z.number().nullable(),
});

const packUsage = z.object({
  /** Of all packs here, each asset once; and of packs on their way. */
  usedBytes: z.number(),
  budgetBytes: z.number(),
  freeBytes: z.number(),
  /** Packs are had from IPFS through it. */
  ipfsGateway: z.string(),
});

/** Files that are a dataset: its format, and what becomes of its labels. Left out: files as they are. */
const dataset = { format: z.enum(formatNames).optional(), labels: z.enum(labelUses).optional() };

const journalEntry = z.object({
  seq: z.number().int(),
  atMs: z.number(),
  /** What it is: `edit`, `seal`, `sign`, `commit`, `reveal`, `claim`, `canary`, ... */
  kind: z.string().max(40),
  /** What it belongs to: a label's key, a seat's key. */
  key: z.string().max(300),
  /** Any JSON value. */
  payload: z.unknown(),
  /** SHA-256 over the previous entry's hash and this entry: the chain that shows a torn or edited tail. */
  hash: sha256,
});

const method = <P extends z.ZodType, R extends z.ZodType>(params: P, result: R) => ({ params, result });

export const hostMethods = {
  /** The window's commands for the application's menu; a shell without one takes it and does nothing. */
  'app.menu': method(windowMenuSchema, done),
  /** One sentence on the desktop, outside of the window; a browser tab shows its own. */
  'app.notify': method(z.object({ title: z.string().max(60), body: z.string().max(400) }), done),
  'app.info': method(
    nothing,
    z.object({
      version: z.string(),
      shell: z.enum(['electron', 'browser']),
      platform: z.string(),
      profile: z.string(),
      /** Base of asset addresses: `${assetBase}/${sha256}`. */
      assetBase: z.string(),
      /** False where the tab can lose its host (browser shell): assets are then also kept in the window's store. */
      areAssetsAlwaysReachable: z.boolean(),
    }),
  ),

  /**
   * A window's store wants to write beside this profile's journal: one store at a time. `isTaking` takes the right from
   * another browser's, which is told by `app.claimed`. To be asked again every few seconds.
   */
  'app.claim': method(z.object({ storeId: z.string().regex(/^[a-z0-9-]{8,60}$/), isTaking: z.boolean() }), z.object({ isYours: z.boolean() })),
  /** A fault of the window: its kind and place. It stays on this machine. */
  'crash.add': method(crashPartsSchema, done),
  /** Reports of faults, the newest first, with the files that they are. */
  'crash.list': method(nothing, z.array(z.object({ report: crashReportSchema, path: z.string() }))),
  'crash.remove': method(z.object({ id: z.string().regex(/^\d{1,16}-(window|host|main)$/) }), done),
  /** The disk that holds the profile, as the system says it now. */
  'app.space': method(nothing, z.object({ freeBytes: z.number(), totalBytes: z.number() })),

  'wallet.status': method(nothing, walletStatus),
  /** A fresh BIP-39 phrase, held by the host until it is confirmed or replaced. Never logged. */
  'wallet.newPhrase': method(nothing, z.object({ phraseId: z.string(), words: z.array(z.string()) })),
  'wallet.create': method(
    z.object({
      phraseId: z.string(),
      /** The words that the person typed back: position from 0, word. At least three. */
      confirmed: z.array(z.object({ index: z.number().int(), word: z.string() })).min(3),
      password: z.string().min(8, 'at least 8 characters').max(256),
      name: z.string().min(1).max(60),
    }),
    account,
  ),
  'wallet.importPhrase': method(
    z.object({ phrase: z.string().max(400), password: z.string().min(8).max(256), name: z.string().min(1).max(60) }),
    account,
  ),
  'wallet.importKey': method(
    z.object({ privateKey: z.string().max(80), password: z.string().min(8).max(256), name: z.string().min(1).max(60) }),
    account,
  ),
  /** A Web3 Secret Storage (V3) file, opened with its own password and kept under it. */
  'wallet.importKeystore': method(
    z.object({ json: z.string().max(20_000), password: z.string().min(1).max(256), name: z.string().min(1).max(60) }),
    account,
  ),
  'wallet.unlock': method(z.object({ password: z.string().max(256), address: address.optional() }), walletStatus),
  'wallet.lock': method(nothing, walletStatus),
  'wallet.setActive': method(z.object({ address }), walletStatus),
  'wallet.rename': method(z.object({ address, name: accountName }), walletStatus),
  'wallet.changePassword': method(z.object({ address, oldPassword: password, newPassword }), done),
  /**
   * The phrase or the key, to be looked at for `shownForMs` and forgotten. Its password is asked for each time, however
   * unlocked the wallet is. WRONG_PASSWORD, NO_PHRASE.
   */
  'wallet.reveal': method(
    z.object({ address, password, what: z.enum(['phrase', 'key']) }),
    z.object({ words: z.array(z.string()), key: z.string().nullable(), shownForMs: z.number() }),
  ),
  /** The account's V3 file, still under its password. */
  'wallet.exportKeystore': method(z.object({ address, password }), z.object({ name: z.string(), json: z.string() })),
  /** The next account of the phrase that this one came from, kept under the same password. NO_PHRASE, TOO_MANY_ACCOUNTS. */
  'wallet.deriveAccount': method(z.object({ address, password, name: accountName }), account),
  'wallet.setAutoLock': method(z.object({ minutes: z.number().int().min(1).max(240) }), walletStatus),
  /** Whether the system's keychain may remember passwords, and whose it does. */
  'wallet.keychain': method(nothing, keychain),
  /** WRONG_PASSWORD, KEYCHAIN_REFUSED */
  'wallet.remember': method(z.object({ address, password }), keychain),
  'wallet.forget': method(z.object({ address }), keychain),
  /** NOT_REMEMBERED, KEYCHAIN_REFUSED */
  'wallet.unlockRemembered': method(z.object({ address }), walletStatus),
  /** The active account's on the network in use. */
  'wallet.limits': method(nothing, limits),
  /** Lowering one needs nothing; raising it or taking it away needs the password. PASSWORD_NEEDED, WRONG_PASSWORD, NO_TOKEN. */
  'wallet.setLimit': method(z.object({ what: z.enum(['token', 'native']), amount: amount.nullable(), password: password.optional() }), limits),
  'wallet.contacts': method(nothing, z.array(contact)),
  /** BAD_ADDRESS, BAD_CHECKSUM, TOO_MANY_CONTACTS */
  'wallet.putContact': method(z.object({ address: z.string().max(60), name: accountName }), z.array(contact)),
  'wallet.removeContact': method(z.object({ address }), z.array(contact)),
  /** Looks at an address before it is paid: its own form, and what to know of it. BAD_ADDRESS, BAD_CHECKSUM, RECIPIENT_KEEPS. */
  'wallet.recipient': method(z.object({ address: z.string().max(60) }), z.object({ address, notes: z.array(note) })),
  /** What the active account has spent on this network, as this machine knows; the oldest first. */
  'wallet.spent': method(
    nothing,
    z.array(z.object({ kind: z.string(), asset: z.string(), amount, to: address.nullable(), atMs: z.number(), transactionHash: z.string().nullable() })),
  ),
  /** The person is at work: the auto-lock's clock starts again. */
  'wallet.touch': method(nothing, done),
  'wallet.approvals': method(nothing, z.array(approval)),
  'wallet.approve': method(z.object({ id: z.string() }), z.object({ transactionHash: hash32, relay: z.string().optional() })),
  'wallet.reject': method(z.object({ id: z.string() }), done),
  /** The seat's salt, derived from the key and the seat (HMAC): needed for the commitment and again for the reveal. */
  'wallet.seatSalt': method(z.object({ seatId: id }), z.object({ salt: hash32 })),

  /**
   * Signs the active account's reputation passport (EIP-712, a domain of its own). Held against its own events first:
   * WRONG_ACCOUNT, WRONG_CHAIN, PASSPORT_INVALID.
   */
  'wallet.signPassport': method(z.object({ passport: passportSchema }), signedPassportSchema.pick({ digests: true, signature: true })),

  'chain.status': method(nothing, chainStatus),
  'chain.networks': method(nothing, z.array(network)),
  /** Checked before it is kept: the RPC answers as JSON-RPC, its chain id, code at the coordinator. */
  'chain.addNetwork': method(
    z.object({
      name: z.string().min(1).max(60),
      rpcUrl: z.string().max(500),
      chainId: z.number().int().positive(),
      coordinator: address,
      /** A coordinator whose code nobody knows is UNKNOWN_CODE unless the person wants it all the same. */
      acceptsUnknownCode: z.boolean().optional(),
    }),
    network,
  ),
  /** The deployments that are known here. BAD_BOOK where the file cannot be read. */
  'chain.book': method(nothing, addressBook),
  /** Takes a book that somebody gave (JSON text) into this home's own. */
  'chain.importBook': method(z.object({ text: z.string().max(2_000_000) }), addressBook),
  /** Whose relay pays for gas on a network: an address, null for nobody's; left out, whom the lead or the book names. BAD_RELAY_URL. */
  'chain.setRelay': method(z.object({ id: z.string(), relay: z.string().max(300).nullable().optional() }), network),
  'chain.useNetwork': method(z.object({ id: z.string() }), chainStatus),
  'chain.read': method(
    z.object({ calls: z.array(z.object({ to: address, data: hex })).max(500), blockNumber: block.optional() }),
    z.object({ results: z.array(z.object({ isSuccess: z.boolean(), data: hex })), blockNumber: block }),
  ),
  'chain.block': method(
    z.object({ number: block.optional() }),
    z.object({ number: block, hash: hash32, parentHash: hash32, timestampSeconds: z.number() }).nullable(),
  ),
  /** The coordinator's logs in a closed range; RANGE_TOO_WIDE asks for a smaller one. */
  'chain.logs': method(z.object({ fromBlock: block, toBlock: block }), z.array(log)),
  /**
   * Sign and send one call. Only the known coordinator and token and their known functions are signed.
   * Label work goes out at once under an unlocked wallet; what moves value becomes an approval. `relay` is the one that
   * the project's lead names: it is asked to pay first, and the account goes by itself where it fails and gas is there.
   */
  'chain.send': method(
    z.object({
      to: address,
      data: hex,
      valueWei: amount.optional(),
      /** The same call where it is under way already is answered with its transaction, and not sent again. */
      isOnce: z.boolean().optional(),
      relay: z.string().max(300).optional(),
      /** TOO_MUCH_GAS where it would take more. */
      mostGas: amount.optional(),
    }),
    z.discriminatedUnion('status', [
      /** With `relay`, the hash is that of the operation that the relay was given; `chain.receipt` knows it. */
      z.object({ status: z.literal('sent'), transactionHash: hash32, gas: amount.optional(), relay: z.string().optional() }),
      z.object({ status: z.literal('needs-approval'), approvalId: z.string() }),
    ]),
  ),
  /** What the call would use, or its revert as an error with code REVERTED. */
  'chain.estimate': method(z.object({ to: address, data: hex }), z.object({ gas: amount, gasPriceWei: amount })),
  /** Calls of the active account that were signed and are not known to be settled, in the order of their nonces. */
  'chain.underWay': method(nothing, z.array(z.object({ transactionHash: hash32, to: address, data: hex }))),
  'chain.receipt': method(z.object({ transactionHash: hash32 }), receipt),
  'chain.balances': method(
    z.object({ address }),
    z.object({
      nativeWei: amount,
      token: amount,
      tokenSymbol: z.string(),
      tokenDecimals: z.number().int(),
      stakeFree: amount,
      stakeLocked: amount,
      blockNumber: block,
    }),
  ),
  /** The token's transfers from and to an account, the oldest first. */
  'chain.transfers': method(
    z.object({ address }),
    z.object({
      transfers: z.array(z.object({ from: address, to: address, amount, transactionHash: hash32, blockNumber: block, logIndex: z.number().int(), timestampSeconds: z.number() })),
      toBlock: block,
    }),
  ),
  /** Local chain only: gas money and some tokens for a new account. */
  'chain.faucet': method(z.object({ address }), z.object({ transactionHash: hash32 })),

  'journal.append': method(
    z.object({ entries: z.array(z.object({ kind: z.string().max(40), key: z.string().max(300), payload: z.unknown() })).min(1).max(500) }),
    z.object({ seq: z.number().int(), hash: sha256 }),
  ),
  'journal.read': method(
    z.object({ fromSeq: z.number().int().nonnegative(), limit: z.number().int().min(1).max(5000) }),
    z.object({ entries: z.array(journalEntry), nextSeq: z.number().int().nullable() }),
  ),
  'journal.status': method(
    nothing,
    z.object({ entries: z.number().int(), lastAtMs: z.number().nullable(), bytes: z.number(), tornTail: z.boolean(), freeBytes: z.number() }),
  ),

  /** Puts a journal that cannot be used aside and begins a new one. JOURNAL_SOUND where it can be used. */
  'journal.renew': method(nothing, done),

  /** A file on its way to the host, piece by piece: the window's rows for a backup, or a backup to be restored. */
  'backup.upload': method(z.object({ uploadId, offset: z.number().int().nonnegative(), chunk: bytes }), done),
  /**
   * One encrypted file of the uploaded rows, the journal, a lead's known answers, the wallet's settings and, if wanted,
   * the key files. The `url` is relative to the window's origin.
   */
  'backup.make': method(
    z.object({ uploadId, password: z.string().min(8, 'at least 8 characters').max(256), hasKeys: z.boolean() }),
    z.object({ path: z.string(), name: z.string(), url: z.string(), bytes: z.number(), entries: z.number().int(), accounts: z.number().int(), contacts: z.number().int(), limits: z.number().int() }),
  ),
  /**
   * Puts an uploaded backup in the place of an empty profile. PROFILE_HAS_WORK, WRONG_PASSWORD, NOT_A_BACKUP,
   * BACKUP_NEWER, BACKUP_DAMAGED, BACKUP_CUT_OFF: then nothing was changed.
   */
  'backup.restore': method(
    z.object({ uploadId, password: z.string().max(256) }),
    z.object({ createdAtMs: z.number(), profile: z.string(), entries: z.number().int(), accounts: z.number().int(), hasDatabase: z.boolean() }),
  ),
  /** The backup whose rows the window has not taken in yet. */
  'backup.pending': method(nothing, z.object({ backup: z.object({ createdAtMs: z.number() }).nullable() })),
  /** Those rows, a line each, a page at a time. */
  'backup.rows': method(z.object({ fromByte: z.number().int().nonnegative() }), z.object({ lines: z.array(z.string()), nextByte: z.number().int().nullable() })),
  /** The window has taken them in. */
  'backup.taken': method(nothing, done),
  /** What the last restore left in the wallet as it was, or added under another name; null once it was seen. */
  'backup.conflicts': method(
    nothing,
    z.object({ report: z.object({ createdAtMs: z.number(), contacts: z.number().int(), limits: z.number().int(), conflicts: z.array(walletConflict) }).nullable() }),
  ),
  'backup.conflictsSeen': method(nothing, done),

  'packs.list': method(nothing, z.array(packSummary)),
  /** Brings the packs that every machine has to this disk, by what they are for (`boxes`, `spans`, `classes`). SAMPLE_MISSING, SAMPLE_BROKEN */
  'packs.sample': method(nothing, z.array(z.object({ key: z.string(), root: hash32 }))),
  /** The manifest of a pack that is on this disk (shape: `shared/protocol/manifest.ts`), or PACK_MISSING. */
  'packs.manifest': method(z.object({ root: hash32 }), z.unknown()),
  /**
   * Begins to bring a pack to this disk, or goes on: from an address (https, http, ipfs), from a folder or zip file of
   * this machine, or from files that a window has staged. What does not hash to its name is refused, the item named. BAD_PACK_URI, PACK_BUDGET, DISK_FULL.
   */
  'packs.fetch': method(
    z.object({
      root: hash32,
      source: z.discriminatedUnion('from', [z.object({ from: z.literal('uri'), uri: z.string().max(2000) }), z.object({ from: z.literal('path'), path: z.string().min(1).max(4000) }), z.object({ from: z.literal('staging'), stagingId: z.string() })]),
    }),
    packFetch,
  ),
  /** A pack file of this machine that was opened: its own manifest tells which pack it is. NOT_A_PACK, and as `packs.fetch`. */
  'packs.openFile': method(z.object({ path: z.string().min(1).max(4000) }), packFetch),
  'packs.fetches': method(nothing, z.array(packFetch)),
  /** UNKNOWN_FETCH */
  'packs.pause': method(z.object({ root: hash32 }), packFetch),
  'packs.resume': method(z.object({ root: hash32 }), packFetch),
  /** Stops it and lets go of what has come. */
  'packs.cancel': method(z.object({ root: hash32 }), done),
  /** Takes a pack off this disk. Nothing is ever taken off unasked. PACK_MISSING */
  'packs.remove': method(z.object({ root: hash32 }), z.object({ freedBytes: z.number() })),
  'packs.usage': method(nothing, packUsage),
  /** BAD_GATEWAY */
  'packs.setLimits': method(z.object({ budgetBytes: z.number().int().min(1_000_000).optional(), ipfsGateway: z.string().max(300).optional() }), packUsage),
  /** Bring a raw file in from the window, in chunks, to a staging folder. */
  'packs.stage': method(
    z.object({
      stagingId: z.string().regex(/^[a-z0-9-]{8,40}$/),
      relativePath: z.string().max(500),
      offset: z.number().int().nonnegative(),
      chunk: bytes,
      isLast: z.boolean(),
    }),
    done,
  ),
  /** What of a staging folder has arrived, with how many bytes of each: what a window that was closed need not send again. */
  'packs.staged': method(z.object({ stagingId: z.string().regex(/^[a-z0-9-]{8,40}$/) }), z.array(z.object({ relativePath: z.string(), bytes: z.number().int() }))),
  /** What a dataset is about, before a project is made of it. BAD_FILE, NOTHING_READ, BAD_STAGING, STAGING_EMPTY. */
  'packs.describe': method(
    z.object({
      source: z.discriminatedUnion('from', [
        z.object({ from: z.literal('staging'), stagingId: z.string() }),
        z.object({ from: z.literal('path'), path: z.string(), images: z.string().optional() }),
      ]),
      /** Left out: found out, where it is one file. */
      format: z.enum(formatNames).optional(),
    }),
    z.object({ format: z.enum(formatNames), kind: z.enum(['class', 'boxes', 'spans']), classes: z.array(z.string()), items: z.number().int(), labels: z.number().int() }),
  ),
  /** Staged files, or paths of this machine, to a pack. Broken files are listed, the rest is taken. INGEST_RUNNING, INGEST_STOPPED: no pack then, and the next one does not read again what this one took. */
  'packs.ingest': method(
    z.object({
      source: z.discriminatedUnion('from', [
        z.object({ from: z.literal('staging'), stagingId: z.string(), ...dataset }),
        z.object({
          from: z.literal('paths'),
          paths: z.array(z.string()).min(1),
          /** Of files in folders these alone, by their names inside. */
          only: z.array(z.string()).optional(),
          /** Known answers under any name, not among the paths: CSV with the columns item,label, or JSONL. */
          gold: z.string().optional(),
          /** Where a dataset's items lie, where that is not in it. */
          images: z.string().optional(),
          ...dataset,
        }),
      ]),
      name: z.string().min(1).max(120),
      /** Shape: `shared/labels/schema.ts`. */
      schema: z.unknown(),
      /** Where the pictures lie that the schema's instructions name, by their names there. */
      pictures: z.discriminatedUnion('from', [z.object({ from: z.literal('staging'), stagingId: z.string() }), z.object({ from: z.literal('path'), path: z.string() })]).optional(),
      /** With known answers: items are put in an order in which batches of this size have as many of each class. */
      batchSize: z.number().int().min(1).max(64).optional(),
      /** Pays for annotators' gas: named in the pack, under its root. BAD_RELAY_URL. */
      relay: z.string().max(300).optional(),
      /** Packs of this home: what they have is not taken again. NOTHING_NEW where they have it all. */
      apartFrom: z.array(hash32).max(10_000).optional(),
    }),
    z.object({
      pack: packSummary,
      problems: z.array(problem),
      /** Known answers that were taken in, from `gold.csv` or `gold.jsonl` in the data; null where there is no such file. */
      gold: z.object({ answers: z.number().int(), classes: z.array(z.object({ classId: z.number().int(), count: z.number().int() })) }).nullable(),
    }),
  ),
  /** By the name of the pack that is being made. */
  'packs.stopIngest': method(z.object({ job: z.string() }), z.object({ wasRunning: z.boolean() })),

  /**
   * Chooses each batch's known answers by a secret from the active account's key, and keeps them before it answers
   * with the root that the project opens with. Same pack, rules and account: same root. GOLD_MISSING, GOLD_SHORT,
   * BAD_GOLD_ANSWER.
   */
  'gold.commit': method(
    z.object({ root: hash32, batchSize: z.number().int().min(1).max(64), goldPerBatch: z.number().int().min(1).max(64), thresholdBps: z.number().int().min(0).max(10_000) }),
    z.object({ goldRoot: hash32 }),
  ),
  /** What revealing one batch's known answers takes. To be asked once the batch is settled: it is the lead's alone. */
  'gold.batch': method(
    z.object({ goldRoot: hash32, index: z.number().int().nonnegative() }),
    z.object({ items: z.array(z.number().int()), truths: z.array(hex), salt: hash32, proof: z.array(hash32) }),
  ),

  'files.export': method(
    z.object({ projectId: id, format: z.enum(formatNames), labels: z.enum(['consensus', 'annotators', 'both']) }),
    z.object({
      path: z.string(),
      files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256, url: z.string() })),
      losses: z.array(z.object({ what: z.string(), count: z.number().int(), why: z.string() })),
      blockNumber: block,
    }),
  ),

  /**
   * Holds an export against the chain, or offline against its light proof, as `tessera verify` does: one of this machine, or a
   * folder or zip that a window has sent. An error is what could not be checked; what does not hold is a fault. NO_EXPORT, WRITER_UNKNOWN, NO_PROOF, BAD_FILE, EXPORT_MISSING.
   */
  'files.verify': method(
    z.object({
      source: z.discriminatedUnion('from', [z.object({ from: z.literal('staging'), stagingId: z.string() }), z.object({ from: z.literal('export'), exportId: z.string().max(100) })]),
      against: z.enum(['chain', 'proof']),
      /** What the export's block is known to hash to. */
      blockHash: hash32.optional(),
    }),
    z.object({
      holds: z.boolean(),
      faults: z.array(z.object({ file: z.string(), item: z.string().nullable(), field: z.string(), reason: z.string() })),
      faultCount: z.number().int(),
      remarks: z.array(z.string()),
      against: z.enum(['chain', 'proof']),
      items: z.number().int(),
      files: z.number().int(),
      /** Blocks whose hash is believed; none where a chain was asked. */
      trusted: z.array(z.object({ number: block, hash: hash32 })),
      /** What the export says it is; null where it does not even say that. */
      of: z.object({ projectId: id, chainId: z.number().int(), coordinator: address, blockNumber: block, blockHash: hash32 }).nullable(),
    }),
  ),

  'updates.status': method(nothing, updateStatusSchema),
  'updates.choose': method(z.object({ choice: z.enum(updateChoices) }), updateStatusSchema),
  /**
   * Asks the update server now. UPDATE_ABSENT, UPDATE_UNREACHABLE, UPDATE_MISSING, UPDATE_ELSEWHERE, UPDATE_TOO_LARGE, UPDATE_FEED_BROKEN,
   * UPDATE_NOT_SIGNED, UPDATE_ROLLED_BACK, UPDATE_NO_FILE.
   */
  'updates.check': method(nothing, updateStatusSchema),
  /** Fetches what was found, from where an earlier try broke off. As `updates.check`, and UPDATE_DIFFERS, UPDATE_STOPPED, DISK_FULL. */
  'updates.download': method(nothing, updateStatusSchema),
  /** What has come is kept. */
  'updates.stop': method(nothing, updateStatusSchema),
  /** What the window is at, to be said again every minute: a new version waits for it, and for who says nothing. */
  'updates.work': method(workSchema, done),
  /** Ends the app, puts what is ready in place and starts it. UPDATE_NOT_READY, UPDATE_HELD, UPDATE_DIFFERS. */
  'updates.install': method(nothing, done),

  /** Practice annotators and the practice expert: local chain only. */
  'practice.status': method(nothing, z.object({ isAvailable: z.boolean(), isEnabled: z.boolean(), note: z.string() })),
  'practice.set': method(z.object({ isEnabled: z.boolean() }), done),
} as const;

export const hostEvents = {
  /** A command was chosen in the application's menu. */
  'app.command': z.object({ id: z.string() }),
  /** This store has the right to write now, and no other. */
  'app.claimed': z.object({ storeId: z.string() }),
  'wallet.changed': walletStatus,
  'wallet.approvals': z.array(approval),
  'chain.status': chainStatus,
  'packs.fetching': packFetch,
  'updates.changed': updateStatusSchema,
  'packs.progress': z.object({ job: z.string(), done: z.number(), total: z.number(), label: z.string() }),
} as const;

export type HostMethod = keyof typeof hostMethods;
export type HostParams<M extends HostMethod> = z.input<(typeof hostMethods)[M]['params']>;
/** Arguments after parsing: what a handler sees. */
export type HostArguments<M extends HostMethod> = z.output<(typeof hostMethods)[M]['params']>;
export type HostResult<M extends HostMethod> = z.output<(typeof hostMethods)[M]['result']>;
export type HostEvent = keyof typeof hostEvents;
export type HostEventData<E extends HostEvent> = z.output<(typeof hostEvents)[E]>;

/** What a shell offers to the window. */
export interface HostClient {
  call<M extends HostMethod>(method: M, params: HostParams<M>): Promise<Result<HostResult<M>>>;
  on<E extends HostEvent>(event: E, listener: (data: HostEventData<E>) => void): () => void;
  /** Whether the host answers (always true under Electron; the socket's state in a browser tab). */
  readonly isConnected: boolean;
  onConnection(listener: (isConnected: boolean) => void): () => void;
}

/** What the host implements: one handler a method, its dependencies given, no Electron in sight. */
export type HostHandlers = {
  [M in HostMethod]: (args: HostArguments<M>) => Promise<Result<HostResult<M>>>;
};
