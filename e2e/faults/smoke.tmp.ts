import { World } from '/work/wt/faults/e2e/faults/world.ts';
import { Annotator } from '/work/wt/faults/e2e/faults/annotator.ts';
import { Acknowledged, labelNext, problemsIn, undoProblems } from '/work/wt/faults/e2e/faults/work.ts';
import { judgeCampaign, untilPaid, worthOf } from '/work/wt/faults/e2e/faults/balance.ts';
import { Random } from '/work/wt/faults/e2e/support/random.ts';
const t0=Date.now(); const say=(...a)=>console.log(((Date.now()-t0)/1000).toFixed(1), ...a);
const world = new World({batches: 3, itemsPerBatch: 3, random: new Random(1)});
try {
await world.begin(); say('world');
const ann = new Annotator(world);
await ann.begin(3); say('begun', ann.address);
const before = await worthOf(world, ann);
const told = new Acknowledged(); (globalThis as any).ann = ann;
for (let i=0;i<4;i++) { await labelNext(world, ann, told); say('label'); }
await labelNext(world, ann, told, false); say('begun item');
await ann.killWindow(); say('killed window');
await ann.open(); say('opened');
say(await problemsIn(ann, told), await undoProblems(ann, told));
await ann.killHost(); say('killed host'); await ann.open(); say('opened host');
while (await labelNext(world, ann, told)) say('label');
say('paid', await untilPaid(world, ann, 120000));
say(await problemsIn(ann, told));
say(await judgeCampaign(world, ann, told, before));
await ann.page.screenshot({path:'/tmp/f1.png'});
say(ann.hostOutput().slice(-1500));
await ann.close();
} catch (e) { console.log(e);  try { await (globalThis as any).ann.page.screenshot({path:"/tmp/f2.png"}); } catch {} }
await world.end();
process.exit(0);
