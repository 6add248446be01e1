/** The only table of the texts that pages contain beside the articles, in every language that Presstime writes. */
import { remembered } from './remembered.ts';

/** How to subscribe with one kind of program. */
interface ReaderText {
  readonly what: string;
  readonly get: string;
  readonly search: string;
  readonly add: string;
}

/** The texts in one language. A text in two parts has a name or a link between them. */
export interface PageText {
  readonly skipTo: Readonly<Record<'article' | 'articles' | 'notice', string>>;
  readonly site: string;
  readonly website: string;
  readonly feeds: string;
  readonly subscribe: string;
  readonly subscribeTo: readonly [string, string];
  readonly more: string;
  readonly by: string;
  readonly and: string;
  readonly published: string;
  readonly updated: string;
  readonly withdrawn: string;
  readonly linkedPage: string;
  readonly firstPublishedBy: string;
  readonly comments: string;
  readonly thisUrl: string;
  readonly table: string;
  readonly media: string;
  readonly download: string;
  readonly transcript: string;
  readonly newestArticles: string;
  readonly allArticles: string;
  readonly newerArticles: string;
  readonly olderArticles: string;
  readonly moreArticles: string;
  /** The title of an archive, before its number. */
  readonly archivePart: string;
  readonly sections: string;
  readonly topics: string;
  readonly authors: string;
  readonly groups: string;
  readonly empty: string;
  readonly missing: {
    readonly title: string;
    readonly heading: string;
    readonly advice: readonly [string, string, string];
  };
  readonly notice: { readonly title: string; readonly heading: string; readonly text: string };
  readonly subscription: {
    readonly feed: string;
    readonly privacy: string;
    readonly copy: string;
    readonly paste: string;
    readonly allFeeds: string;
    readonly formats: string;
    readonly sameContent: string;
    readonly news: ReaderText;
    readonly podcast: ReaderText;
  };
  /** Shown above a feed in a browser. The last two end with a URL. No text contains a straight quotation mark or a backslash. */
  readonly feedStyle: { readonly feed: string; readonly readAt: string; readonly archive: string };
}

const english: PageText = {
  skipTo: { article: 'Skip to the article', articles: 'Skip to the articles', notice: 'Skip to the notice' },
  site: 'Site',
  website: 'Website',
  feeds: 'Feeds',
  subscribe: 'Subscribe',
  subscribeTo: ['Subscribe to ', ''],
  more: 'More',
  by: 'By',
  and: 'and',
  published: 'Published',
  updated: 'Updated',
  withdrawn: 'Withdrawn',
  linkedPage: 'Read the page that this is about:',
  firstPublishedBy: 'First published by',
  comments: 'Comments',
  thisUrl: 'Address of this page:',
  table: 'Table',
  media: 'Listen, watch, download',
  download: 'Download',
  transcript: 'Transcript',
  newestArticles: 'Newest articles',
  allArticles: 'All articles',
  newerArticles: 'Newer articles',
  olderArticles: 'Older articles',
  moreArticles: 'More articles',
  archivePart: 'Older articles, part',
  sections: 'Sections',
  topics: 'Topics',
  authors: 'Authors',
  groups: 'Sections, topics and authors',
  empty: 'Nothing has been published yet. Subscribe below, and the first article will come to you.',
  missing: {
    title: 'Not found',
    heading: 'There is nothing here',
    advice: [
      'The address may be wrong, or the page may have been removed. ',
      'The newest articles',
      ' are still there.',
    ],
  },
  notice: {
    title: 'Article withdrawn',
    heading: 'This article was withdrawn',
    text: 'It has been withdrawn and is no longer available here.',
  },
  subscription: {
    feed: 'This page has a feed: a list of the newest articles, made for programs.',
    privacy: 'There is nothing to sign up for, and nobody here learns who you are.',
    copy: 'Copy this address.',
    paste: 'Paste it there.',
    allFeeds: 'All feeds (OPML)',
    formats: 'Addresses in every format',
    sameContent: 'All formats have the same content. If your reader supports several, it chooses one.',
    news: {
      what: 'A feed reader looks at the feeds that you choose and shows you what is new, all in one place.',
      get: 'Get a feed reader.',
      search: 'Search for “feed reader” in the app store of your device. Many are free.',
      add: 'In the feed reader, choose “Add” or “Follow”. New articles then come to you.',
    },
    podcast: {
      what: 'A podcast app looks at the feeds that you choose and shows you what is new, all in one place.',
      get: 'Get a podcast app.',
      search: 'Search for “podcast app” in the app store of your device. Many are free.',
      add: 'In the podcast app, choose “Add” or “Follow”. New articles then come to you.',
    },
  },
  feedStyle: {
    feed:
      'This is a feed: a list of the newest articles, made for programs. To subscribe, copy the address of this page from ' +
      'your browser and paste it into a feed reader. There is nothing to sign up for.',
    readAt: 'Read it as a page at',
    archive: 'This is the archive of a feed: older articles, made for programs. To read them, or to subscribe, go to',
  },
};

const german: PageText = {
  skipTo: { article: 'Zum Artikel springen', articles: 'Zu den Artikeln springen', notice: 'Zum Hinweis springen' },
  site: 'Navigation',
  website: 'Startseite',
  feeds: 'Feeds',
  subscribe: 'Abonnieren',
  subscribeTo: ['', ' abonnieren'],
  more: 'Weiteres',
  by: 'Von',
  and: 'und',
  published: 'Veröffentlicht am',
  updated: 'Aktualisiert am',
  withdrawn: 'Zurückgezogen am',
  linkedPage: 'Zur Seite, um die es geht:',
  firstPublishedBy: 'Zuerst erschienen bei',
  comments: 'Kommentare',
  thisUrl: 'Adresse dieser Seite:',
  table: 'Tabelle',
  media: 'Anhören, ansehen, herunterladen',
  download: 'Herunterladen',
  transcript: 'Transkript',
  newestArticles: 'Neueste Artikel',
  allArticles: 'Alle Artikel',
  newerArticles: 'Neuere Artikel',
  olderArticles: 'Ältere Artikel',
  moreArticles: 'Weitere Artikel',
  archivePart: 'Ältere Artikel, Teil',
  sections: 'Ressorts',
  topics: 'Themen',
  authors: 'Autorinnen und Autoren',
  groups: 'Ressorts, Themen, Autorinnen und Autoren',
  empty: 'Noch ist nichts erschienen. Wenn Sie unten abonnieren, erhalten Sie den ersten Artikel automatisch.',
  missing: {
    title: 'Nicht gefunden',
    heading: 'Hier ist nichts',
    advice: [
      'Die Adresse ist vielleicht falsch, oder die Seite wurde entfernt. ',
      'Die neuesten Artikel',
      ' gibt es weiterhin.',
    ],
  },
  notice: {
    title: 'Artikel zurückgezogen',
    heading: 'Dieser Artikel wurde zurückgezogen',
    text: 'Er wurde zurückgezogen und ist hier nicht mehr verfügbar.',
  },
  subscription: {
    feed: 'Diese Seite hat einen Feed: eine Liste der neuesten Artikel für Programme.',
    privacy: 'Sie müssen sich nirgends anmelden, und niemand erfährt hier, wer Sie sind.',
    copy: 'Kopieren Sie diese Adresse.',
    paste: 'Fügen Sie sie dort ein.',
    allFeeds: 'Alle Feeds (OPML)',
    formats: 'Adressen in allen Formaten',
    sameContent: 'Alle Formate haben denselben Inhalt. Wenn Ihr Programm mehrere unterstützt, wählt es eines aus.',
    news: {
      what: 'Ein Feedreader ruft die Feeds ab, die Sie auswählen, und zeigt Ihnen an einem Ort, was es Neues gibt.',
      get: 'Holen Sie sich einen Feedreader.',
      search: 'Suchen Sie im App-Store Ihres Geräts nach „Feedreader“. Viele sind kostenlos.',
      add: 'Wählen Sie im Feedreader „Hinzufügen“ oder „Folgen“. Neue Artikel kommen dann von selbst.',
    },
    podcast: {
      what: 'Eine Podcast-App ruft die Feeds ab, die Sie auswählen, und zeigt Ihnen an einem Ort, was es Neues gibt.',
      get: 'Holen Sie sich eine Podcast-App.',
      search: 'Suchen Sie im App-Store Ihres Geräts nach „Podcast-App“. Viele sind kostenlos.',
      add: 'Wählen Sie in der Podcast-App „Hinzufügen“ oder „Folgen“. Neue Artikel kommen dann von selbst.',
    },
  },
  feedStyle: {
    feed:
      'Dies ist ein Feed: eine Liste der neuesten Artikel für Programme. Zum Abonnieren kopieren Sie die Adresse dieser Seite ' +
      'aus dem Browser und fügen sie in einen Feedreader ein. Eine Anmeldung ist nicht nötig.',
    readAt: 'Als Seite zu lesen unter',
    archive: 'Dies ist das Archiv eines Feeds: ältere Artikel für Programme. Zum Lesen und Abonnieren:',
  },
};

const french: PageText = {
  skipTo: { article: 'Aller à l’article', articles: 'Aller aux articles', notice: 'Aller à l’avis' },
  site: 'Navigation',
  website: 'Accueil du site',
  feeds: 'Flux',
  subscribe: 'S’abonner',
  subscribeTo: ['S’abonner à ', ''],
  more: 'Voir aussi',
  by: 'Par',
  and: 'et',
  published: 'Publié le',
  updated: 'Mis à jour le',
  withdrawn: 'Retiré le',
  linkedPage: 'La page dont il est question :',
  firstPublishedBy: 'D’abord publié par',
  comments: 'Commentaires',
  thisUrl: 'Adresse de cette page :',
  table: 'Tableau',
  media: 'Écouter, regarder, télécharger',
  download: 'Télécharger',
  transcript: 'Transcription',
  newestArticles: 'Derniers articles',
  allArticles: 'Tous les articles',
  newerArticles: 'Articles plus récents',
  olderArticles: 'Articles plus anciens',
  moreArticles: 'Autres articles',
  archivePart: 'Articles plus anciens, partie',
  sections: 'Rubriques',
  topics: 'Sujets',
  authors: 'Auteurs',
  groups: 'Rubriques, sujets et auteurs',
  empty: 'Rien n’a encore été publié. Abonnez-vous ci-dessous pour recevoir le premier article.',
  missing: {
    title: 'Page introuvable',
    heading: 'Il n’y a rien ici',
    advice: [
      'L’adresse est peut-être erronée, ou la page a été supprimée. ',
      'Les derniers articles',
      ' sont toujours là.',
    ],
  },
  notice: {
    title: 'Article retiré',
    heading: 'Cet article a été retiré',
    text: 'Il a été retiré et n’est plus disponible ici.',
  },
  subscription: {
    feed: 'Cette page a un flux : une liste des derniers articles, destinée aux programmes.',
    privacy: 'Aucune inscription n’est nécessaire, et personne ici n’apprend qui vous êtes.',
    copy: 'Copiez cette adresse.',
    paste: 'Collez-la dans votre lecteur.',
    allFeeds: 'Tous les flux (OPML)',
    formats: 'Adresses dans tous les formats',
    sameContent: 'Tous les formats ont le même contenu. Si votre lecteur en accepte plusieurs, il en choisit un.',
    news: {
      what: 'Un lecteur de flux consulte les flux que vous choisissez et vous montre les nouveautés en un seul endroit.',
      get: 'Installez un lecteur de flux.',
      search: 'Cherchez « lecteur RSS » dans la boutique d’applications de votre appareil. Beaucoup sont gratuits.',
      add: 'Dans le lecteur de flux, choisissez « Ajouter » ou « Suivre ». Les nouveaux articles vous parviennent ensuite.',
    },
    podcast: {
      what: 'Une application de podcasts consulte les flux que vous choisissez et vous montre les nouveautés en un seul endroit.',
      get: 'Installez une application de podcasts.',
      search: 'Cherchez « podcast » dans la boutique d’applications de votre appareil. Beaucoup sont gratuites.',
      add: 'Dans l’application de podcasts, choisissez « Ajouter » ou « Suivre ». Les nouveaux articles vous parviennent ensuite.',
    },
  },
  feedStyle: {
    feed:
      'Ceci est un flux : une liste des derniers articles, destinée aux programmes. Pour vous abonner, copiez l’adresse de cette ' +
      'page et collez-la dans un lecteur de flux. Aucune inscription n’est nécessaire.',
    readAt: 'À lire sous forme de page :',
    archive:
      'Ceci est l’archive d’un flux : des articles plus anciens, destinés aux programmes. Pour les lire ou vous abonner :',
  },
};

const spanish: PageText = {
  skipTo: { article: 'Ir al artículo', articles: 'Ir a los artículos', notice: 'Ir al aviso' },
  site: 'Navegación',
  website: 'Página de inicio',
  feeds: 'Canales',
  subscribe: 'Suscribirse',
  subscribeTo: ['Suscribirse a ', ''],
  more: 'Ver también',
  by: 'Por',
  and: 'y',
  published: 'Publicado el',
  updated: 'Actualizado el',
  withdrawn: 'Retirado el',
  linkedPage: 'La página de la que se habla:',
  firstPublishedBy: 'Publicado primero por',
  comments: 'Comentarios',
  thisUrl: 'Dirección de esta página:',
  table: 'Tabla',
  media: 'Escuchar, ver, descargar',
  download: 'Descargar',
  transcript: 'Transcripción',
  newestArticles: 'Últimos artículos',
  allArticles: 'Todos los artículos',
  newerArticles: 'Artículos más recientes',
  olderArticles: 'Artículos anteriores',
  moreArticles: 'Más artículos',
  archivePart: 'Artículos anteriores, parte',
  sections: 'Secciones',
  topics: 'Temas',
  authors: 'Autores',
  groups: 'Secciones, temas y autores',
  empty: 'Todavía no se ha publicado nada. Suscríbase abajo y recibirá el primer artículo.',
  missing: {
    title: 'Página no encontrada',
    heading: 'Aquí no hay nada',
    advice: [
      'Puede que la dirección sea incorrecta o que la página se haya eliminado. ',
      'Los últimos artículos',
      ' siguen ahí.',
    ],
  },
  notice: {
    title: 'Artículo retirado',
    heading: 'Este artículo ha sido retirado',
    text: 'Ha sido retirado y ya no está disponible aquí.',
  },
  subscription: {
    feed: 'Esta página tiene un canal: una lista de los últimos artículos, hecha para programas.',
    privacy: 'No hace falta registrarse, y nadie aquí sabe quién es usted.',
    copy: 'Copie esta dirección.',
    paste: 'Péguela en el lector.',
    allFeeds: 'Todos los canales (OPML)',
    formats: 'Direcciones en todos los formatos',
    sameContent: 'Todos los formatos tienen el mismo contenido. Si su lector admite varios, elige uno.',
    news: {
      what: 'Un lector de canales consulta los que usted elige y le muestra las novedades en un solo lugar.',
      get: 'Consiga un lector de canales.',
      search: 'Busque «lector RSS» en la tienda de aplicaciones de su dispositivo. Muchos son gratuitos.',
      add: 'En el lector, elija «Añadir» o «Seguir». A partir de entonces recibirá los artículos nuevos.',
    },
    podcast: {
      what: 'Una aplicación de pódcast consulta los canales que usted elige y le muestra las novedades en un solo lugar.',
      get: 'Consiga una aplicación de pódcast.',
      search: 'Busque «pódcast» en la tienda de aplicaciones de su dispositivo. Muchas son gratuitas.',
      add: 'En la aplicación, elija «Añadir» o «Seguir». A partir de entonces recibirá los artículos nuevos.',
    },
  },
  feedStyle: {
    feed:
      'Esto es un canal: una lista de los últimos artículos, hecha para programas. Para suscribirse, copie la dirección de esta ' +
      'página y péguela en un lector de canales. No hace falta registrarse.',
    readAt: 'Se puede leer como página en',
    archive:
      'Este es el archivo de un canal: artículos anteriores, hechos para programas. Para leerlos o suscribirse, vaya a',
  },
};

const italian: PageText = {
  skipTo: { article: 'Vai all’articolo', articles: 'Vai agli articoli', notice: 'Vai all’avviso' },
  site: 'Navigazione',
  website: 'Pagina iniziale',
  feeds: 'Feed',
  subscribe: 'Abbonati',
  subscribeTo: ['Abbonati a ', ''],
  more: 'Vedi anche',
  by: 'Di',
  and: 'e',
  published: 'Pubblicato:',
  updated: 'Aggiornato:',
  withdrawn: 'Ritirato:',
  linkedPage: 'La pagina di cui si parla:',
  firstPublishedBy: 'Pubblicato per la prima volta da',
  comments: 'Commenti',
  thisUrl: 'Indirizzo di questa pagina:',
  table: 'Tabella',
  media: 'Ascolta, guarda, scarica',
  download: 'Scarica',
  transcript: 'Trascrizione',
  newestArticles: 'Ultimi articoli',
  allArticles: 'Tutti gli articoli',
  newerArticles: 'Articoli più recenti',
  olderArticles: 'Articoli precedenti',
  moreArticles: 'Altri articoli',
  archivePart: 'Articoli precedenti, parte',
  sections: 'Sezioni',
  topics: 'Argomenti',
  authors: 'Autori',
  groups: 'Sezioni, argomenti e autori',
  empty: 'Non è stato ancora pubblicato nulla. Abbonati qui sotto e riceverai il primo articolo.',
  missing: {
    title: 'Pagina non trovata',
    heading: 'Qui non c’è nulla',
    advice: [
      'L’indirizzo potrebbe essere errato, o la pagina è stata rimossa. ',
      'Gli ultimi articoli',
      ' sono ancora disponibili.',
    ],
  },
  notice: {
    title: 'Articolo ritirato',
    heading: 'Questo articolo è stato ritirato',
    text: 'È stato ritirato e non è più disponibile qui.',
  },
  subscription: {
    feed: 'Questa pagina ha un feed: un elenco degli ultimi articoli, fatto per i programmi.',
    privacy: 'Non serve alcuna registrazione, e nessuno qui viene a sapere chi sei.',
    copy: 'Copia questo indirizzo.',
    paste: 'Incollalo nel lettore.',
    allFeeds: 'Tutti i feed (OPML)',
    formats: 'Indirizzi in tutti i formati',
    sameContent: 'Tutti i formati hanno lo stesso contenuto. Se il tuo lettore ne accetta diversi, ne sceglie uno.',
    news: {
      what: 'Un lettore di feed consulta i feed che scegli e ti mostra le novità in un solo posto.',
      get: 'Procurati un lettore di feed.',
      search: 'Cerca «lettore RSS» nello store delle app del tuo dispositivo. Molti sono gratuiti.',
      add: 'Nel lettore di feed scegli «Aggiungi» o «Segui». Da quel momento riceverai i nuovi articoli.',
    },
    podcast: {
      what: 'Un’app per podcast consulta i feed che scegli e ti mostra le novità in un solo posto.',
      get: 'Procurati un’app per podcast.',
      search: 'Cerca «podcast» nello store delle app del tuo dispositivo. Molte sono gratuite.',
      add: 'Nell’app per podcast scegli «Aggiungi» o «Segui». Da quel momento riceverai i nuovi articoli.',
    },
  },
  feedStyle: {
    feed:
      'Questo è un feed: un elenco degli ultimi articoli, fatto per i programmi. Per abbonarti, copia l’indirizzo di questa ' +
      'pagina e incollalo in un lettore di feed. Non serve alcuna registrazione.',
    readAt: 'Si può leggere come pagina su',
    archive:
      'Questo è l’archivio di un feed: articoli precedenti, fatti per i programmi. Per leggerli o abbonarti, vai a',
  },
};

const portuguese: PageText = {
  skipTo: { article: 'Ir para o artigo', articles: 'Ir para os artigos', notice: 'Ir para o aviso' },
  site: 'Navegação',
  website: 'Página inicial',
  feeds: 'Feeds',
  subscribe: 'Assinar',
  subscribeTo: ['Assinar ', ''],
  more: 'Ver também',
  by: 'Por',
  and: 'e',
  published: 'Publicado em',
  updated: 'Atualizado em',
  withdrawn: 'Retirado em',
  linkedPage: 'A página de que se fala:',
  firstPublishedBy: 'Publicado primeiro por',
  comments: 'Comentários',
  thisUrl: 'Endereço desta página:',
  table: 'Tabela',
  media: 'Ouvir, assistir, baixar',
  download: 'Baixar',
  transcript: 'Transcrição',
  newestArticles: 'Últimos artigos',
  allArticles: 'Todos os artigos',
  newerArticles: 'Artigos mais recentes',
  olderArticles: 'Artigos anteriores',
  moreArticles: 'Mais artigos',
  archivePart: 'Artigos anteriores, parte',
  sections: 'Seções',
  topics: 'Temas',
  authors: 'Autores',
  groups: 'Seções, temas e autores',
  empty: 'Ainda não foi publicado nada. Assine abaixo para receber o primeiro artigo.',
  missing: {
    title: 'Página não encontrada',
    heading: 'Não há nada aqui',
    advice: [
      'O endereço pode estar errado ou a página pode ter sido removida. ',
      'Os últimos artigos',
      ' continuam disponíveis.',
    ],
  },
  notice: {
    title: 'Artigo retirado',
    heading: 'Este artigo foi retirado',
    text: 'Foi retirado e não está mais disponível aqui.',
  },
  subscription: {
    feed: 'Esta página tem um feed: uma lista dos últimos artigos, feita para programas.',
    privacy: 'Não é preciso se cadastrar, e ninguém aqui fica sabendo quem você é.',
    copy: 'Copie este endereço.',
    paste: 'Cole-o no leitor.',
    allFeeds: 'Todos os feeds (OPML)',
    formats: 'Endereços em todos os formatos',
    sameContent: 'Todos os formatos têm o mesmo conteúdo. Se o seu leitor aceitar vários, ele escolhe um.',
    news: {
      what: 'Um leitor de feeds consulta os feeds que você escolhe e mostra as novidades em um só lugar.',
      get: 'Instale um leitor de feeds.',
      search: 'Procure “leitor RSS” na loja de aplicativos do seu dispositivo. Muitos são gratuitos.',
      add: 'No leitor de feeds, escolha “Adicionar” ou “Seguir”. A partir daí, você recebe os novos artigos.',
    },
    podcast: {
      what: 'Um aplicativo de podcasts consulta os feeds que você escolhe e mostra as novidades em um só lugar.',
      get: 'Instale um aplicativo de podcasts.',
      search: 'Procure “podcast” na loja de aplicativos do seu dispositivo. Muitos são gratuitos.',
      add: 'No aplicativo de podcasts, escolha “Adicionar” ou “Seguir”. A partir daí, você recebe os novos artigos.',
    },
  },
  feedStyle: {
    feed:
      'Isto é um feed: uma lista dos últimos artigos, feita para programas. Para assinar, copie o endereço desta página e ' +
      'cole-o em um leitor de feeds. Não é preciso se cadastrar.',
    readAt: 'Leia-o como página em',
    archive: 'Este é o arquivo de um feed: artigos anteriores, feitos para programas. Para ler ou assinar, acesse',
  },
};

const dutch: PageText = {
  skipTo: { article: 'Naar het artikel', articles: 'Naar de artikelen', notice: 'Naar de mededeling' },
  site: 'Navigatie',
  website: 'Startpagina',
  feeds: 'Feeds',
  subscribe: 'Abonneren',
  subscribeTo: ['Abonneren op ', ''],
  more: 'Zie ook',
  by: 'Door',
  and: 'en',
  published: 'Gepubliceerd op',
  updated: 'Bijgewerkt op',
  withdrawn: 'Ingetrokken op',
  linkedPage: 'De pagina waar dit over gaat:',
  firstPublishedBy: 'Eerder verschenen bij',
  comments: 'Reacties',
  thisUrl: 'Adres van deze pagina:',
  table: 'Tabel',
  media: 'Luisteren, kijken, downloaden',
  download: 'Downloaden',
  transcript: 'Transcriptie',
  newestArticles: 'Nieuwste artikelen',
  allArticles: 'Alle artikelen',
  newerArticles: 'Nieuwere artikelen',
  olderArticles: 'Oudere artikelen',
  moreArticles: 'Meer artikelen',
  archivePart: 'Oudere artikelen, deel',
  sections: 'Rubrieken',
  topics: 'Onderwerpen',
  authors: 'Auteurs',
  groups: 'Rubrieken, onderwerpen en auteurs',
  empty: 'Er is nog niets gepubliceerd. Abonneer u hieronder en u ontvangt het eerste artikel.',
  missing: {
    title: 'Niet gevonden',
    heading: 'Hier is niets',
    advice: ['Misschien is het adres onjuist, of is de pagina verwijderd. ', 'De nieuwste artikelen', ' zijn er nog.'],
  },
  notice: {
    title: 'Artikel ingetrokken',
    heading: 'Dit artikel is ingetrokken',
    text: 'Het is ingetrokken en hier niet meer beschikbaar.',
  },
  subscription: {
    feed: 'Deze pagina heeft een feed: een lijst van de nieuwste artikelen, gemaakt voor programma’s.',
    privacy: 'U hoeft zich nergens aan te melden, en niemand hier komt te weten wie u bent.',
    copy: 'Kopieer dit adres.',
    paste: 'Plak het daar.',
    allFeeds: 'Alle feeds (OPML)',
    formats: 'Adressen in alle formaten',
    sameContent: 'Alle formaten hebben dezelfde inhoud. Als uw lezer er meer ondersteunt, kiest die er een.',
    news: {
      what: 'Een feedlezer bekijkt de feeds die u kiest en laat op één plek zien wat er nieuw is.',
      get: 'Installeer een feedlezer.',
      search: 'Zoek in de appstore van uw apparaat naar “RSS-lezer”. Veel ervan zijn gratis.',
      add: 'Kies in de feedlezer “Toevoegen” of “Volgen”. Nieuwe artikelen komen dan vanzelf.',
    },
    podcast: {
      what: 'Een podcast-app bekijkt de feeds die u kiest en laat op één plek zien wat er nieuw is.',
      get: 'Installeer een podcast-app.',
      search: 'Zoek in de appstore van uw apparaat naar “podcast”. Veel apps zijn gratis.',
      add: 'Kies in de podcast-app “Toevoegen” of “Volgen”. Nieuwe artikelen komen dan vanzelf.',
    },
  },
  feedStyle: {
    feed:
      'Dit is een feed: een lijst van de nieuwste artikelen, gemaakt voor programma’s. Kopieer om u te abonneren het adres van ' +
      'deze pagina en plak het in een feedlezer. U hoeft zich nergens aan te melden.',
    readAt: 'Als pagina te lezen op',
    archive: 'Dit is het archief van een feed: oudere artikelen, gemaakt voor programma’s. Lees ze of abonneer u op',
  },
};

const polish: PageText = {
  skipTo: { article: 'Przejdź do artykułu', articles: 'Przejdź do artykułów', notice: 'Przejdź do komunikatu' },
  site: 'Nawigacja',
  website: 'Strona główna',
  feeds: 'Kanały',
  subscribe: 'Subskrybuj',
  subscribeTo: ['Subskrybuj: ', ''],
  more: 'Zobacz też',
  by: 'Tekst:',
  and: 'i',
  published: 'Opublikowano',
  updated: 'Zaktualizowano',
  withdrawn: 'Wycofano',
  linkedPage: 'Strona, o której mowa:',
  firstPublishedBy: 'Pierwsza publikacja:',
  comments: 'Komentarze',
  thisUrl: 'Adres tej strony:',
  table: 'Tabela',
  media: 'Posłuchaj, obejrzyj, pobierz',
  download: 'Pobierz',
  transcript: 'Transkrypcja',
  newestArticles: 'Najnowsze artykuły',
  allArticles: 'Wszystkie artykuły',
  newerArticles: 'Nowsze artykuły',
  olderArticles: 'Starsze artykuły',
  moreArticles: 'Więcej artykułów',
  archivePart: 'Starsze artykuły, część',
  sections: 'Działy',
  topics: 'Tematy',
  authors: 'Autorzy',
  groups: 'Działy, tematy i autorzy',
  empty: 'Nic jeszcze nie opublikowano. Zasubskrybuj poniżej, aby otrzymać pierwszy artykuł.',
  missing: {
    title: 'Nie znaleziono strony',
    heading: 'Nic tu nie ma',
    advice: ['Adres może być błędny albo strona została usunięta. ', 'Najnowsze artykuły', ' są nadal dostępne.'],
  },
  notice: {
    title: 'Artykuł wycofany',
    heading: 'Ten artykuł został wycofany',
    text: 'Został wycofany i nie jest już tutaj dostępny.',
  },
  subscription: {
    feed: 'Ta strona ma kanał: listę najnowszych artykułów przeznaczoną dla programów.',
    privacy: 'Nie trzeba się rejestrować i nikt się tu nie dowie, kim jesteś.',
    copy: 'Skopiuj ten adres.',
    paste: 'Wklej go w czytniku.',
    allFeeds: 'Wszystkie kanały (OPML)',
    formats: 'Adresy we wszystkich formatach',
    sameContent: 'Wszystkie formaty mają tę samą treść. Jeśli czytnik obsługuje kilka, sam wybierze jeden.',
    news: {
      what: 'Czytnik kanałów sprawdza wybrane kanały i pokazuje nowości w jednym miejscu.',
      get: 'Zainstaluj czytnik kanałów.',
      search: 'Poszukaj „czytnik RSS” w sklepie z aplikacjami na swoim urządzeniu. Wiele z nich jest bezpłatnych.',
      add: 'W czytniku kanałów wybierz „Dodaj” lub „Obserwuj”. Nowe artykuły będą przychodzić same.',
    },
    podcast: {
      what: 'Aplikacja do podcastów sprawdza wybrane kanały i pokazuje nowości w jednym miejscu.',
      get: 'Zainstaluj aplikację do podcastów.',
      search: 'Poszukaj „podcasty” w sklepie z aplikacjami na swoim urządzeniu. Wiele z nich jest bezpłatnych.',
      add: 'W aplikacji do podcastów wybierz „Dodaj” lub „Obserwuj”. Nowe artykuły będą przychodzić same.',
    },
  },
  feedStyle: {
    feed:
      'To jest kanał: lista najnowszych artykułów przeznaczona dla programów. Aby subskrybować, skopiuj adres tej strony z ' +
      'przeglądarki i wklej go w czytniku kanałów. Nie trzeba się rejestrować.',
    readAt: 'Jako strona do czytania:',
    archive:
      'To jest archiwum kanału: starsze artykuły przeznaczone dla programów. Aby je przeczytać lub subskrybować, przejdź do',
  },
};

/** By language, without script and country. Pages in any other language have English texts, with `lang`. */
export const pageTexts: Readonly<Record<string, PageText>> = {
  de: german,
  en: english,
  es: spanish,
  fr: french,
  it: italian,
  nl: dutch,
  pl: polish,
  pt: portuguese,
};

const primaryOf = remembered((language: string): string => {
  try {
    return new Intl.Locale(language).language;
  } catch {
    return '';
  }
});

/** The language of the table in which a page in this language has its texts: its own, or English. */
export function textLanguage(language: string): string {
  const primary = primaryOf(language);
  return Object.hasOwn(pageTexts, primary) ? primary : 'en';
}

/** The texts for a page in a language, as a BCP 47 tag. */
export function textFor(language: string): PageText {
  return pageTexts[textLanguage(language)] ?? english;
}

/** True if a page in this language has texts in its own language. */
export function hasOwnText(language: string): boolean {
  return textLanguage(language) === primaryOf(language);
}
