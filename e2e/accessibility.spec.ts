import { expect, test } from '@playwright/test';
import { faultsOf, looks } from './support/looks.ts';
import { SamplePerson } from './support/sample-person.ts';
import { stopsOf } from './support/stops.ts';

/** Every view of somebody who has begun to work, for every eye. */
test.describe('every view', () => {
  const sample = SamplePerson.ofSuite();
  const { person } = sample;

  // Each view is opened once and looked at in every way: opening it anew for each would take most of the time.
  test('has no fault that axe finds, in any look', async () => {
    test.setTimeout(1_800_000);
    const { page } = person;
    for (const stop of stopsOf(sample.desks)) {
      await page.emulateMedia({ ...looks.light, reducedMotion: 'reduce' });
      await stop.open(person);
      for (const [name, look] of Object.entries(looks)) {
        await page.emulateMedia({ ...look, reducedMotion: 'reduce' });
        expect.soft({ stop: stop.name, look: name, faults: await faultsOf(page, name === 'light' || name === 'dark') }).toEqual({ stop: stop.name, look: name, faults: [] });
      }
      await stop.close?.(person);
    }
  });
});
