/** Known answers hidden among the items of a new project. */
export const leadNewGold = {
  gold: {
    title: 'Known answers',
    intro: 'Items whose answer you know already, hidden among the others. Whoever gets too few of them right is not paid for the batch. Nothing else makes annotators lose who answer alike without looking.',
    choose: 'Choose a file of answers',
    chooseOther: 'Choose another file',
    clear: 'Ask none',
    formatClass: 'CSV with the columns item,label: the file’s name and its class. A file named gold.csv among the data is found by itself. It never becomes part of the pack.',
    formatRegions: 'JSONL, a line an item: {{line}}, or {{span}} in a text. A file named gold.jsonl among the data is found by itself. It never becomes part of the pack.',
    perBatch: 'Known answers a batch',
    perBatchHint: 'Of {{items}} items. One in eight is usual; 0 asks none.',
    needed_one: '{{count}} known answer is needed.',
    needed_other: '{{count}} known answers are needed, spread over the batches with as many of each class.',
    gate: 'With {{pass}} or more of {{all}} right a batch is paid; with {{lose}} or fewer half of its reward is taken from the stake as well.',
    few: 'So few judge by luck: make the batches smaller, or ask more.',
    tooSmall: 'A batch of {{items}} items would be asked none: choose {{items}} items a batch, not {{batch}}, or ask more.',
    taken_one: '{{count}} known answer is kept on this machine: {{classes}}.',
    taken_other: '{{count}} known answers are kept on this machine: {{classes}}.',
    nothing: 'nothing there',
  },
} as const;
