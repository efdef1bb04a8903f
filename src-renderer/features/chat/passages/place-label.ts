import type { Place } from '../../../../shared/knowledge/place.ts';
import { t } from '../../../language/translate.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

const places: Readonly<Record<Place['type'], (range: Range) => string>> = {
  lines: ({ from, to }) =>
    from === to ? t('line {{from}}', { from }) : t('lines {{from}}–{{to}}', { from, to }),
  pages: ({ from, to }) =>
    from === to ? t('page {{from}}', { from }) : t('pages {{from}}–{{to}}', { from, to }),
  paragraphs: ({ from, to }) =>
    from === to ? t('paragraph {{from}}', { from }) : t('paragraphs {{from}}–{{to}}', { from, to }),
  rows: ({ from, to }) =>
    from === to ? t('row {{from}}', { from }) : t('rows {{from}}–{{to}}', { from, to }),
};

/** "lines 12–30", "page 3", "sheet “Budget”, rows 2–9" in the language of the page; see `placeText`. */
export function placeLabel(place: Place): string {
  const range = places[place.type](place);
  return place.type === 'rows'
    ? t('sheet “{{sheet}}”, {{rows}}', { sheet: place.sheet, rows: range })
    : range;
}
