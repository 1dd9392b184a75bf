import { expect, test } from '@playwright/test';
import { smallTargets, twoWayScrolled, walkFocus } from './support/access.ts';
import { looks } from './support/looks.ts';
import { clipped, overlapping } from './support/readable.ts';
import { SamplePerson } from './support/sample-person.ts';
import { stopsOf } from './support/stops.ts';

/** Every view of somebody who has begun to work, for every hand and every window. */
test.describe('every view', () => {
  const sample = SamplePerson.ofSuite();
  const { person } = sample;

  test('has targets of 24 px, fits a small window, cuts nothing off, and shows where the focus is', async () => {
    test.setTimeout(600_000);
    const { page } = person;
    await page.emulateMedia({ ...looks.light, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1024, height: 700 });
    for (const stop of stopsOf(sample.desks)) {
      await stop.open(person);
      const found = { small: await smallTargets(page), sideways: await twoWayScrolled(page), cut: await clipped(page), over: await overlapping(page) };
      const { stops, unseen } = await walkFocus(page);
      expect.soft({ stop: stop.name, ...found, unseen }).toEqual({ stop: stop.name, small: [], sideways: [], cut: [], over: [], unseen: [] });
      expect.soft(stops, stop.name).toBeGreaterThan(0);
      await stop.close?.(person);
    }
  });

  test('can be read at 200 %, scrolled one way only', async () => {
    test.setTimeout(600_000);
    const { page } = person;
    // 1440 by 900 at twice the size has this many CSS px.
    await page.setViewportSize({ width: 720, height: 450 });
    for (const stop of stopsOf(sample.desks)) {
      await stop.open(person);
      const found = { sideways: await twoWayScrolled(page), cut: await clipped(page), over: await overlapping(page) };
      expect.soft({ stop: stop.name, ...found }).toEqual({ stop: stop.name, sideways: [], cut: [], over: [] });
      await stop.close?.(person);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});
