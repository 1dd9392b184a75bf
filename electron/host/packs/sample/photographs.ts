import type { Credit } from './types.ts';

const PUBLIC_DOMAIN = 'Public domain; digital image from the Open Content Program of the J. Paul Getty Museum. Data files: PDDL-1.0, contents: CC0-1.0';

function getty(title: string, author: string, objectPath: string): Credit {
  return { title, author, source: `https://www.getty.edu/art/collection/objects/${objectPath}/`, licence: PUBLIC_DOMAIN };
}

/** The photographs that the sample is made of, by the last part of their package's name. */
export const photographs: Readonly<Record<string, Credit>> = {
  'acanthus-mollis': getty('Acanthus mollis, 1928', 'Karl Blossfeldt', '35443/karl-blossfeldt-acanthus-mollis-german-1928'),
  'airplane-from-above': getty(
    'Airplane, viewed from above looking down, 1914-1929',
    'Fédèle Azari',
    '134512/fedele-azari-airplane-viewed-from-above-looking-down-italian-1914-1929',
  ),
  'allium-oreophilum': getty(
    'Allium ostrowskianum, 1928',
    'Karl Blossfeldt',
    '35448/karl-blossfeldt-allium-ostrowskianum-knoblauchpflanze-german-1928',
  ),
  'black-canyon': getty(
    'Black Cañon, Colorado River, from Camp 8, looking above, 1871',
    "Timothy H. O'Sullivan",
    "40209/timothy-h-o'sullivan-black-canon-colorado-river-from-camp-8-looking-above-american-1871",
  ),
  'dust-bowl-home': getty(
    'Abandoned Dust Bowl home, about 1935-1940',
    'Dorothea Lange',
    '128362/dorothea-lange-abandoned-dust-bowl-home-american-about-1935-1940',
  ),
  'french-alpine-landscape': getty('Alpine landscape, 1865-1870', 'Adolphe Braun', '54324/adolphe-braun-alpine-landscape-french-1865-1870'),
  'locomotion-house-cat': getty('Animal locomotion: house cat, 1887', 'Eadweard J. Muybridge', '40918/eadweard-j-muybridge-animal-locomotion-american-1887'),
  'nagasaki-boats': getty('Boats in river, Nagasaki, about 1865', 'Felice Beato', '241797/felice-beato-boats-in-river-nagasaki-british-about-1865'),
};
