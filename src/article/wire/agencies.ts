/** The one list of news and picture agencies as credits name them, and of words that only names of organisations have. */

/** In the letters that credits use; of two names for one agency the longer one first. */
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

/** Those whose credits begin with them: `AP Photo/Ida Moe`. */
const withPhoto: readonly Agency[] = ['AP', 'AFP', 'EPA', 'UPI'];

/** Those that are meant in small letters too. */
const inAnyCase: readonly Agency[] = ['Getty', 'Reuters', 'AFP', 'Associated Press'];

/** For regular expressions. */
export const agencyNames = alternatives(agencies);
export const photoAgencyNames = alternatives(withPhoto);
export const anyCaseAgencyNames = alternatives(inAnyCase);

function alternatives(names: readonly string[]): string {
  return names.map((name) => name.replaceAll('.', '\\.')).join('|');
}

/** For regular expressions: words in the names of agencies, newspapers and broadcasters. */
export const pressWords = 'Press|News|Newspapers?|Post|Times|Agency|Media|TV|Wire|Service';
