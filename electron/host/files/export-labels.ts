import { writeDataset } from '../../../shared/formats/convert.ts';
import { datasetReading } from '../../../shared/formats/dataset-items.ts';
import type { LabelChoice } from '../../../shared/formats/dataset-items.ts';
import type { Sink } from '../../../shared/formats/files.ts';
import { usualOptions } from '../../../shared/formats/format.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import { datasetProvenance } from '../../../shared/formats/provenance.ts';
import { formatOf } from '../../../shared/formats/registry.ts';
import type { Loss } from '../../../shared/formats/report.ts';
import type { DatasetStream } from '../../../shared/protocol/dataset-stream.ts';
import type { DatasetItem } from '../../../shared/protocol/dataset-types.ts';
import { SpoolFolder } from '../formats/spool.ts';
import type { ExportFolder } from './export-folder.ts';

export interface LabelsToWrite {
  readonly format: FormatName;
  readonly labels: LabelChoice;
  readonly nowMs: number;
  /** Null for what is not on this machine. */
  readonly textOf: (item: DatasetItem) => Promise<string | null>;
  /** Called for every item when its labels are written, in order. @param place where its own file belongs; null where the format has no place for it */
  readonly onItem: (item: DatasetItem, place: string | null) => Promise<void>;
}

/** Writes the labels themselves, in any format of the registry. Gives what was left out. */
export async function writeLabels(folder: ExportFolder, dataset: DatasetStream, { format, labels, nowMs, textOf, onItem }: LabelsToWrite): Promise<readonly Loss[]> {
  const spools = new SpoolFolder();
  const open = async (path: string) => {
    const file = await folder.open(path);
    return { write: (piece: string | Uint8Array) => file.write(piece), close: async () => {
        await file.close();
      },
    };
  };
  const sink: Sink = { open, put: (path, text) => folder.put(path, text), spool: () => spools.spool() };
  let place: string | null = null;
  // An item is written when the next one is asked for.
  async function* watched() {
    for (const item of dataset.items) {
      place = null;
      yield item;
      await onItem(item, place);
    }
  }
  const reading = datasetReading({ manifest: dataset.manifest, items: watched() }, labels, textOf);
  try {
    const options = { ...usualOptions, title: dataset.manifest.name, nowMs, provenance: datasetProvenance(dataset) };
    await writeDataset(formatOf(format), reading, sink, options, async (_, at) => void (place = at));
  } finally {
    await spools.close();
  }
  const problems = reading.report.problems().map(({ file, reason, fix }): Loss => ({ what: file, count: 1, why: `${reason}. ${fix}` }));
  return [...reading.report.losses.list(), ...problems];
}
