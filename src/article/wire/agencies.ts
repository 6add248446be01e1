/** The only list of news and picture agencies, as credits name them, and of words in the names of organisations. */

/** In the case that credits use. If an agency has several names, longer ones come first. */
const agencies = [
  ...['Getty Images', 'Getty', 'Associated Press', 'AP', 'A.P.', 'Reuters', 'REUTERS', 'AFP', 'Afp', 'EPA-EFE', 'EPA'],
  ...[
    'EFE',
    'PA Wire',
    'PA Media',
    'PA',
    'UPI',
    'ANSA',
    'DPA',
    'dpa',
    'TASS',
    'Xinhua',
    'Kyodo',
    'Yonhap',
    'Bloomberg',
  ],
  ...['Shutterstock', 'Alamy', 'iStock', 'Unsplash', 'Pexels', 'Pixabay', 'Flickr', 'Wikimedia Commons', 'Wikimedia'],
  ...[
    'Zuma Press',
    'Zuma',
    'ZUMA',
    'Sipa USA',
    'Sipa',
    'SIPA',
    'Imago',
    'IMAGO',
    'NurPhoto',
    'Anadolu Agency',
    'Anadolu',
  ],
  ...['NASA', 'TNS', 'SOPA Images', 'Redux', 'Magnum', 'Corbis', 'AAP', 'Canadian Press', 'Adobe Stock', 'Newsmakers'],
] as const;

type Agency = (typeof agencies)[number];

/** Agencies that begin a credit: `AP Photo/Ida Moe`. */
const withPhoto: readonly Agency[] = ['AP', 'AFP', 'EPA', 'UPI'];

/** Agencies that are also recognised in lower case. */
const inAnyCase: readonly Agency[] = ['Getty', 'Reuters', 'AFP', 'Associated Press'];

/** Alternatives for regular expressions. */
export const agencyNames = alternatives(agencies);
export const photoAgencyNames = alternatives(withPhoto);
export const anyCaseAgencyNames = alternatives(inAnyCase);

function alternatives(names: readonly string[]): string {
  return names.map((name) => name.replaceAll('.', '\\.')).join('|');
}

/** Alternatives for regular expressions: words in the names of agencies, newspapers and broadcasters. */
export const pressWords = 'Press|News|Newspapers?|Post|Times|Agency|Media|TV|Wire|Service';
