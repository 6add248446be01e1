/** The articles of the invented publication. */
import type { Entry } from '../../src/model/entry.ts';
import { instant } from '../support/instant.ts';

export interface Draft {
  readonly path: string;
  readonly text: string;
  readonly changes: Partial<Entry>;
}

const ferry = `---
title: The ferry Guillemot sails again, five months after the storm
date: 2026-10-12T16:15:00-07:00
updated: 2026-10-13T09:02:00-07:00
authors: [Ines Calloway, Ruth Adeyemi]
section: Harbor
categories: [Harbor, Ferries, Storms]
description: Crossings begin on Thursday, every ninety minutes, with a new bow door and the old fares.
---
HERON POINT — The ferry Guillemot will carry passengers again from Thursday, five months after a storm tore off its bow door.

<figure><img src="https://pictures.example/ferry.svg" alt="A white ferry in a dry dock, its bow open" width="1200" height="800"><figcaption>The Guillemot waits for its new bow door in the dock at Heron Point. <small>(Ines Calloway/Courier Images)</small></figcaption></figure>

Harbor master Tomas Vale said the ship passed its last sea trial on Sunday morning, with forty islanders and two goats on board. The [report of the trial](https://harbor.example/reports/trial?year=2026&ship=guillemot) is public.

> It rolled less than my kitchen chair.

# The winter timetable

| From Heron Point | From Skerry | Days | Ship | Remarks for travellers with bicycles |
| --- | --- | --- | --- | --- |
| 06:30 | 07:15 | Monday to Friday | Guillemot | At most twelve |
| 08:00 | 08:45 | daily | Guillemot | At most twelve |
| 09:30 | 10:15 | daily | Razorbill | None on market days |

### What changes on board

- The bow door closes by itself, and a second time by hand.
- Goats travel on the *upper* deck.
- \`FERRY 90\` on the ticket means ninety minutes.

\`\`\`
06:30  Heron Point   07:15  Skerry   08:00  Heron Point   08:45  Skerry   09:30  Heron Point   10:15  Skerry
\`\`\`

<figure><img src="https://pictures.example/deck.svg" width="1600" height="700" alt="Two goats on the deck of a ferry"><figcaption>Passengers of the sea trial. <small>(Ruth Adeyemi)</small></figcaption></figure>

<iframe src="https://player.example/embed/trial" title="The sea trial, filmed from the pier" width="640" height="360"></iframe>

Crossings will leave every ninety minutes until the end of the year.

**Correction, October 13:** The ship carried two goats, not three.
`;

const text = (title: string, more: string) => `---\ntitle: ${JSON.stringify(title)}\n${more}`;

/** Newest first. */
export const drafts: readonly Draft[] = [
  {
    path: 'ferry.md',
    text: ferry,
    changes: {
      timeZone: 'America/Los_Angeles',
      corrections: [{ text: 'The ship carried two goats, not three.', corrected: instant('2026-10-13T16:02:00Z') }],
      commentsUrl: 'https://courier.example/talk/ferry',
      source: { title: 'Harbor Bulletin', url: 'https://harbor.example/', feedUrl: null },
      enclosures: [
        {
          url: 'https://media.example/trial.mp3',
          type: 'audio/mpeg',
          lengthBytes: 12_480_000,
          title: 'The harbor master on the sea trial',
          durationSeconds: 764,
        },
        {
          url: 'https://media.example/trial.mp4',
          type: 'video/mp4',
          lengthBytes: 481_000,
          title: null,
          durationSeconds: null,
        },
        {
          url: 'https://media.example/timetable.pdf',
          type: 'application/pdf',
          lengthBytes: null,
          title: null,
          durationSeconds: null,
        },
      ],
    },
  },
  {
    path: 'lighthouse.md',
    text: text(
      'A lighthouse keeper counts to nine',
      'date: 2026-10-11\nauthor: Ines Calloway\nsection: Nature\n---\nThe lamp at Skerry turns nine times a minute, and has done so since the keeper’s grandmother wound it up for the first time.\n\n![The lamp of a lighthouse](https://pictures.example/lamp.svg)\n\nOn Sunday it turned ten times.\n',
    ),
    changes: {},
  },
  {
    path: 'hebrew.md',
    text: text(
      'המעבורת חוזרת לים',
      'date: 2026-10-10T12:00:00+03:00\nlang: he\nauthor: רות\nsection: Harbor\n---\nהמעבורת תפליג שוב ביום חמישי, חמישה חודשים אחרי הסערה.\n\n> היא התנדנדה פחות מכיסא המטבח שלי.\n\nההפלגות ייצאו כל תשעים דקות עד סוף השנה.\n',
    ),
    changes: { timeZone: '+03:00' },
  },
  {
    path: 'link.md',
    text: text(
      'Somebody else counted the terns too',
      'date: 2026-10-08T08:00:00Z\nexternal_url: https://terns.example/count\n---\nTheir number is higher than ours, and their boat is faster.\n',
    ),
    changes: { externalUrl: 'https://terns.example/count' },
  },
  {
    path: 'long.md',
    text: text(
      'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft visits the islands with a very long name and a longer headline than anybody asked for',
      'date: 2026-10-07T08:00:00Z\nsection: Harbor\n---\nhttps://a.very.long.address.example/that/cannot/be/broken/anywhere/because/it/has/no/spaces/at/all/and/goes/on/and/on\n',
    ),
    changes: {},
  },
];
