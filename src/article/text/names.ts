/** What is a person in a byline, and what belongs to one: roles, companies, teams, and e-mail addresses, which are never published as names. */

/** Words of job titles. */
const roles =
  'editor|reporter|writer|correspondent|columnist|photographer|producer|publisher|journalist|blogger|engineer|developer|designer|architect|scientist|researcher|analyst|consultant|manager|director|head|lead|chief|officer|president|founder|co-founder|ceo|cto|cfo|coo|cio|vp|chair|chairman|chairwoman|professor|lecturer|fellow|intern|student|teacher|advocate|specialist|strategist|evangelist|maintainer|contributor|coordinator|pilot|captain|partner|principal|senior|staff|guest';
/** Words in the names of groups that sign an article together. */
const collectives =
  'team|teams|staff|department|dept|desk|group|committee|board|office|council|foundation|newsroom|editors|authors|contributors|community|collective|crew|division|unit|project|working group';
const companies =
  'inc|llc|ltd|gmbh|corp|corporation|company|co|plc|ag|labs|university|college|institute|school|academy|hospital|museum|library|ministry|agency|association|society|news|press|times|post|journal|herald|gazette|magazine|radio|tv|media|studio|studios|software|technologies|systems|solutions';

const roleWord = new RegExp(`\\b(?:${roles}|${companies})\\b\\.?`, 'i');
const collectiveWord = new RegExp(`\\b(?:${collectives})$`, 'i');

/** True for a job title or a company, such as `Senior Editor` or `Kelp Labs Inc.`. */
export function isRole(text: string): boolean {
  return roleWord.test(text);
}

/** True for the name of a team, such as `Research and Development Team`. */
export function isCollective(text: string): boolean {
  return collectiveWord.test(text.trim());
}

/** `Fields, Ann` as `Ann Fields`. Any other text stays. */
export function uninverted(text: string): string {
  const [, last, first] =
    /^((?:(?:van|von|de|da|di|del|la|le|al|bin|ter|den|der) ){0,2}\p{Lu}[\p{L}\p{M}'’-]+), (\p{Lu}[\p{L}\p{M}'’.-]*(?: \p{Lu}\.?)?)$/u.exec(
      text,
    ) ?? [];
  return last === undefined || first === undefined || isRole(first) || suffix.test(first) ? text : `${first} ${last}`;
}

/** What follows a name after a comma and belongs to it. */
const suffix = /^(?:Jr|Sr|I{2,3}|IV|Ph\.?D|M\.?D|Esq|MBA|RN)\b/;

const email = '[^\\s@<>()\\[\\],;]{1,64}@[^\\s@<>()\\[\\],;]{1,200}\\.[a-z]{2,}';

/** A name without an e-mail address before, behind or around it. If nothing else is there, the name that the e-mail address begins with. */
export function withoutEmail(text: string): string {
  const alone = new RegExp(`^<?(?:mailto:)?(${email})>?$`, 'i').exec(text.trim())?.[1];
  if (alone !== undefined) return nameOfEmail(alone);
  const inBrackets = new RegExp(`^<?${email}>?\\s*[(](.+)[)]$`, 'i').exec(text.trim())?.[1];
  const name =
    inBrackets ?? text.replace(new RegExp(`[\\s,;|–—-]*[<(\\[]?\\s*(?:mailto:)?${email}\\s*[>)\\]]?`, 'gi'), '');
  return name.trim();
}

/** `dana.prior@post.example` as `Dana Prior`, and `desk@post.example` as `desk`. */
function nameOfEmail(written: string): string {
  const local = written.slice(0, written.indexOf('@')).replace(/\+.*$/, '');
  const parts = local.split(/[._]/).filter((part) => part !== '');
  if (parts.length < 2 || !parts.every((part) => /^\p{L}+$/u.test(part))) return local;
  return parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join(' ');
}
