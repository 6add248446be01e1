/** Reads robots.txt (RFC 9309): which programs may not load a path. Pure. */

interface Group {
  readonly agents: readonly string[];
  readonly rules: readonly Rule[];
}

interface Rule {
  readonly allows: boolean;
  readonly path: string;
}

/** True if a program with this name, in lower case, may load the path. */
export function mayLoad(
  robotsText: string,
  { robot, path }: { readonly robot: string; readonly path: string },
): boolean {
  const groups = groupsOf(robotsText);
  const own = groups.filter(({ agents }) =>
    agents.some((agent) => agent !== '' && agent !== '*' && robot.includes(agent)),
  );
  const used = own.length > 0 ? own : groups.filter(({ agents }) => agents.includes('*'));
  const matching = used.flatMap(({ rules }) => rules).filter((rule) => matches(rule.path, path));
  // The most specific rule counts, and Allow if two are equally long (RFC 9309, 2.2.2).
  const [best] = matching.toSorted((a, b) => b.path.length - a.path.length || Number(b.allows) - Number(a.allows));
  return best?.allows ?? true;
}

/** The groups of a file: lines `User-agent` and the rules after them. */
function groupsOf(text: string): readonly Group[] {
  const groups: { agents: string[]; rules: Rule[] }[] = [];
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n?|\n/)) {
    const [, name = '', value = ''] = /^\s*([\w-]+)\s*:\s*([^#]*)/.exec(line) ?? [];
    const key = name.toLowerCase();
    const last = groups.at(-1);
    if (key === 'user-agent') {
      if (last === undefined || last.rules.length > 0) groups.push({ agents: [value.trim().toLowerCase()], rules: [] });
      else last.agents.push(value.trim().toLowerCase());
    }
    if ((key === 'allow' || key === 'disallow') && value.trim() !== '') {
      last?.rules.push({ allows: key === 'allow', path: value.trim() });
    }
  }
  return groups;
}

/** `*` stands for any characters, and `$` for the end of the path (RFC 9309, 2.2.3). Compared part by part, without a pattern that could take long. */
function matches(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$');
  const [first = '', ...parts] = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts) {
    const next = path.indexOf(part, at);
    if (next === -1) return false;
    at = next + part.length;
  }
  if (!isWhole || at === path.length) return true;
  return parts.length > 0 && path.endsWith(parts.at(-1) ?? '') && path.length - (parts.at(-1)?.length ?? 0) >= at;
}
