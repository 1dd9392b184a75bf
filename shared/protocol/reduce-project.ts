import { batchCountOf, batchIdOf, parseAddress, parseBytes32, projectIdOf, projectOfBatch } from '../labels/ids.ts';
import type { Address, ProjectId } from '../labels/ids.ts';
import type { CoordinatorEvent } from './abi.ts';
import { reputationKey } from './chain-records.ts';
import type { EventPlace, IndexDraft, ProjectRecord, ReputationMove } from './chain-records.ts';
import { fromAbiParams, scopeOf } from './params.ts';

/** Projects, experts, scopes, pools and reputation: everything that is not one batch's. */
export function reduceProjectEvent(draft: IndexDraft, { name, args }: CoordinatorEvent, place: EventPlace): void {
  switch (name) {
    case 'ProjectOpened':
      draft.projects.set(projectIdOf(args.projectId), openedProject(args, place));
      return;
    case 'ExpertSet':
      updateProject(draft, projectIdOf(args.projectId), (project) => {
        const expert = parseAddress(args.expert);
        const others = project.experts.filter((known) => known !== expert);
        return { experts: args.allowed ? [...others, expert] : others };
      });
      return;
    case 'ProjectClosed':
      updateProject(draft, projectIdOf(args.projectId), (project) => ({ isClosed: true, refunded: project.refunded + args.refund }));
      return;
    case 'ScopeAdmitted': {
      const key = `${args.scope}/${args.lead}`;
      if (args.admitted) draft.admitted.add(key);
      else draft.admitted.delete(key);
      return;
    }
    case 'PoolFunded':
      addToPool(draft, args.scope, args.token, args.amount);
      return;
    case 'FeePaid': {
      const project = draft.projects.get(projectOfBatch(batchIdOf(args.batchId)));
      if (project === undefined) return;
      addToPool(draft, project.scope, project.token, -args.fromPool);
      draft.projects.set(project.id, { ...project, feesPaid: project.feesPaid + args.amount - args.fromPool });
      return;
    }
    case 'ReputationMoved': {
      const { delta, weight, scoreBps, items } = args;
      const move = { batchId: batchIdOf(args.batchId), delta, weight, scoreBps, items, place };
      moveReputation(draft, parseAddress(args.scope), parseAddress(args.account), move);
      return;
    }
    default:
      return;
  }
}

export function moveReputation(draft: IndexDraft, scope: Address, account: Address, move: ReputationMove): void {
  const key = reputationKey(scope, account);
  const { scoreBps, items } = move;
  draft.reputations.set(key, { scope, account, scoreBps, items, moves: [...(draft.reputations.get(key)?.moves ?? []), move] });
}

function openedProject(args: Extract<CoordinatorEvent, { name: 'ProjectOpened' }>['args'], place: EventPlace): ProjectRecord {
  const params = fromAbiParams(args.params);
  const lead = parseAddress(args.lead);
  return {
    id: projectIdOf(args.projectId),
    lead,
    scope: scopeOf(params, lead),
    token: parseAddress(args.token),
    manifestRoot: parseBytes32(args.manifestRoot),
    goldRoot: parseBytes32(args.goldRoot),
    itemCount: args.itemCount,
    batchCount: batchCountOf(params.batchSize, args.itemCount),
    budget: args.budget,
    params,
    packUri: args.packUri,
    experts: [],
    opened: place,
    isClosed: false,
    refunded: 0n,
    paid: 0n,
    feesPaid: 0n,
  };
}

function updateProject(draft: IndexDraft, id: ProjectId, change: (project: ProjectRecord) => Partial<ProjectRecord>): void {
  const project = draft.projects.get(id);
  if (project !== undefined) draft.projects.set(id, { ...project, ...change(project) });
}

function addToPool(draft: IndexDraft, scope: string, token: string, amount: bigint): void {
  const key = `${scope}/${token}`;
  draft.pools.set(key, (draft.pools.get(key) ?? 0n) + amount);
}
