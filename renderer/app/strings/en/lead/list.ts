/** The list of projects. */
export const leadList = {
  title: 'Projects you lead',
  intro: 'Raw data goes in, a dataset that can be checked against its payments comes out.',
  list: {
    empty: 'No project yet',
    emptyText: 'Choose a folder of images or texts, say what is to be labelled and what it is worth, and open it: the form takes you through.',
    noWallet: 'A wallet first',
    noWalletText: 'Opening a project moves tokens into escrow, so it needs a wallet. Projects are then found by its address, on any machine.',
    others: 'Led by others',
    othersHint: 'What anyone can see of them.',
    asOf: 'As of block {{block}}',
    open: 'open',
    closed: 'closed',
    unnamed: 'Project {{id}}',
    packMissing: 'Its pack is not on this machine.',
    settled: '{{done}} of {{all}} items settled',
    seats: '{{taken}} of {{all}} seats taken',
    spent: 'Spent',
    mosaic: 'Items of project {{name}}',
    more_one: 'and {{count}} more item',
    more_other: 'and {{count}} more items',
  },
} as const;
