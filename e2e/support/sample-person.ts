import { test } from '@playwright/test';
import { Person } from './person.ts';
import { type RunningChain, startChain, temporaryHome } from './processes.ts';
import type { Desks } from './stops.ts';
import { prepareDesks } from './stops.ts';

/** The sample's projects, by what they ask for. */
export const sampleProjects = { boxes: 'Old photographs', spans: 'Names in speeches and notes', classes: 'What is it a picture of?' } as const;

/** One person with a seat in every project of the sample, something begun on every desk, and nobody else about. */
export class SamplePerson {
  readonly #home = temporaryHome();
  readonly person = new Person(this.#home.home, 'newcomer', ['--no-chain']);
  #chain: RunningChain | null = null;
  #desks: Desks | null = null;

  /** One for the tests of a `describe`: begun before the first of them, gone after the last. */
  static ofSuite(): SamplePerson {
    const sample = new SamplePerson();
    test.beforeAll(async () => {
      await sample.begin();
    });
    test.afterAll(() => sample.end());
    return sample;
  }

  get desks(): Desks {
    if (this.#desks === null) throw new Error('not begun yet');
    return this.#desks;
  }

  async begin(): Promise<void> {
    this.#chain = await startChain(this.#home.home, ['--no-practice']);
    await this.person.open();
    await this.person.createWallet();
    for (const project of Object.values(sampleProjects)) await this.person.takeSeat(project);
    this.#desks = await prepareDesks(this.person, sampleProjects);
  }

  async end(): Promise<void> {
    await this.person.close();
    await this.#chain?.stop();
    this.#home.remove();
  }
}
