import { crashPartsOf } from '../../../shared/crash/crash-report.ts';
import type { CrashReport } from '../../../shared/crash/crash-report.ts';
import type { CrashFiles } from './crash-files.ts';

/**
 * Keeps a report of what ends this process, and changes nothing of how it ends: a monitor is no handler. A promise that
 * nobody caught comes here too. Returns the way to stop.
 */
export function watchProcess(files: CrashFiles, from: CrashReport['from']): () => void {
  const keep = (error: unknown): void => files.add(from, crashPartsOf(error));
  process.on('uncaughtExceptionMonitor', keep);
  return () => void process.off('uncaughtExceptionMonitor', keep);
}
