import { entryOf } from '../path';
import { repeats } from './facts';
import { listenersOf } from './listener-facts';
import type { Rule } from './rule';
import { OF_THE_FILE, documented, inferred } from './sources';

/** Entries of a list, of the lists of a listener, and of all listeners of an ALB; fixed (ALB quotas and limits). */
const MOST_ENTRIES = { list: 500, listener: { Basic: 300, Standard: 500, StandardWithWaf: 500 }, alb: 800 };

/** Access control lists. */
export const aclRules: readonly Rule[] = [
  {
    code: 'ACL_ENTRY_DUPLICATE',
    severity: 'error',
    summary: 'each entry of an access control list is given once',
    source: inferred('ALB_SDK'),
    *check({ frontend }) {
      for (const [key, { entries }] of Object.entries(frontend.acls)) {
        for (const [, [index, entry]] of repeats([...entries.entries()], ([, text]) => text)) {
          yield {
            path: ['frontend', 'acls', key, 'entries', index],
            message: `each entry is given once, got ${entry} twice; remove one`,
          };
        }
      }
    },
  },
  {
    code: 'ACL_NAMED_TWICE',
    severity: 'error',
    summary: 'a listener names each access control list once',
    source: OF_THE_FILE,
    *check({ frontend }) {
      for (const { path, listener } of listenersOf(frontend)) {
        for (const [, [index, key]] of repeats([...(listener.acl?.acls ?? []).entries()], ([, name]) => name)) {
          yield {
            path: [...path, 'acl', 'acls', index],
            message: `each list is named once, got ${key} twice; remove one`,
          };
        }
      }
    },
  },
  {
    code: 'ACL_FULL',
    severity: 'error',
    summary:
      'an access control list has at most 500 entries, those of a listener 500 (Basic: 300), those of an ALB 800',
    source: documented('QUO'),
    *check({ frontend }) {
      for (const [key, { entries }] of Object.entries(frontend.acls)) {
        if (entries.length <= MOST_ENTRIES.list) continue;
        yield {
          path: ['frontend', 'acls', key, 'entries'],
          message: `a list takes ${MOST_ENTRIES.list} entries, got ${entries.length}; use wider blocks`,
        };
      }
      const entriesOf = (keys: readonly string[]): number =>
        keys.reduce((sum, key) => sum + (entryOf(frontend.acls, key)?.entries.length ?? 0), 0);
      const most = MOST_ENTRIES.listener[frontend.alb.edition];
      const counts = listenersOf(frontend).map(({ path, listener }) => ({
        path: [...path, 'acl', 'acls'],
        count: entriesOf(listener.acl?.acls ?? []),
      }));
      for (const { path, count } of counts) {
        if (count <= most) continue;
        yield { path, message: `the lists of a listener hold ${most} entries, got ${count}; use wider blocks` };
      }
      const all = counts.reduce((sum, { count }) => sum + count, 0);
      if (all <= MOST_ENTRIES.alb) return;
      yield {
        path: ['frontend', 'listeners'],
        message: `the lists of all listeners of an ALB hold ${MOST_ENTRIES.alb} entries, got ${all}; use wider blocks`,
      };
    },
  },
  {
    code: 'ACL_UNUSED',
    severity: 'warning',
    summary: 'a listener asks every access control list',
    source: OF_THE_FILE,
    needsWhole: true,
    *check({ frontend }) {
      const used = new Set(listenersOf(frontend).flatMap(({ listener }) => listener.acl?.acls ?? []));
      for (const key of Object.keys(frontend.acls)) {
        if (used.has(key)) continue;
        yield {
          path: ['frontend', 'acls', key],
          message: `no listener asks access control list ${key}, so it keeps nobody out; name it in acl of a listener`,
        };
      }
    },
  },
];
