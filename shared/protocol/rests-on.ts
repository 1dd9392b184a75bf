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
  const counts = inScopeOf(index, projectId);
  return events.filter(({ event }) => projectsOf(event).some((id) => counts.has(id)));
}

/** In which blocks events of which projects are, without the events. */
export class EventsOfProjects {
  private readonly blocks = new Map<ProjectId, Set<number>>();

  add(events: readonly PlacedEvent[]): void {
    for (const { event, place } of events) {
      for (const id of projectsOf(event)) {
        const known = this.blocks.get(id);
        if (known === undefined) this.blocks.set(id, new Set([place.blockNumber]));
        else known.add(place.blockNumber);
      }
    }
  }

  /** The blocks of `restsOn`. */
  blocksFor(index: ChainIndex, projectId: ProjectId): ReadonlySet<number> {
    return new Set([...inScopeOf(index, projectId)].flatMap((id) => [...(this.blocks.get(id) ?? [])]));
  }
}

function inScopeOf(index: ChainIndex, projectId: ProjectId): ReadonlySet<ProjectId> {
  const scope = index.projects.get(projectId)?.scope;
  return new Set([...index.projects.values()].filter((project) => project.scope === scope).map(({ id }) => id));
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
