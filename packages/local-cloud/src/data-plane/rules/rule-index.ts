import type { Rule } from '../../services/alb/rule-model';
import { testOf, type Test } from './conditions';
import type { RequestFacts, ResponseFacts } from './facts';
import { isExpression, isLiteral } from '../../services/alb/rule-patterns';

/** A rule with its conditions made ready. */
interface ReadyRule {
  readonly rule: Rule;
  readonly test: Test;
}

/**
 * Finds the rule that counts for a request: the first by priority whose conditions hold.
 *
 * A rule that names hosts, or paths below a first folder, is kept under those names, so that a request is held against the
 * few rules that can be meant for it and not against all of them.
 */
export class RuleIndex {
  private readonly byKey = new Map<string, ReadyRule[]>();

  constructor(rules: readonly Rule[]) {
    for (const rule of [...rules].sort((a, b) => a.priority - b.priority)) {
      const ready = { rule, test: testOf(rule) };
      for (const key of keysOf(rule)) {
        const list = this.byKey.get(key);
        if (list) list.push(ready);
        else this.byKey.set(key, [ready]);
      }
    }
  }

  /** The rule that counts; `undefined` for the default action. */
  find(request: RequestFacts, response?: ResponseFacts): Rule | undefined {
    let found: Rule | undefined;
    for (const candidates of this.candidatesFor(request)) {
      const rule = candidates.find(({ test }) => test(request, response))?.rule;
      if (rule && (!found || rule.priority < found.priority)) found = rule;
    }
    return found;
  }

  /** The rules that are looked at for a request, in lists by priority. */
  candidatesFor({ host, path }: RequestFacts): readonly (readonly ReadyRule[])[] {
    const keys = [hostKey(host), folderKey(path), ANYTHING];
    return keys.map((key) => this.byKey.get(key)).filter((list) => list !== undefined);
  }
}

/** Where rules are kept that may be meant for every request. */
const ANYTHING = '';

/** Under which keys a rule is kept: its hosts, else the first folders of its paths, else where everybody looks. */
function keysOf({ conditions }: Rule): readonly string[] {
  for (const { Type, HostConfig, PathConfig } of conditions) {
    const values = (Type === 'Host' ? HostConfig : Type === 'Path' ? PathConfig : undefined)?.Values ?? [];
    const isNamed = Type === 'Host' ? isLiteral : hasFirstFolder;
    if (values.length > 0 && values.every(isNamed)) {
      return [...new Set(values.map(Type === 'Host' ? hostKey : folderKey))];
    }
  }
  return [ANYTHING];
}

/** Whether a path says its first folder in full: `/api`, `/api/*`, but not `/api*` and no expression. */
function hasFirstFolder(path: string): boolean {
  return !isExpression(path) && path.startsWith('/') && isLiteral(firstFolder(path));
}

function firstFolder(path: string): string {
  return path.split('/', 2)[1] ?? '';
}

function folderKey(path: string): string {
  return `path ${firstFolder(path)}`;
}

function hostKey(host: string): string {
  return `host ${host.toLowerCase()}`;
}
