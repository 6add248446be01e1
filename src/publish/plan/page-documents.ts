/** The pages of articles, and the notices in the place of those that are gone. Pure. */
import { groupOf } from '../../item/groups.ts';
import type { GoneRecord, LiveRecord } from '../../item/visibility.ts';
import { urlOf } from '../../model/url.ts';
import { renderEntryPage, renderMissingPage, renderWithdrawnPage } from '../../render/page/article-page.ts';
import { type Document, inputsOf, type Rendered, renderedFile } from './document.ts';
import type { Plan } from './document-context.ts';

/** A page for each article that is out, and a notice in the place of each that is not any more. */
export function pageDocuments(plan: Plan): readonly Document[] {
  const pages = plan.live.flatMap((record) => (record.page === null ? [] : [entryDocument(record, record.page, plan)]));
  const notices = plan.gone.flatMap((record) =>
    record.page === null ? [] : [withdrawnDocument(record, record.page, plan)],
  );
  return [...pages, ...notices];
}

function entryDocument(record: LiveRecord, path: string, { page, looks }: Plan): Document {
  const links = record.groups.map((key) => {
    const { grouping, name } = groupOf(key);
    return page.groupUrl(grouping, name);
  });
  return {
    stage: 'page',
    paths: [path],
    records: [record],
    inputs: inputsOf([record], ['entry', looks, links]),
    render: (sources) => {
      const [source] = sources;
      return source === undefined ? nothing : renderedFile(path, renderEntryPage(source.entry, page), sources);
    },
  };
}

const nothing: Rendered = { files: [], entries: 0, problems: [] };

function withdrawnDocument({ withdrawn, notice }: GoneRecord, path: string, { page, looks }: Plan): Document {
  const shown = { url: urlOf(path, page.channel), withdrawn, notice };
  return {
    stage: 'page',
    paths: [path],
    records: [],
    inputs: inputsOf([], ['withdrawn', looks, shown]),
    render: () => renderedFile(path, renderWithdrawnPage(shown, page)),
  };
}

/** What a server shows where there is nothing. */
export function missingDocument({ page, looks }: Plan): Document {
  return {
    stage: 'list',
    paths: ['404.html'],
    records: [],
    inputs: inputsOf([], ['missing', looks]),
    render: () => renderedFile('404.html', renderMissingPage(page)),
  };
}
