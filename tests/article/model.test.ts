/** Making pictures, media and people from what is known of them. */
import { expect, test } from 'vitest';
import { enclosure, image } from '../../src/model/image.ts';
import { person } from '../../src/model/metadata.ts';

test('unknown values are null, and alt text is empty', () => {
  expect(image({ url: 'a.jpg' })).toStrictEqual({
    url: 'a.jpg',
    type: null,
    width: null,
    height: null,
    lengthBytes: null,
    alt: '',
    caption: null,
    credit: null,
  });
  expect(enclosure({ url: 'a.mp3', type: 'audio/mpeg' })).toStrictEqual({
    url: 'a.mp3',
    type: 'audio/mpeg',
    lengthBytes: null,
    title: null,
    durationSeconds: null,
  });
  expect(person({ name: 'Ada' })).toStrictEqual({ name: 'Ada', url: null, email: null, avatar: null });
});

test('given values are used, and the order of the keys is always the same', () => {
  const credited = image({ credit: 'Lee Marsh', width: 3, url: 'a.jpg' });
  expect(credited).toMatchObject({ width: 3, height: null, credit: 'Lee Marsh' });
  expect(Object.keys(credited)).toEqual(Object.keys(image({ url: 'a.jpg' })));
  const vera = person({ avatar: 'https://a.example/v.jpg', name: 'Vera' });
  expect(JSON.stringify(vera)).toBe(JSON.stringify({ ...person({ name: 'Vera' }), avatar: 'https://a.example/v.jpg' }));
});
