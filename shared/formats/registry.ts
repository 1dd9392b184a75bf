import { coco } from './coco.ts';
import type { ExportFormat } from './exported.ts';

/** Every format that a dataset can be exported in: one file a format, one line here. */
export const exportFormats: readonly ExportFormat[] = [coco];

export function exportFormat(name: string): ExportFormat | undefined {
  return exportFormats.find((format) => format.name === name);
}
