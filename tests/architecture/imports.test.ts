import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The house's rules of who may import whom, read off the sources themselves. */

const ROOT = join(import.meta.dirname, '..', '..');
const ROOMS = ['entrypoints', 'components', 'lib', 'cli'];

interface Source {
  path: string;
  text: string;
  imports: { name: string; typeOnly: boolean }[];
}

const IMPORT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;

function readSource(path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const imports = [...text.matchAll(IMPORT)].map(([, type, name = '']) => ({
    name: name.startsWith('.') ? normalize(join(dirname(path), name)) : name,
    typeOnly: type !== undefined,
  }));
  return { path, text, imports };
}

const sources = ROOMS.flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => readSource(join(room, name))),
);

const below = (...rooms: string[]) => sources.filter(({ path }) => rooms.some((room) => path.startsWith(room)));
const inRoom = (name: string, rooms: readonly string[]) => rooms.some((room) => name === room || name.startsWith(room));

describe('the sources', () => {
  it('are there', () => expect(sources.length).toBeGreaterThan(80));

  it('import relative files that exist, with their ending', () => {
    const missing = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ name }) =>
          inRoom(
            name,
            ROOMS.map((room) => `${room}/`),
          ),
        )
        .filter(({ name }) => !existsSync(join(ROOT, name.replace(/\?.*$/, ''))))
        .map(({ name }) => `${path} -> ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('have no barrels', () => {
    const barrels = sources
      .filter(({ path }) => path.endsWith('/index.ts') && !path.startsWith('entrypoints/'))
      .map(({ path }) => path);
    expect(barrels).toEqual([]);
  });
});

describe('the core', () => {
  const CORE = [
    'domain',
    'public-suffix',
    'dns',
    'records',
    'esp',
    'esp-api',
    'audit',
    'findings',
    'fixes',
    'report',
    'domains',
    'message',
    'words',
    'detect',
  ].map((room) => `lib/${room}/`);

  it('names neither browser, React, storage nor messaging', () => {
    const outside = below(...CORE).flatMap(({ path, imports }) =>
      imports
        .filter(
          ({ name }) =>
            /^(?:wxt|@wxt-dev|react)/.test(name) ||
            inRoom(name, ['lib/browser/', 'lib/storage/', 'entrypoints/', 'components/']),
        )
        .map(({ name }) => `${path} imports ${name}`),
    );
    expect(outside).toEqual([]);
  });

  it('takes from messaging types only', () => {
    const values = below(...CORE).flatMap(({ path, imports }) =>
      imports
        .filter(({ name, typeOnly }) => name.startsWith('lib/messaging/') && !typeOnly)
        .map(({ name }) => `${path} imports ${name}`),
    );
    expect(values).toEqual([]);
  });

  it('needs nothing of Node', () => {
    const node = below('lib/', 'components/', 'entrypoints/').flatMap(({ path, imports }) =>
      imports.filter(({ name }) => name.startsWith('node:')).map(({ name }) => `${path} imports ${name}`),
    );
    expect(node).toEqual([]);
  });
});

describe('who may import whom', () => {
  /** Every room: what it may import, and what only as types. Its own files are always allowed. */
  const TABLE: Record<string, { values: string[]; types?: string[] }> = {
    'lib/domain/': { values: ['ipaddr.js', 'punycode.js'] },
    'lib/public-suffix/': { values: ['lib/domain/', 'tldts'] },
    'lib/dns/': { values: ['lib/domain/', 'dns-packet', 'buffer'] },
    'lib/records/': { values: ['lib/domain/'] },
    'lib/findings/': { values: [], types: ['lib/dns/', 'lib/records/'] },
    'lib/esp-api/': { values: ['zod'], types: ['lib/esp/', 'lib/report/', 'lib/audit/'] },
    'lib/esp/': { values: ['lib/domain/', 'lib/esp-api/', 'zod'], types: ['lib/detect/'] },
    'lib/detect/': { values: ['lib/domain/', 'lib/esp/'], types: ['lib/messaging/'] },
    'lib/mailauth/': {
      values: ['lib/domain/', 'lib/dns/', 'lib/records/', 'mailauth', 'buffer', '@noble/', 'micro-rsa-dsa-dh'],
      types: ['lib/report/'],
    },
    'lib/audit/': {
      values: [
        'lib/domain/',
        'lib/public-suffix/',
        'lib/dns/',
        'lib/records/',
        'lib/esp/',
        'lib/findings/',
        'lib/report/',
      ],
    },
    'lib/report/': {
      values: ['lib/audit/', 'lib/esp/', 'lib/fixes/', 'lib/records/'],
      types: ['lib/dns/', 'lib/findings/'],
    },
    'lib/fixes/': {
      values: ['lib/domain/', 'lib/public-suffix/', 'lib/dns/', 'lib/records/', 'lib/esp/', 'lib/audit/'],
      types: ['lib/findings/', 'lib/report/'],
    },
    'lib/message/': {
      values: [
        'lib/domain/',
        'lib/public-suffix/',
        'lib/dns/',
        'lib/records/',
        'lib/esp/',
        'lib/findings/',
        'lib/audit/',
        'lib/mailauth/',
        'lib/report/',
        'lib/fixes/',
        'lib/words/',
        'postal-mime',
        'htmlparser2',
        'colord',
      ],
    },
    'lib/aggregate/': {
      values: [
        'lib/domain/',
        'lib/public-suffix/',
        'lib/esp/',
        'lib/dns/',
        'lib/report/',
        'htmlparser2',
        'postal-mime',
        'fflate',
        'zod',
      ],
    },
    'lib/words/': {
      values: [
        'lib/domain/',
        'lib/esp/',
        'lib/fixes/',
        'lib/findings/',
        'lib/report/',
        '@formatjs/',
        'intl-messageformat',
      ],
      types: [
        'lib/dns/',
        'lib/records/',
        'lib/message/',
        'lib/messaging/',
        'lib/watch/',
        'lib/aggregate/',
        'lib/esp-api/',
        'lib/domains/',
      ],
    },
    'lib/watch/': { values: ['lib/domain/', 'lib/dns/', 'lib/fixes/', 'lib/report/'], types: ['lib/esp/'] },
    'lib/messaging/': {
      values: ['lib/esp/', 'lib/storage/', 'zod', 'wxt/'],
      types: ['lib/detect/', 'lib/report/', 'lib/words/'],
    },
    'lib/domains/': { values: ['lib/domain/', 'lib/esp/'], types: ['lib/findings/', 'lib/report/'] },
    'lib/storage/': {
      values: ['lib/esp/', 'lib/esp-api/', 'lib/messaging/', 'lib/words/', 'lib/domains/', 'idb', 'zod', 'wxt/'],
      types: ['lib/watch/', 'lib/audit/', 'lib/report/'],
    },
    'lib/browser/': { values: ['lib/esp/', 'lib/storage/', 'lib/words/', 'wxt/'] },
    'lib/in-page/': { values: ['components/tokens.css'], types: ['lib/messaging/', 'lib/report/'] },
    'components/': {
      // A record is shown tag by tag: the one function of the records' room that a view needs.
      values: [
        'lib/domain/',
        'lib/esp/',
        'lib/words/',
        'lib/report/',
        'lib/watch/',
        'lib/domains/',
        'lib/records/tag-list.ts',
        // What of a value is a placeholder has one definition.
        'lib/fixes/placeholders.ts',
        // The catalogue is fetched before a page of ours is drawn.
        'lib/browser/load-words.ts',
        'react',
        'react-dom',
      ],
      types: [
        'lib/findings/',
        'lib/fixes/',
        'lib/watch/',
        'lib/messaging/',
        'lib/storage/',
        'lib/message/',
        'lib/records/',
        'lib/detect/',
        'lib/esp-api/',
      ],
    },
    'cli/': { values: ['lib/', 'node:', 'core-js', 'undici'] },
    'entrypoints/': { values: ['lib/', 'components/', 'react', 'react-dom', 'wxt/', 'zod'] },
  };

  const names = readdirSync(join(ROOT, 'lib'), { withFileTypes: true });
  const rooms = [
    ...names.filter((each) => each.isDirectory()).map(({ name }) => `lib/${name}/`),
    ...ROOMS.filter((room) => room !== 'lib').map((room) => `${room}/`),
  ];

  it('is said of every room, and of no other', () => {
    expect(Object.keys(TABLE).toSorted()).toEqual(rooms.toSorted());
  });

  it.each(Object.entries(TABLE))('%s', (room, { values, types = [] }) => {
    const strays = below(room).flatMap(({ path, imports }) =>
      imports
        .filter(({ name, typeOnly }) => !inRoom(name, [room, ...values, ...(typeOnly ? types : [])]))
        .map(({ name }) => `${path} imports ${name}`),
    );
    expect(strays).toEqual([]);
  });

  it('nothing imports from an entrypoint', () => {
    const importers = sources.flatMap(({ path, imports }) =>
      imports
        .filter(
          ({ name }) => name.startsWith('entrypoints/') && !path.startsWith(name.split('/').slice(0, 2).join('/')),
        )
        .map(({ name }) => `${path} imports ${name}`),
    );
    expect(importers).toEqual([]);
  });

  it('mailauth has one seam', () => {
    const users = sources.filter(
      ({ path, imports }) =>
        !path.startsWith('lib/mailauth/') && imports.some(({ name }) => name.startsWith('mailauth')),
    );
    expect(users.map(({ path }) => path)).toEqual([]);
  });

  it('the content script stays light', () => {
    const allowed = [
      'lib/detect/',
      'lib/esp/dashboards.ts',
      'lib/esp/site-matches.ts',
      'lib/esp/esp-id.ts',
      'lib/domain/',
      'lib/in-page/',
      'lib/messaging/from-page.ts',
      'lib/messaging/protocol.ts',
      'components/tokens.css',
      'wxt/',
    ];
    const light = [...below('entrypoints/page.content/', 'entrypoints/page-tools/', 'lib/in-page/')].flatMap(
      ({ path, imports }) =>
        imports
          .filter(
            ({ name, typeOnly }) => !typeOnly && !inRoom(name, allowed) && !/^lib\/esp\/\w+\/page\.ts$/.test(name),
          )
          .filter(({ name }) => !name.startsWith('entrypoints/'))
          .map(({ name }) => `${path} imports ${name}`),
    );
    expect(light).toEqual([]);
  });

  it('only the seams name the browser', () => {
    const others = sources
      .filter(({ path }) => !inRoom(path, ['entrypoints/', 'lib/browser/', 'lib/messaging/', 'lib/storage/']))
      .filter(({ imports }) => imports.some(({ name }) => name === 'wxt/browser'));
    expect(others.map(({ path }) => path)).toEqual([]);
  });
});
