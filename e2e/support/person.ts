import { expect, type Locator, type Page } from '@playwright/test';
import { type RunningProfile, startProfile } from './processes.ts';
import { createWallet, password } from './wallet.ts';
import { openWindow, type Window } from './window.ts';

/** Somebody with a profile, a host process and a window of their own on one machine. */
export class Person {
  #host: RunningProfile | null = null;
  #window: Window | null = null;

  constructor(
    readonly home: string,
    readonly name: string,
    private readonly args: readonly string[] = [],
  ) {}

  get page(): Page {
    if (this.#window === null) throw new Error(`${this.name} has no window open`);
    return this.#window.page;
  }

  /** What the window complained of: a journey ends with none of it. */
  get complaints(): readonly string[] {
    return this.#window?.errors.filter((line) => !/net::ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|WebSocket/.test(line)) ?? [];
  }

  /** Starts the app: the host, then the window. */
  async open(): Promise<void> {
    this.#host = await startProfile(this.home, this.name, this.args);
    this.#window = await openWindow(this.home, this.name, this.#host.url);
  }

  /** The address that the host printed. */
  get url(): string {
    if (this.#host === null) throw new Error(`${this.name} has no host`);
    return this.#host.url;
  }

  /** Closes the window alone: the host goes on. */
  async closeWindow(): Promise<void> {
    await this.#window?.close();
    this.#window = null;
  }

  /** Opens a window on the running host. */
  async openWindow(): Promise<void> {
    this.#window = await openWindow(this.home, this.name, this.url);
  }

  /** Ends the app: the window, then the host. */
  async close(): Promise<void> {
    await this.#window?.close();
    this.#window = null;
    await this.#host?.stop();
    this.#host = null;
  }

  /** The tab's own network: even the host on loopback is out of its reach. */
  async cutTab(isCut: boolean): Promise<void> {
    await this.page.context().setOffline(isCut);
  }

  async go(view: string): Promise<void> {
    await this.page.evaluate((path) => {
      location.hash = path;
    }, view);
  }

  async createWallet(): Promise<void> {
    await createWallet(this.page, this.name);
    await expect(this.page.getByText('practice money for fees', { exact: false })).toBeVisible();
  }

  async unlock(): Promise<void> {
    await this.page.getByRole('button', { name: /Locked|Unlock/ }).first().click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Password' }).fill(password);
    await dialog.getByRole('button', { name: 'Unlock' }).click();
    await expect(dialog).toHaveCount(0, { timeout: 90_000 });
  }

  async address(): Promise<string> {
    await this.go('/wallet');
    const text = await this.page.getByText(/^0x[0-9a-fA-F]{40}$/).first().textContent();
    return text ?? '';
  }

  /** Whole tokens of the wallet view. */
  async tokens(): Promise<number> {
    await this.go('/wallet');
    // The figure shown is cut to a few digits; its title has them all.
    const figure = this.page.getByRole('definition').first().locator('[title]');
    return Number(/[\d.]+/.exec(((await figure.getAttribute('title')) ?? '').replaceAll(',', ''))?.[0]);
  }

  /** Approves the requests that are expected, one after the other, by what they say. */
  async approve(...what: readonly string[]): Promise<void> {
    for (const kind of what) {
      const dialog = this.page.getByRole('dialog', { name: 'A request waits for you' }).filter({ hasText: kind });
      await dialog.getByRole('button', { name: 'Approve' }).click({ timeout: 90_000 });
      await expect(dialog).toHaveCount(0, { timeout: 90_000 });
    }
  }

  projectCard(project: string): Locator {
    return this.page.getByRole('listitem').filter({ has: this.page.getByRole('heading', { name: project, exact: true }) });
  }

  /** Takes a seat, laying down the stake, and waits until its files are on this disk. */
  async takeSeat(project: string): Promise<void> {
    await this.go('/work');
    await this.projectCard(project).getByRole('button', { name: 'Take seats' }).click();
    await this.page.getByRole('button', { name: 'Take 1' }).click();
    await this.approve('Let the coordinator take tokens', 'Lay down stake');
    await expect(this.page.getByRole('listitem').filter({ hasText: project }).getByRole('button', { name: 'Start labelling' }).first()).toBeVisible({ timeout: 90_000 });
  }
}
