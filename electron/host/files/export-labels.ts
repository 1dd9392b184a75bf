import { writeDataset } from '../../../shared/formats/convert.ts';
import { datasetReading } from '../../../shared/formats/dataset-items.ts';
import type { ExportedItem, LabelChoice } from '../../../shared/formats/dataset-items.ts';
import type { Sink } from '../../../shared/formats/files.ts';
import { usualOptions } from '../../../shared/formats/format.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import { datasetProvenance } from '../../../shared/formats/provenance.ts';
import { formatOf } from '../../../shared/formats/registry.ts';
import type { Loss } from '../../../shared/formats/report.ts';
import type { Dataset, DatasetItem } from '../../../shared/protocol/dataset-types.ts';
import { SpoolFolder } from '../formats/spool.ts';
import type { ExportFolder } from './export-folder.ts';

export interface LabelsToWrite {
  readonly format: FormatName;
  readonly labels: LabelChoice;
  readonly nowMs: number;
  /** Null for what is not on this machine. */
  readonly textOf: (item: DatasetItem) => Promise<string | null>;
}

export interface WrittenLabels {
  readonly losses: readonly Loss[];
  /** Where each item's own file belongs in the export, by the item's place in the pack. */
  readonly places: ReadonlyMap<number, string>;
}

/** Writes the labels themselves, in any format of the registry. */
export async function writeLabels(folder: ExportFolder, dataset: Dataset, { format, labels, nowMs, textOf }: LabelsToWrite): Promise<WrittenLabels> {
  const spools = new SpoolFolder();
  const open = async (path: string) => {
    const file = await folder.open(path);
    return { write: (piece: string | Uint8Array) => file.write(piece), close: async () => {
        await file.close();
      },
    };
  };
  const sink: Sink = { open, spool: () => spools.spool() };
  const reading = datasetReading(dataset, labels, textOf);
  const places = new Map<number, string>();
  try {
    const options = { ...usualOptions, title: dataset.manifest.name, nowMs, provenance: datasetProvenance(dataset) };
    await writeDataset(formatOf(format), reading, sink, options, async (item, place) => void places.set((item as ExportedItem).source.index, place));
  } finally {
    await spools.close();
  }
  const problems = reading.report.problems().map(({ file, reason, fix }): Loss => ({ what: file, count: 1, why: `${reason}. ${fix}` }));
  return { losses: [...reading.report.losses.list(), ...problems], places };
}
