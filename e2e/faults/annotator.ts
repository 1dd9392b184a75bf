import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { type KillableWindow, openKillableWindow } from '../support/killable-window.ts';
import { type RunningProfile, startProfile } from '../support/processes.ts';
import { createWallet, password } from '../support/wallet.ts';
import { PROJECT } from './world.ts';
import type { World } from './world.ts';

const NAME = 'annotator';
/** On a full disk a browser may leave the question open. */
const STORE_TIMEOUT_MS = 20_000;

const storeSchema = z.object({
  labels: z.array(
    z.object({
      key: z.string(),
      seatKey: z.string(),
      index: z.number(),
      state: z.string(),
      seal: z.object({ encoded: z.string() }).nullable(),
      document: z.object({ labels: z.object({ regions: z.array(z.object({ classId: z.number() })) }) }),
      history: z.object({ count: z.number(), cursor: z.number() }),
    }),
  ),
  marks: z.array(z.object({ key: z.string() })),
  seats: z.array(z.object({ key: z.string(), seatId: z.string(), firstItem: z.number(), itemCount: z.number(), signed: z.object({ labels: z.string() }).nullable() })),
  outbox: z.array(z.object({ key: z.string(), step: z.string().nullable(), status: z.string(), error: z.object({ code: z.string(), message: z.string() }).nullable() })),
});
export type StoreContents = z.infer<typeof storeSchema>;

/** The sample that the app opens on lies beside the work, as of a network without a chain; it may be there or not yet. */
const isOfAChain = ({ key }: { readonly key: string }): boolean => !key.startsWith('0:');

/** Text, not a function: what runs in the page must not name what the loader adds around functions. */
const READ_STORE = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('tessera-${NAME}');
  opening.onerror = () => reject(new Error(String(opening.error)));
  opening.onsuccess = () => {
    const db = opening.result;
    const names = ['labels', 'marks', 'seats', 'outbox'];
    const reading = db.transaction(names);
    const asked = names.map((name) => reading.objectStore(name).getAll());
    reading.onerror = () => reject(new Error(String(reading.error)));
    reading.oncomplete = () => {
      db.close();
      resolve(Object.fromEntries(names.map((name, at) => [name, JSON.parse(JSON.stringify(asked[at].result, (_, value) => (typeof value === 'bigint' ? value.toString() : value)))])));
    };
  };
})`;

/** The person whose machine everything happens to. */
export class Annotator {
  #host: RunningProfile | null = null;
  #window: KillableWindow | null = null;
  address = '';
  /** How often the database was found empty and was rebuilt. */
  restores = 0;
  /** The host's wall clock is wrong by so much. */
  skewMs = 0;

  constructor(
    private readonly world: World,
    /** Where the browser keeps its files. */
    private readonly folder = join(world.home, 'browser'),
  ) {}

  get page(): Page {
    if (this.#window === null) throw new Error('there is no window');
    return this.#window.page;
  }

  get window(): KillableWindow | null {
    return this.#window;
  }

  get hasHost(): boolean {
    return this.#host !== null;
  }

  hostOutput(): string {
    return this.#host?.output() ?? '';
  }

  /** Starts what is not running. A host that was away has a locked wallet. */
  async open(): Promise<void> {
    const isNewHost = this.#host === null;
    if (this.#host === null) {
      const preload = `--import ${new URL('./skewed-clock.mjs', import.meta.url).href}`;
      const env = this.skewMs === 0 ? {} : { NODE_OPTIONS: preload, SKEW_MS: String(this.skewMs) };
      this.#host = await startProfile(this.world.home, NAME, this.world.hostArgs(), env);
    }
    if (this.#window === null) this.#window = await openKillableWindow(this.folder, this.#host.url);
    else if (isNewHost) {
      // A new token is in the address behind the #: to go there alone would not load the page again.
      await this.page.goto('about:blank');
      await this.page.goto(this.#host.url);
    }
    await expect(this.page.getByRole('navigation').first()).toBeVisible({ timeout: 60_000 });
    if (isNewHost && this.address !== '') await this.unlock();
    if (this.address !== '') await this.#restore();
  }

  /** A browser may empty its database on a full disk: the journal rebuilds it, as the app offers. */
  async #restore(): Promise<void> {
    await this.go('/work');
    const rebuild = this.page.getByRole('button', { name: 'Rebuild from the journal' });
    const isThere = this.page.getByRole('heading', { level: 1 });
    await expect(rebuild.or(isThere).first()).toBeVisible({ timeout: 60_000 });
    if (!(await rebuild.isVisible())) return;
    await rebuild.click();
    await this.page.getByRole('button', { name: 'Open Tessera' }).click({ timeout: 60_000 });
    this.restores++;
    await expect.poll(async () => (await this.store()).seats.length, { timeout: 60_000 }).toBeGreaterThan(0);
  }

  async unlock(): Promise<void> {
    // Not "Unlocked": that is what it was before the host went.
    const button = this.page.getByRole('button', { name: 'Locked', exact: true }).first();
    await button.click({ timeout: 60_000 });
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Password' }).fill(password);
    await dialog.getByRole('button', { name: 'Unlock' }).click();
    await expect(dialog).toHaveCount(0, { timeout: 60_000 });
  }

  async killWindow(): Promise<void> {
    await this.#window?.kill();
    this.#window = null;
  }

  async killHost(): Promise<void> {
    await this.#host?.kill();
    this.#host = null;
  }

  async close(): Promise<void> {
    await this.killWindow();
    await this.#host?.stop();
    this.#host = null;
  }

  /** A wallet, money, and a seat in every batch. */
  async begin(seats: number): Promise<void> {
    await this.open();
    await createWallet(this.page, NAME);
    await this.go('/wallet');
    this.address = ((await this.page.getByText(/^0x[0-9a-fA-F]{40}$/).first().textContent()) ?? '').toLowerCase();
    await this.world.fund(this.address);
    await this.go('/work');
    const card = this.page.getByRole('listitem').filter({ has: this.page.getByRole('heading', { name: PROJECT, exact: true }) });
    await card.getByRole('button', { name: 'Take seats' }).click({ timeout: 60_000 });
    await this.page.getByRole('spinbutton').fill(String(seats));
    await this.page.getByRole('button', { name: `Take ${seats}` }).click();
    for (const kind of ['Let the coordinator take tokens', 'Lay down stake']) {
      const dialog = this.page.getByRole('dialog', { name: 'A request waits for you' }).filter({ hasText: kind });
      await dialog.getByRole('button', { name: 'Approve' }).click({ timeout: 60_000 });
      await expect(dialog).toHaveCount(0, { timeout: 60_000 });
    }
    await expect.poll(async () => (await this.store()).seats.length, { timeout: 120_000 }).toBe(seats);
  }

  async go(view: string): Promise<void> {
    await this.page.evaluate(`location.hash = ${JSON.stringify(view)}`);
  }

  /** What lies in the window's database. */
  async store(): Promise<StoreContents> {
    const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('the database does not answer')), STORE_TIMEOUT_MS).unref());
    const { labels, marks, seats, outbox } = storeSchema.parse(await Promise.race([this.page.evaluate(READ_STORE), late]));
    return { labels: labels.filter(isOfAChain), marks: marks.filter(isOfAChain), seats: seats.filter(isOfAChain), outbox: outbox.filter(isOfAChain) };
  }
}
