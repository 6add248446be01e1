/** The contents for which a real reader is known to leave something else than its rules, and why that is so. */

const oldUrls = 'Version 21 resolves URLs in another way than later versions, whose rules these are.';
const oldSets = 'Version 21 lists each candidate twice.';
const base = 'It was recorded with a feed in a file, against which it resolves URLs.';

export const differences: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  freshrss: {
    'a form': 'It reverses the parts of an element that it removes.',
  },
  'tt-rss': {
    'a link that runs code': oldUrls,
    'a link that runs code, in capitals': oldUrls,
    'a link to data': oldUrls,
    'a link to mail and to a telephone': oldUrls,
    'a link within the page': oldUrls,
    'a relative link': oldUrls,
    'a lazy picture with a placeholder': oldUrls,
    'schemes of links': oldUrls,
    'a picture with sizes': oldSets,
    'a picture element': oldSets,
  },
  newsboat: {
    'hostile: Bell vertical form end': 'The terminal in which it was recorded could not show U+2028.',
    'a link that runs code, in capitals': 'It writes the scheme in lower case.',
    'a link within the page': base,
    'a relative link': base,
    'schemes of links': 'It writes URLs in normal form.',
    'a table': 'It writes its own marks for bold text into the cells of a header.',
  },
};
