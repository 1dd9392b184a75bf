import { batchIdOf, projectIdOf, projectOfBatch, projectOfSeat, seatIdOf } from '../labels/ids.ts';
import type { ProjectId } from '../labels/ids.ts';
import type { CoordinatorEvent } from './abi.ts';
import type { PlacedEvent } from './chain-index.ts';
import type { ChainIndex } from './chain-records.ts';

/**
 * The events that a project's dataset rests on: its own, and those of all projects in its scope, which say what
 * everybody's reputation was. An index of these alone gives the same dataset as one of all.
 */
export function restsOn(events: readonly PlacedEvent[], index: ChainIndex, projectId: ProjectId): PlacedEvent[] {
  const scope = index.projects.get(projectId)?.scope;
  const counts = new Set([...index.projects.values()].filter((project) => project.scope === scope).map(({ id }) => id));
  return events.filter(({ event }) => projectsOf(event).some((id) => counts.has(id)));
}

/** Whose projects an event speaks of; none where it is of accounts or scopes alone. */
function projectsOf({ args }: CoordinatorEvent): ProjectId[] {
  if ('projectId' in args) return [projectIdOf(args.projectId)];
  if ('batchId' in args) return [projectOfBatch(batchIdOf(args.batchId))];
  if ('seatId' in args) return [projectOfSeat(seatIdOf(args.seatId))];
  if ('seatIds' in args) return args.seatIds.map((id) => projectOfSeat(seatIdOf(id)));
  if ('batchIds' in args) return args.batchIds.map((id) => projectOfBatch(batchIdOf(id)));
  return [];
}
