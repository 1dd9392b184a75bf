import { afterEach, expect, test } from 'vitest';
import { crashPartsSchema } from '../../../shared/crash/crash-report.ts';
import { watchFaults } from './watch-faults.ts';

const told: unknown[] = [];
watchFaults({
  call: async (_method, parts) => {
    told.push(parts);
    return { ok: false, error: { code: 'HOST_UNREACHABLE', message: 'What is told may be lost; it must not throw.' } };
  },
});
afterEach(() => told.splice(0));

test('what nobody caught is told by its kind and place, and nothing of what it was about', () => {
  location.hash = '#/desk/1/2';
  window.dispatchEvent(new ErrorEvent('error', { error: new TypeError('correct horse battery') }));
  expect(told).toHaveLength(1);
  expect(crashPartsSchema.parse(told[0])).toMatchObject({ name: 'TypeError', code: null, view: 'desk' });
  expect(JSON.stringify(told)).not.toContain('horse');
  // A file that did not load: nothing was thrown.
  window.dispatchEvent(new ErrorEvent('error', { message: 'horse' }));
  expect(told).toHaveLength(1);
});
