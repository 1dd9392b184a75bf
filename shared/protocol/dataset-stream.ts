import { batchIdFrom } from '../labels/ids.ts';
import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import { readSeats } from './dataset.ts';
import type { DatasetFailure, DatasetSource } from './dataset.ts';
import { buildItem } from './dataset-item.ts';
import type { Dataset, DatasetFault, DatasetItem } from './dataset-types.ts';
import { manifestRoot } from './manifest.ts';

/** A dataset whose items are made as they are asked for: a large one is written without being held. */
export interface DatasetStream extends Omit<Dataset, 'items' | 'faults'> {
  /** Once through; what is wrong is in `faults` as far as one has come. */
  readonly items: Iterable<DatasetItem>;
  readonly faults: readonly DatasetFault[];
}

/** As `buildDataset`. */
export function streamDataset(source: DatasetSource): Result<DatasetStream, DatasetFailure> {
  const { index, manifest, projectId, chainId, coordinator } = source;
  const project = index.projects.get(projectId);
  if (project === undefined) return err({ code: 'PROJECT_UNKNOWN', message: `The chain has no project ${projectId}` });
  const root = manifestRoot(manifest);
  if (root !== project.manifestRoot || manifest.items.length !== project.itemCount) {
    return err({ code: 'MANIFEST_ROOT', message: `This pack (root ${root}) is not the one of project ${projectId} (root ${project.manifestRoot})` });
  }
  const faults: DatasetFault[] = [];
  function* items(): Generator<DatasetItem> {
    if (project === undefined) return;
    const { batchSize } = project.params;
    for (let batchIndex = 0; batchIndex < project.batchCount; batchIndex++) {
      const batchId = batchIdFrom(projectId, batchIndex);
      const batch = index.batches.get(batchId);
      const seats = batch === undefined ? [] : readSeats(source, project, batch, faults);
      const first = batchIndex * batchSize;
      for (const [offset, item] of manifest.items.slice(first, first + batchSize).entries()) {
        yield buildItem({ project, batch, batchId, schema: manifest.schema, item, index: first + offset, offset, seats, faults });
      }
    }
  }
  return ok({ chainId, coordinator, blockNumber: source.blockNumber ?? index.head?.blockNumber ?? 0, project, manifest, items: items(), faults });
}
