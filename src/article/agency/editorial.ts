/** Decides whether a story is meant for editors, and takes what agencies add to an update off its headline and text. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Channel } from '../../model/channel.ts';
import type { Finding } from '../../problem/problem.ts';
import type { EditorialFacts, SkippedPart } from '../story/no-story.ts';
import type { Story, StoryReading } from '../story/story.ts';
import { foldSpaces } from '../text/spaces.ts';
import { paragraphsOf } from '../tree/plain-text.ts';
import { elementsOf, removeElements } from '../tree/walk.ts';
import { findAdvisory } from '../wire/advisories.ts';
import { describeNotes, readFootNote } from '../wire/editor-lines.ts';
import { correctionIn, correctionsOf, noteCorrects, readNote, takeUpdateMarks } from '../wire/update-marks.ts';

interface WrittenStory {
  readonly story: Story;
  readonly findings: readonly Finding[];
}

export interface EditorialContext {
  readonly channel: Channel;
}

/** Finishes the story of an agency: as a text to editors if it is one, else without the marks of an update. */
export function finishEditorial(written: WrittenStory, { channel }: EditorialContext): StoryReading | SkippedPart {
  return readForEditors(written.story) ?? takeUpdate(written, { channel });
}

/** The reading of a text that is meant for editors. Null if it is a story, or is marked as held back or withdrawn anyway. */
export function readForEditors(story: Story): StoryReading | SkippedPart | null {
  const { title, content, item, draft, withdrawal, editorial } = story;
  if (draft || withdrawal !== null) return null;
  const { note, slug } = editorial ?? noFacts;
  const body = paragraphsOf(content).map((text) => ({ text, number: 1 }));
  const ids = item === null ? [] : [item.id, ...item.ends];
  const found = findAdvisory({ headline: title, slug, note, body, ids });
  if (found === null) return null;
  return 'what' in found.reading ? { ...found.reading, item } : found.reading;
}

const noFacts: EditorialFacts = { note: null, slug: null };

/** Takes the marks of an update off the headline and the slug, and notes to editors out of the text. */
function takeUpdate({ story, findings }: WrittenStory, { channel }: EditorialContext): StoryReading {
  const { note, slug } = story.editorial ?? noFacts;
  const headline = story.title === null ? null : takeUpdateMarks(story.title);
  const slugline = slug === null ? null : takeUpdateMarks(slug);
  const { corrections, notes } = takeNotes(story.content);
  const isCorrection =
    headline?.isCorrection === true || slugline?.isCorrection === true || (note !== null && noteCorrects(note));
  const written = correctionsOf(corrections, {
    isCorrection: isCorrection && story.corrections.length === 0,
    paragraphs: paragraphsOf(story.content),
    language: story.language ?? channel.language,
  });
  return {
    story: {
      ...story,
      // A format with a field for the headline has it as its readers are to see it.
      title: story.editorial === null ? (headline?.headline ?? null) : story.title,
      corrections: [...story.corrections, ...written],
      item: story.item === null ? null : { ...story.item, slug: slugline?.headline ?? story.item.slug },
    },
    findings: [...findings, ...describeNotes(notes, () => undefined)],
  };
}

interface Notes {
  readonly corrections: readonly string[];
  readonly notes: readonly { readonly text: string; readonly number: number }[];
}

/** The paragraphs above and below the story that may be notes. */
const headParagraphs = 4;
const footParagraphs = 3;

/** Removes the notes to editors from a tree. A text that contains only notes stays as it is. */
function takeNotes(content: Root): Notes {
  const paragraphs = elementsOf(content).filter(({ tagName }) => tagName === 'p');
  const foot = Math.max(headParagraphs, paragraphs.length - footParagraphs);
  const kinds = new Map(
    paragraphs.flatMap((element, index) => {
      if (index >= headParagraphs && index < foot) return [];
      const text = foldSpaces(textOf(element));
      const kind = index < headParagraphs ? readNote(text) : readFootNote(text);
      return kind === null ? [] : [[element, { kind, text }] as const];
    }),
  );
  if (kinds.size === 0 || kinds.size === paragraphs.length) return { corrections: [], notes: [] };
  removeElements(content, (element: Element) => kinds.has(element));
  const found = [...kinds.values()];
  return {
    corrections: found.flatMap(({ kind, text }) => (kind === 'correction' ? [correctionIn(text)] : [])),
    notes: found.flatMap(({ kind, text }) => (kind === 'note' ? [{ text, number: 1 }] : [])),
  };
}
